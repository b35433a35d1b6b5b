// The backward pass of attend(): from the gradient of the output to the gradients of everything that it was made from.
// Each step is one of engine/math/ops_backward.h, in the opposite order; the layer only says what goes where:
//
//   - Query heads that share keys and values add up what each has found, in the order of the heads.
//   - What several ways were made from gets their sum, in the order q, k, v: all three are made from x in self-attention,
//     and k and v from one memory in cross-attention.
//   - Masked cells have gradient 0. A row of x or memory that no query has seen, or a query that has seen no key, adds
//     nothing to the projections, whatever is in it.
#pragma once

#include <functional>

#include "attention.h"

namespace attn {

// The gradients of one head's matrices, by their names in HeadOf and of their shapes.
template <class R> struct HeadGradientsOf {
    MatrixOf<R> q{}, k{}, v{}; // k and v: this query head's part of them
    MatrixOf<R> scores{};      // of the raw products
    MatrixOf<R> scaled{};
    MatrixOf<R> capped{};  // empty without a soft cap
    MatrixOf<R> masked{};  // of what softmax was given, and so of an additive bias
    MatrixOf<R> weights{}; // of softmax's output, before dropout
    MatrixOf<R> dropped{}; // empty without dropout
    MatrixOf<R> context{};
};
using HeadGradients = HeadGradientsOf<float>;

// The gradients of a layer, each of the shape of what it belongs to. Empty where that is empty in the trace: there is no
// inputs.memory in self-attention, and no inputs and input projections when q, k and v were given.
template <class R> struct GradientsOf {
    InputsOf<R> inputs{};
    ProjectionsOf<R> projections{}; // 0 for w_o and b_o when the mistake leaves them out
    MatrixOf<R> q{}, k{}, v{};      // [T, H d_k], [S, H_kv d_k], [S, H_kv d_v]
    MatrixOf<R> concat{};           // [T, H d_v]
};
using Gradients = GradientsOf<float>;

// Called with every head h, in order, and the gradients of its matrices, which are kept no longer than the call.
template <class R> using HeadVisitorOf = std::function<void(int h, const HeadGradientsOf<R>&)>;

// `d_output` is the gradient of trace.output and has its shape. All mistakes are followed.
template <class R>
GradientsOf<R> attend_backward(const TraceOf<R>&, const MatrixOf<R>& d_output, const HeadVisitorOf<R>& visit = {});

} // namespace attn
