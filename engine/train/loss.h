// How wrong a model is: cross-entropy.
#pragma once

#include <vector>

#include "engine/math/matrix.h"

namespace attn {

// A target that does not count: nothing is asked there.
inline constexpr int kIgnored = -1;

struct Loss {
    double mean = 0; // over the targets that count, of -ln(probability of the target); 0 when none does
    int counted = 0;
    int right = 0; // targets that have the largest logit of their row; of equal ones the first
    double accuracy() const { return counted > 0 ? static_cast<double>(right) / counted : 0; }
};

// targets [N], each kIgnored or a column.  logits [N, V]
template <class R> Loss cross_entropy(const MatrixOf<R>& logits, const std::vector<int>& targets);

// The same, and the gradient of the mean: (softmax(logits) - 1 at the target) / counted, 0 in rows that do not count.
template <class R>
Loss cross_entropy(const MatrixOf<R>& logits, const std::vector<int>& targets, MatrixOf<R>& d_logits);

} // namespace attn
