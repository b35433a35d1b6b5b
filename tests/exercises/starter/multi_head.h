// Exercise 2: multi-head attention. In a terminal: ./lab exercise 2
#pragma once

#include "tests/exercises/solution/attention.h" // scaled_dot_product_attention is here to be called

namespace exercise {

// The columns of m [T, E] in `heads` blocks of the same width, from left to right: [T, E / heads] each.
inline std::vector<Matrix> split_heads(const Matrix& m, int heads) {
    // TODO 1
    (void)m, (void)heads;
    return {};
}

// The blocks side by side again: the opposite of split_heads.
inline Matrix join_heads(const std::vector<Matrix>& blocks) {
    // TODO 2
    (void)blocks;
    return {};
}

// Self-attention of x [T, E] with several heads: project, split, attend in each head, join, and project by layer.o.
inline Matrix multi_head_attention(const Matrix& x, const Layer& layer, int heads, const Mask& allowed = {}) {
    // TODO 3
    (void)x, (void)layer, (void)heads, (void)allowed;
    return {};
}

} // namespace exercise
