#include "compare.h"

#include <algorithm>
#include <cmath>

namespace attn {

const Matrix& matrix(const RunHead& side, Tensor tensor) {
    return matrix(*side.trace, tensor, info(tensor).per_head ? side.head : 0);
}

Matrix difference(const Matrix& a, const Matrix& b) {
    const Index rows = std::min(a.rows(), b.rows()), cols = std::min(a.cols(), b.cols());
    Matrix out(rows, cols);
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < cols; ++j) out(i, j) = a(i, j) == b(i, j) ? 0.0f : a(i, j) - b(i, j);
    return out;
}

TensorPair compared_results(const RunHead& a, const RunHead& b, Stage stage) {
    const Tensor result = info(stage).result;
    const auto in = [&](const RunHead& side) {
        return result == Tensor::dropped && !has(*side.trace, result) ? Tensor::weights : result;
    };
    return {in(a), in(b)};
}

Apart apart(const Matrix& difference) {
    Apart out;
    for (Index i = 0; i < difference.size(); ++i) {
        const float by = std::fabs(difference.data()[i]);
        if (std::isfinite(by)) out.largest = std::max(out.largest, by);
        else ++out.one_sided;
    }
    return out;
}

StageDifference stage_difference(const RunHead& a, const RunHead& b, const StageInfo& stage) {
    StageDifference out{.stage = stage.id};
    const bool result_in_a = has(*a.trace, stage.result), result_in_b = has(*b.trace, stage.result);
    out.only_a = result_in_a && !result_in_b, out.only_b = result_in_b && !result_in_a;
    out.any = out.only_a || out.only_b;
    for (const auto& made : stage.makes) {
        if (!made) continue;
        // On the way to the result only what both have is compared: a soft cap that only one has shows in the masked
        // scores.
        const bool result = *made == stage.result, in_a = has(*a.trace, *made), in_b = has(*b.trace, *made);
        if (result ? !in_a && !in_b : !in_a || !in_b) continue;
        const TensorPair pair = result ? compared_results(a, b, stage.id) : TensorPair{*made, *made};
        const Matrix &of_a = matrix(a, pair.a), &of_b = matrix(b, pair.b);
        const bool shape = of_a.rows() != of_b.rows() || of_a.cols() != of_b.cols();
        const Apart by = apart(difference(of_a, of_b));
        out.any = out.any || shape || by.any();
        if (result) out.shape = shape && in_a && in_b, out.apart = by;
    }
    return out;
}

std::vector<StageDifference> stage_differences(const RunHead& a, const RunHead& b) {
    std::vector<StageDifference> out;
    for (const StageInfo& stage : kStages) out.push_back(stage_difference(a, b, stage));
    return out;
}

std::optional<Stage> first_difference(const std::vector<StageDifference>& all) {
    const auto found = std::find_if(all.begin(), all.end(), [](const StageDifference& d) { return d.any; });
    return found == all.end() ? std::nullopt : std::optional(found->stage);
}

} // namespace attn
