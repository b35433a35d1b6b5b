// Exercise 3: masks. In a terminal: ./lab exercise 3
#pragma once

#include "tests/exercises/solution/attention.h" // scaled_dot_product_attention is here to be called

namespace exercise {

// [size, size]: a query may look at itself and at what is before it.
inline Mask causal_mask(Index size) {
    // TODO 1
    (void)size;
    return {};
}

// [queries, S] for the S tokens of a sentence: nobody may look at a token whose id is pad_id.
inline Mask padding_mask(const std::vector<int>& token_ids, Index queries, int pad_id = 0) {
    // TODO 2
    (void)token_ids, (void)queries, (void)pad_id;
    return {};
}

// Attention of a sentence with both masks. q, k: [T, d_k], v: [T, d_v].
inline Attended masked_attention(const Matrix& q, const Matrix& k, const Matrix& v, const std::vector<int>& token_ids) {
    // TODO 3: what both masks allow is allowed.
    (void)q, (void)k, (void)v, (void)token_ids;
    return {};
}

} // namespace exercise
