#include "loss.h"

#include <algorithm>
#include <cassert>

#include "engine/math/elementary.h"
#include "engine/math/ops.h"

namespace attn {

namespace {

template <class R> Loss loss_of(const MatrixOf<R>& logits, const std::vector<int>& targets, MatrixOf<R>* d_logits) {
    assert(targets.size() == static_cast<std::size_t>(logits.rows()));
    Loss out;
    out.counted = static_cast<int>(targets.size() - std::count(targets.begin(), targets.end(), kIgnored));
    if (d_logits) d_logits->setZero(logits.rows(), logits.cols());
    const R share = R(1) / static_cast<R>(std::max(out.counted, 1));
    std::vector<R> exps(static_cast<std::size_t>(logits.cols()));
    double total = 0;
    for (Index i = 0; i < logits.rows(); ++i) {
        const Index target = targets[static_cast<std::size_t>(i)];
        if (target == kIgnored) continue;
        const R* const row = &logits(i, 0);
        const R* const largest = std::max_element(row, row + logits.cols());
        for (std::size_t j = 0; j < exps.size(); ++j) exps[j] = exp(row[j] - *largest);
        const R sum = row_total(exps.data(), logits.cols());
        total += log(static_cast<double>(sum)) + static_cast<double>(*largest - row[target]);
        out.right += largest - row == target;
        if (!d_logits) continue;
        for (std::size_t j = 0; j < exps.size(); ++j)
            (*d_logits)(i, static_cast<Index>(j)) =
                (exps[j] / sum - (static_cast<Index>(j) == target ? R(1) : R(0))) * share;
    }
    if (out.counted > 0) out.mean = total / out.counted;
    return out;
}

} // namespace

template <class R> Loss cross_entropy(const MatrixOf<R>& logits, const std::vector<int>& targets) {
    return loss_of<R>(logits, targets, nullptr);
}

template <class R>
Loss cross_entropy(const MatrixOf<R>& logits, const std::vector<int>& targets, MatrixOf<R>& d_logits) {
    return loss_of<R>(logits, targets, &d_logits);
}

template Loss cross_entropy(const MatrixOf<float>&, const std::vector<int>&);
template Loss cross_entropy(const MatrixOf<double>&, const std::vector<int>&);
template Loss cross_entropy(const MatrixOf<float>&, const std::vector<int>&, MatrixOf<float>&);
template Loss cross_entropy(const MatrixOf<double>&, const std::vector<int>&, MatrixOf<double>&);

} // namespace attn
