// Attention of all heads of all sequences of a batch, forwards and backwards, from projected rows: the bits of attend()
// and attend_backward(), without a Trace for each sequence. That is for looking; this is for training.
//
// Which keys a query may see is always the first so many: causal is the first i + 1, padding is at the end.
//
// Queries and keys may be of two different sets of rows: cross-attention is a call with those of the encoder.
#pragma once

#include <vector>

#include "engine/math/products.h"

namespace attn {

template <class R> struct AllHeadsOf {
    int sequences = 1, heads = 1; // B, H
    int queries = 1, keys = 1;    // T, S: of each sequence
    bool causal = false;          // T = S
    R factor = 1;                 // what scores are multiplied by
    const std::vector<int>& real; // [B] how many keys of a sequence are no padding; empty: all of them

    // How many keys query i of sequence b sees.
    Index seen(int b, Index i) const {
        const Index all = real.empty() ? Index{keys} : Index{real[static_cast<std::size_t>(b)]};
        return causal && i + 1 < all ? i + 1 : all;
    }
};

// softmax(q k^T factor) v, heads side by side in columns.
// [B T, H d], [B S, H d], [B S, H d] -> weights [B H T, S], context [B T, H d]
template <class R> void attend_all(ProductsOf<R>&, const AllHeadsOf<R>&, const PartOf<R>& q, const PartOf<R>& k,
                                   const PartOf<R>& v, MatrixOf<R>& weights, MatrixOf<R>& context);

// From d_context to d_q, d_k and d_v, which need no value before.
template <class R> void attend_all_backward(ProductsOf<R>&, const AllHeadsOf<R>&, const PartOf<R>& q,
                                            const PartOf<R>& k, const PartOf<R>& v, const MatrixOf<R>& weights,
                                            const MatrixOf<R>& d_context, PlaceOf<R> d_q, PlaceOf<R> d_k,
                                            PlaceOf<R> d_v);

} // namespace attn
