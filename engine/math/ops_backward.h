// The backward pass of each step of ops.h: from the gradient of its result to the gradients of its operands (reverse-mode
// differentiation; Rumelhart, Hinton and Williams 1986). d_x is the gradient of one number, the loss, with respect to x,
// and has the shape of x.
//
// The order of summation is part of the contract, as in ops.h: every sum runs over its index in ascending order in one
// accumulator that starts at 0, those along a softmax row are row_total(). A cell that the forward pass leaves out is
// left out here, too, not multiplied by 0: its gradient is exactly 0 and a NaN in it reaches nothing.
//
// `simd` does the work where there is one; null, and always in double: the plain loops, the same bits.
//
// sum() hands d_out on to both operands; zeroed() and mask_scores() are their own backward pass, which is zeroed() on
// d_out. shift_scores() is part of softmax here, and average_weights() is only looked at, so neither has one.
#pragma once

#include "kernels.h"
#include "matrix.h"
#include "ops.h"

namespace attn {

// The gradients of the two operands of a step.
template <class R> struct OperandGradientsOf {
    MatrixOf<R> a, b;
};

// product():  d_a = d_out B^T,  d_b(m, j) = sum_i a(i, m) d_out(i, j).  [n, m], [m, p], [n, p] -> [n, m], [m, p]
// Where `counts` is given, [n, p], d_b takes only the cells where it is true: those of the others nobody has used.
template <class R> OperandGradientsOf<R> product_backward(const KernelSet* simd, const MatrixOf<R>& a,
                                                          const MatrixOf<R>& b, const MatrixOf<R>& d_out,
                                                          const Mask& counts = {});

// product_transposed():  d_a(i, m) = sum_j d_out(i, j) b(j, m),  d_b(j, m) = sum_i d_out(i, j) a(i, m), over the
// allowed cells of d_out.  [T, d_k], [S, d_k], [T, S], [T, S] -> [T, d_k], [S, d_k]
template <class R> OperandGradientsOf<R> product_transposed_backward(const KernelSet* simd, const MatrixOf<R>& a,
                                                                     const MatrixOf<R>& b, const MatrixOf<R>& d_out,
                                                                     const Mask& allowed);

// with_bias():  d_bias(j) = sum_i d_out(i, j); d_a is d_out.  [n, m] -> [1, m]
template <class R> MatrixOf<R> bias_backward(const MatrixOf<R>& d_out);

// scale_scores():  d_scores = d_scaled * factor.  [T, S] -> [T, S]
template <class R> MatrixOf<R> scale_scores_backward(const MatrixOf<R>& d_scaled, R factor);

// cap_scores():  d_scores = d_capped (1 - t^2) with t = tanh(score / cap) = capped / cap, as tanh' = 1 - tanh^2; computed
// as (1 - t) (1 + t), which does not cancel where a score is near the cap.  [T, S], [T, S] -> [T, S]
template <class R> MatrixOf<R> cap_scores_backward(const MatrixOf<R>& scores, R cap, const MatrixOf<R>& d_capped);

// softmax():  d_scores(i, j) = w(i, j) (d_w(i, j) - sum_k w(i, k) d_w(i, k)), the Jacobian diag(w) - w w^T of a row times
// d_w; 0 where masked, and in rows where nothing was shared out.  [T, S], [T, S] -> [T, S]
template <class R> MatrixOf<R> softmax_backward(const SoftmaxOf<R>&, const MatrixOf<R>& d_weights, const Mask& allowed);

// softmax_over_queries():  the same along each column.
template <class R>
MatrixOf<R> softmax_over_queries_backward(const SoftmaxOf<R>&, const MatrixOf<R>& d_weights, const Mask& allowed);

// drop_weights():  d_weights = d_dropped * factor where the weight was kept, else 0.  [T, S], [T, S] -> [T, S]
template <class R> MatrixOf<R> drop_weights_backward(const MatrixOf<R>& d_dropped, const Mask& keep, R factor);

// weighted_sum():  over the allowed cells d_weights(i, j) = sum_c d_out(i, c) values(j, c), else 0, and d_values(j, c) =
// sum_i weights(i, j) d_out(i, c).  [T, S], [S, d_v], [T, S], [T, d_v] -> a: [T, S], b: [S, d_v]
template <class R> OperandGradientsOf<R> weighted_sum_backward(const KernelSet* simd, const MatrixOf<R>& weights,
                                                               const MatrixOf<R>& values, const Mask& allowed,
                                                               const MatrixOf<R>& d_out);

} // namespace attn
