// Exercise 1: scaled dot-product attention. In a terminal: ./lab exercise 1
#pragma once

#include <cmath>

#include "tests/exercises/exercise.h"

namespace exercise {

// softmax(q kᵀ / √d_k) v. q: [T, d_k], k: [S, d_k], v: [S, d_v].
// Every row of `allowed` lets its query look somewhere.
inline Attended scaled_dot_product_attention(const Matrix& q, const Matrix& k, const Matrix& v,
                                             const Mask& allowed = {}) {
    // TODO 1: the scores [T, S]: every query times every key.
    // TODO 2: divide them by the square root of d_k.
    // TODO 3: where `allowed` says false, the score becomes minus infinity.
    // TODO 4: softmax: subtract each row's maximum, take exponentials, divide each row by its sum.
    // TODO 5: the output is the weighted sum of the values.
    (void)q, (void)k, (void)v, (void)allowed;
    return {};
}

} // namespace exercise
