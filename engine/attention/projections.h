// The learned matrices of one attention layer.
#pragma once

#include "engine/math/matrix.h"

namespace attn {

// Row vectors multiply from the left: Q = X W_Q + b_Q. PyTorch's nn.Linear stores the transpose of W_Q.
template <class R> struct ProjectionsOf {
    MatrixOf<R> w_q{};                      // [E, H d_k]
    MatrixOf<R> w_k{};                      // [width of memory, H_kv d_k]
    MatrixOf<R> w_v{};                      // [width of the value inputs, H_kv d_v]
    MatrixOf<R> w_o{};                      // [H d_v, width of the output]; empty: the output is the concatenation
    MatrixOf<R> b_q{}, b_k{}, b_v{}, b_o{}; // [1, as many columns as w_q, w_k, w_v, w_o]; empty: no bias
};
using Projections = ProjectionsOf<float>;

// Random projections, normal with standard deviation 1/sqrt(E) so that lengths are kept, three decimals. Each has its
// own stream, so no two are alike. An untrained model: the pattern is chance, the steps are real.
Projections seeded_projections(int d_model, int seed);

// How many heads have keys and values of their own. Where `told` says that all have (0) and W_K is narrower than W_Q, it
// follows from the two; files of Llama do not tell.
int kv_heads_in(const Projections&, int heads, int told = 0);

} // namespace attn
