// What attention can be asked to do: its inputs and its options, and the check that they fit together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/math/matrix.h"
#include "engine/words/text.h"
#include "mistakes.h"
#include "projections.h"

namespace attn {

// The rows that attend and the rows that are attended to. Widths may differ; the projections must fit them.
template <class R> struct InputsOf {
    MatrixOf<R> x{};        // [T, E] queries are made from it
    MatrixOf<R> memory{};   // [S, .] keys are made from it; empty: self-attention, keys come from x
    MatrixOf<R> memory_v{}; // [S, .] values are made from it; empty: from what the keys are made from
};
using Inputs = InputsOf<float>;

// Queries, keys and values that somebody else has projected and split, one matrix for each head.
template <class R> struct ProjectedInputsOf {
    std::vector<MatrixOf<R>> q{}; // [H][T, d_k]
    std::vector<MatrixOf<R>> k{}; // [H_kv][S, d_k]
    std::vector<MatrixOf<R>> v{}; // [H_kv][S, d_v]
};
using ProjectedInputs = ProjectedInputsOf<float>;

// Everything that decides which keys a query may see is combined by "and". The defaults are attention as in
// Vaswani et al. 2017.
template <class R> struct OptionsOf {
    int heads = 1;            // H
    int kv_heads = 0;         // H_kv, divides H: grouped-query attention (Ainslie et al. 2023). Query head h uses the
                              // keys and values of head h / (H / H_kv). 0: as many as heads
    std::optional<R> scale{}; // scores are multiplied by it. Default 1/sqrt(d_k); 1 switches scaling off
    R temperature = 1;        // and divided by this, above 0
    R softcap = 0;            // then cap * tanh(score / cap); 0 is off

    bool causal = false;              // key j is allowed for query i if j <= i + causal_offset
    int causal_offset = 0;            // 0 aligns the triangle at the top left; S - T at the bottom right
    int window = 0;                   // 0 is off. With causal: the `window` keys i + causal_offset - window < j <= i +
                                      // causal_offset. Without: those with |i + causal_offset - j| < window
    std::vector<bool> key_padding{};  // [S] true = a real token; empty: all are
    std::vector<Mask> mask{};         // none, one for all heads, or [H] of [T, S]; true = may attend
    std::vector<MatrixOf<R>> bias{};  // none, one for all heads, or [H] of [T, S]; added after scale,
                                      // temperature and soft cap. -infinity masks the cell
    std::vector<Mask> dropout_keep{}; // none or [H] of [T, S]; true = this weight is kept
    double dropout_p = 0;             // in [0, 1): kept weights are multiplied by 1/(1 - p)
    Mistakes mistakes{};
};
using Options = OptionsOf<float>;

// How many heads have keys and values of their own, where 0 means: as many as there are heads.
constexpr int kv_heads_of(int heads, int kv_heads) { return kv_heads > 0 ? kv_heads : heads; }

// Why these do not fit together, in one sentence with the shapes (of tool_words()), or nothing when they do. attend()
// asserts what this checks.
template <class R> std::optional<Said> misfit(const InputsOf<R>&, const ProjectionsOf<R>&, const OptionsOf<R>&);
template <class R>
std::optional<Said> misfit(const ProjectedInputsOf<R>&, const ProjectionsOf<R>&, const OptionsOf<R>&);

// Likewise whether a matrix that goes with them has the shape that it must have.
template <class R>
std::optional<Said> misfit_of_shape(std::string_view name, const MatrixOf<R>&, Index rows, Index cols);

} // namespace attn
