// The matrices of single heads: [T, S] each, so they exist only once somebody looks at that head. At 2,048 tokens one
// of them is 16 MB; concat and output do without.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/math/matrix.h"
#include "engine/math/ops.h"

namespace attn {

// One head's way from its columns of Q, K and V to its context.
template <class R> struct HeadOf {
    MatrixOf<R> q, k;     // [T, d_k], [S, d_k]
    MatrixOf<R> v;        // [S, d_v]
    Mask seen;            // [T, S] what softmax may see: `allowed`, unless the mask comes too late (mistakes.h)
    Mask allowed;         // [T, S] causal, window, padding, masks and -infinite bias together
    MatrixOf<R> scores;   // [T, S] q k^T
    MatrixOf<R> scaled;   // [T, S] scores * factor
    MatrixOf<R> capped;   // [T, S] softcap * tanh(scaled / softcap); empty without a soft cap
    MatrixOf<R> mask;     // [T, S] 0 where allowed, -infinity elsewhere; empty when there is no mask
    MatrixOf<R> masked;   // [T, S] scaled or capped, plus bias, -infinity where masked
    MatrixOf<R> shifted;  // [T, S] masked minus the maximum of its row: what is exponentiated
    SoftmaxOf<R> softmax; // row_max, exps, row_sum and weights, each over the keys
    MatrixOf<R> keep;     // [T, S] 1 where dropout keeps the weight, 0 elsewhere; empty without dropout
    MatrixOf<R> dropped;  // [T, S] weights * keep / (1 - p); empty without dropout
    MatrixOf<R> averaged; // [T, S] the mean of `dropped` over many samples; empty for a single one
    MatrixOf<R> context;  // [T, d_v] weights (dropped, if there is dropout) v
};
using Head = HeadOf<float>;

// What of a head is known without looking at all pairs of a query and a key: little enough to keep of every head.
template <class R> struct PartsOf {
    MatrixOf<R> q, k, v, context; // as in HeadOf
    Mask seen, allowed;
};

template <class R> struct TraceOf;

// The heads of one trace that somebody has looked at; the trace keeps them here when it is asked for them. A head that
// is kept stays at its address until trim() or release(): only whoever owns the trace lets go of anything, and nobody
// does it for the owner. Not for two threads.
template <class R> class HeadsOf {
public:
    // Head h, or null; from now on it is the one that was asked for last.
    const HeadOf<R>* head(int h) const;
    const PartsOf<R>* parts(int h) const;

    // Whether head h can be had without computing it.
    bool is_kept(int h) const;

    // Lets go of the heads that were asked for longest ago until the rest takes at most `max_bytes`; three stay
    // whatever they take. Parts stay.
    void trim(std::size_t max_bytes = 160'000'000);

    // Lets go of head h.
    void release(int h);

private:
    friend struct TraceOf<R>;

    // Keeps one of `count` heads.
    const HeadOf<R>& keep(HeadOf<R>, int h, int count) const;
    const PartsOf<R>& keep(PartsOf<R>, int h, int count) const;

    mutable std::vector<std::optional<HeadOf<R>>> heads;        // [H], once one is kept
    mutable std::vector<std::optional<PartsOf<R>>> known_parts; // likewise
    mutable std::vector<int> asked;                             // the heads that are kept, the last one asked for last
};

} // namespace attn
