// Multi-head scaled dot-product attention (Vaswani et al. 2017, "Attention Is All You Need", section 3.2),
// keeping every intermediate matrix of what is looked at.
#pragma once

#include <vector>

#include "engine/math/kernels.h"
#include "engine/math/matrix.h"
#include "heads.h"
#include "options.h"
#include "projections.h"
#include "token.h"

namespace attn {

// One attention layer at work: what it was given and every matrix that followed.
template <class R> struct TraceOf {
    std::vector<Token> tokens;        // T
    std::vector<Token> memory_tokens; // S in cross-attention, else empty: the keys are the tokens
    ProjectionsOf<R> projections;     // those that were used
    OptionsOf<R> options;
    const KernelSet* simd = nullptr; // what did the work; null: the plain loops, the same bits
    int heads = 1, kv_heads = 1;     // H, H_kv
    int d_k = 1, d_v = 1;            // width of one head
    R scale = 1;                     // 1/sqrt(d_k), or what the options say
    R factor = 1;                    // what scores are multiplied by: scale / temperature
    R dropout_factor = 1;            // what kept weights are multiplied by: 1 / (1 - p)

    // [H][T, S] what dropout compares with p, each in [0, 1): below p the weight is dropped; or empty
    std::vector<MatrixOf<R>> dropout_uniforms;
    // [H][T, S] how many of `dropout_samples` samples kept the weight; empty for a single one
    std::vector<MatrixOf<R>> times_kept;
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

    // All matrices of head h, 0 <= h < H, computed when they are first asked for; see HeadsOf for how long they stay.
    const HeadOf<R>& head(int h) const;
    // The same numbers and masks, without computing the head where that can be avoided.
    const PartsOf<R>& parts(int h) const;
    HeadsOf<R> by_head;
};
using Trace = TraceOf<float>;

// Attention of the rows of x on the rows of memory, or on each other. The inputs must have no misfit().
template <class R>
TraceOf<R> attend(InputsOf<R>, ProjectionsOf<R>, OptionsOf<R>, const KernelSet* simd = widest_kernels());

// The same from queries, keys and values; of the projections only w_o and b_o are used.
template <class R> TraceOf<R> attend(const ProjectedInputsOf<R>&, ProjectionsOf<R>, OptionsOf<R>,
                                     const KernelSet* simd = widest_kernels());

// The contexts of all heads side by side, from a pass that holds a few query rows of one head at a time and
// no n x n matrix: the bits of trace.head(h).context.  [T, H d_v]
template <class R> MatrixOf<R> all_contexts(const TraceOf<R>&);

// All matrices of head h: what trace.head(h) keeps. Nothing is kept.
template <class R> HeadOf<R> head_of(const TraceOf<R>&, int h);

// What of it is known without going through all pairs. Nothing is kept.
template <class R> PartsOf<R> parts_of(const TraceOf<R>&, int h);

// Rows [first, first + rows) of a head's matrices up to the masked scores, and nothing after them. Nothing is kept.
Head score_rows(const Trace&, int h, Index first, Index rows);

// Those rows of all its matrices: the bits of trace.head(h). Nothing is kept. Not for softmax over the queries, which
// needs whole columns.
Head head_rows(const Trace&, int h, Index first, Index rows);

} // namespace attn
