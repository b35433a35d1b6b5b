// Multi-head scaled dot-product attention (Vaswani et al. 2017, "Attention Is All You Need", section 3.2),
// keeping every intermediate matrix of what is looked at.
#pragma once

#include <optional>
#include <vector>

#include "engine/math/kernels.h"
#include "engine/math/matrix.h"
#include "engine/run/config.h"
#include "engine/run/tokens.h"
#include "options.h"
#include "projections.h"

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
    MatrixOf<R> averaged; // [T, S] the mean of `dropped` over many throws of the dice; empty for a single one
    MatrixOf<R> context;  // [T, d_v] weights (dropped, if there is dropout) v
};
using Head = HeadOf<float>;

// What of a head is known without looking at all pairs of a query and a key: little enough to keep of every head.
template <class R> struct PartsOf {
    MatrixOf<R> q, k, v, context; // as in HeadOf
    Mask seen, allowed;
};

template <class R> struct TraceOf {
    std::vector<Token> tokens;        // T
    std::vector<Token> memory_tokens; // S in cross-attention, else empty: the keys are the tokens
    ProjectionsOf<R> projections;     // the projections that were used
    std::vector<Edited> edited;       // the numbers in x, memory and model that were set by hand
    OptionsOf<R> options;
    const KernelSet* simd = nullptr; // what did the work; null: the plain loops, the same bits
    int decimals = 2;                // that people are shown; as many as its source has for a published example
    bool fewest_decimals = false;    // see decimals_of() in describe.h
    int heads = 1, kv_heads = 1;     // H, H_kv
    int d_k = 1, d_v = 1;            // width of one head
    R scale = 1;                     // 1/sqrt(d_k), or what the options say
    R factor = 1;                    // what scores are multiplied by: scale / temperature
    R dropout_factor = 1;            // what kept weights are multiplied by: 1 / (1 - p)
    std::vector<MatrixOf<R>>
        dropout_uniforms; // [H][T, S] the throws, each in [0, 1): below p the weight is dropped; or empty
    std::vector<MatrixOf<R>> times_kept; // [H][T, S] how many of `draws` throws kept the weight; empty for a single one
    int dropout_samples = 1;
    MatrixOf<R> embedding, position;               // [T, E]; empty when x was given directly
    MatrixOf<R> memory_embedding, memory_position; // [S, E]; likewise, and in self-attention
    MatrixOf<R> x;                                 // [T, E] embedding + position; empty when q, k and v were given
    MatrixOf<R> memory;                            // [S, .] empty in self-attention
    MatrixOf<R> memory_v;                          // [S, .] empty unless the values come from rows of their own
    MatrixOf<R> q;                                 // [T, H d_k]
    MatrixOf<R> k;                                 // [S, H_kv d_k]
    MatrixOf<R> v;                                 // [S, H_kv d_v]
    MatrixOf<R> concat;                            // [T, H d_v] the heads' contexts side by side
    MatrixOf<R> output;                            // [T, E]

    Index queries() const { return q.rows(); } // T
    Index keys() const { return k.rows(); }    // S

    // All matrices of head h, 0 <= h < H. Computed when it is first asked for, because at 2,048 tokens one [T, S]
    // matrix is 16 MB; concat and output do without them. Of a long text only the heads that were asked for last are
    // kept, at least three: so long a reference stays good. Not for two threads.
    const HeadOf<R>& head(int h) const;
    mutable std::vector<std::optional<HeadOf<R>>> looked_at{}; // H
    mutable std::vector<int> asked{};                          // the heads that are kept, the last one asked for last

    // The same numbers and masks as in head(h), without computing the head where that can be avoided.
    const PartsOf<R>& parts(int h) const;
    mutable std::vector<std::optional<PartsOf<R>>> parts_known{}; // H
};
using Trace = TraceOf<float>;

// Attention of the rows of x on the rows of memory, or on each other. The inputs must have no misfit().
template <class R>
TraceOf<R> attend(InputsOf<R>, ProjectionsOf<R>, OptionsOf<R>, const KernelSet* simd = widest_kernels());

// The same from queries, keys and values; of the model only w_o and b_o are used.
template <class R> TraceOf<R> attend(const ProjectedInputsOf<R>&, ProjectionsOf<R>, OptionsOf<R>,
                                     const KernelSet* simd = widest_kernels());

// The contexts of all heads side by side, from a pass that holds a few query rows of one head at a time and
// no n x n matrix: the bits of trace.head(h).context.  [T, H d_v]
template <class R> MatrixOf<R> all_contexts(const TraceOf<R>&);

// Rows [first, first + rows) of a head's matrices up to the masked scores, and nothing after them. Nothing is kept.
Head score_rows(const Trace&, int h, Index first, Index rows);

// Those rows of all its matrices: the bits of trace.head(h). Nothing is kept. Not for softmax over the queries, which
// needs whole columns.
Head head_rows(const Trace&, int h, Index first, Index rows);

// What a configuration asks attend() for: masks from its tokens, painted cells, dice from its dropout seed.
Options attention_options(const Config&);

// The whole way from a sentence to the output. `config` must have no problem(), and the model must fit it, as
// projections_of(config) does. Numbers set by hand take the place of those of the sentence and of the model.
Trace run(const Config&, Projections);

// That numbers were set by hand for cells which this run does not have, if so.
std::optional<Notice> inactive_edits(const Config&, const Trace&);

} // namespace attn
