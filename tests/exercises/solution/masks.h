// Exercise 3, one way to do it.
#pragma once

#include "tests/exercises/solution/attention.h"

namespace exercise {

// [size, size]: a query may look at itself and at what is before it.
inline Mask causal_mask(Index size) {
    Mask allowed(size, size);
    for (Index i = 0; i < size; ++i)
        for (Index j = 0; j < size; ++j) allowed(i, j) = j <= i;
    return allowed;
}

// [queries, S] for the S tokens of a sentence: nobody may look at a token whose id is pad_id.
inline Mask padding_mask(const std::vector<int>& token_ids, Index queries, int pad_id = 0) {
    Mask allowed(queries, static_cast<Index>(token_ids.size()));
    for (std::size_t j = 0; j < token_ids.size(); ++j)
        allowed.col(static_cast<Index>(j)).setConstant(token_ids[j] != pad_id);
    return allowed;
}

// Attention of a sentence with both masks. q, k: [T, d_k], v: [T, d_v].
inline Attended masked_attention(const Matrix& q, const Matrix& k, const Matrix& v, const std::vector<int>& token_ids) {
    const Mask both = causal_mask(q.rows()).array() && padding_mask(token_ids, q.rows()).array();
    return scaled_dot_product_attention(q, k, v, both);
}

} // namespace exercise
