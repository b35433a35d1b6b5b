// Exercise 1, one way to do it.
#pragma once

#include <cmath>
#include <limits>

#include "tests/exercises/exercise.h"

namespace exercise {

// softmax(q kᵀ / √d_k) v. q: [T, d_k], k: [S, d_k], v: [S, d_v].
// Every row of `allowed` lets its query look somewhere.
inline Attended scaled_dot_product_attention(const Matrix& q, const Matrix& k, const Matrix& v,
                                             const Mask& allowed = {}) {
    Matrix weights = q * k.transpose() / std::sqrt(static_cast<float>(q.cols()));
    for (Index i = 0; i < weights.rows(); ++i) {
        for (Index j = 0; j < weights.cols() && allowed.size() > 0; ++j)
            if (!allowed(i, j)) weights(i, j) = -std::numeric_limits<float>::infinity();
        const float maximum = weights.row(i).maxCoeff();
        weights.row(i) = (weights.row(i).array() - maximum).exp();
        weights.row(i) /= weights.row(i).sum();
    }
    return {weights * v, weights};
}

} // namespace exercise
