// Exercise 2, one way to do it.
#pragma once

#include "tests/exercises/solution/attention.h"

namespace exercise {

// The columns of m [T, E] in `heads` blocks of the same width, from left to right: [T, E / heads] each.
inline std::vector<Matrix> split_heads(const Matrix& m, int heads) {
    const Index width = m.cols() / heads;
    std::vector<Matrix> blocks;
    for (Index h = 0; h < heads; ++h) blocks.push_back(m.middleCols(h * width, width));
    return blocks;
}

// The blocks side by side again: the opposite of split_heads.
inline Matrix join_heads(const std::vector<Matrix>& blocks) {
    const Index width = blocks[0].cols();
    Matrix joined(blocks[0].rows(), width * static_cast<Index>(blocks.size()));
    for (std::size_t h = 0; h < blocks.size(); ++h) joined.middleCols(static_cast<Index>(h) * width, width) = blocks[h];
    return joined;
}

// Self-attention of x [T, E] with several heads: project, split, attend in each head, join, and project by layer.o.
inline Matrix multi_head_attention(const Matrix& x, const Layer& layer, int heads, const Mask& allowed = {}) {
    const std::vector<Matrix> q = split_heads(x * layer.q, heads), k = split_heads(x * layer.k, heads),
                              v = split_heads(x * layer.v, heads);
    std::vector<Matrix> found;
    for (std::size_t h = 0; h < q.size(); ++h)
        found.push_back(scaled_dot_product_attention(q[h], k[h], v[h], allowed).output);
    return join_heads(found) * layer.o;
}

} // namespace exercise
