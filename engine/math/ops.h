// One function per step of attention, written as plain loops: the readable reference.
//
// Order of summation is part of the contract, because it decides the bits: every element of a product is summed over
// the inner index in ascending order in one accumulator that starts at 0, each product rounded before it is added. Sums
// over a softmax row use 16 interleaved partial sums and a fixed tree. Any faster version must give the same bits.
//
// Shapes must fit; they are asserted here and checked where input enters (misfit() in attention.h).
// R is float or double.
#pragma once

#include "matrix.h"

namespace attn {

// A B: out(i, j) = sum_m a(i, m) b(m, j).  [n, m], [m, p] -> [n, p]
template <class R> MatrixOf<R> product(const MatrixOf<R>& a, const MatrixOf<R>& b);

// A B^T: out(i, j) = sum_m a(i, m) b(j, m).  [T, d_k], [S, d_k] -> [T, S]
// The scores of scaled dot-product attention (Vaswani et al. 2017, section 3.2.1).
template <class R> MatrixOf<R> product_transposed(const MatrixOf<R>& a, const MatrixOf<R>& b);

// A + B, element by element.  [n, m], [n, m] -> [n, m]
template <class R> MatrixOf<R> sum(const MatrixOf<R>& a, const MatrixOf<R>& b);

// Every row plus the one row of `bias`; unchanged when `bias` is empty.  [n, m], [1, m] -> [n, m]
template <class R> MatrixOf<R> with_bias(const MatrixOf<R>& a, const MatrixOf<R>& bias);

// Columns [first, first + count) of m.  [n, m] -> [n, count]
template <class R> MatrixOf<R> columns(const MatrixOf<R>& m, Index first, Index count);

// scores * factor, where the factor is 1/sqrt(d_k).  [T, S] -> [T, S]
// Products of d_k random numbers have a standard deviation that grows as sqrt(d_k); this undoes it.
template <class R> MatrixOf<R> scale_scores(const MatrixOf<R>& scores, R factor);

// cap * tanh(score / cap): large scores flatten out at +-cap, small ones stay as they are.  [T, S] -> [T, S]
// Logit soft-capping (Gemma 2 report, 2024, section 2).
template <class R> MatrixOf<R> cap_scores(const MatrixOf<R>& scores, R cap);

// Masked cells become -infinity, the others stay as they are.  [T, S], [T, S] -> [T, S]
template <class R> MatrixOf<R> mask_scores(const MatrixOf<R>& scores, const Mask& allowed);

// Each row minus its own number in `row_max`, or with a `row_max` of one row each column minus its own: what softmax
// exponentiates.  [T, S], [T, 1] or [1, S] -> [T, S]
template <class R> MatrixOf<R> shift_scores(const MatrixOf<R>& scores, const MatrixOf<R>& row_max);

template <class R> struct SoftmaxOf {
    MatrixOf<R> row_max; // [T, 1] largest allowed score of the row; 0 where nothing is shared out
    MatrixOf<R> exps;    // [T, S] exp(score - row_max), exactly 0 where masked
    MatrixOf<R> row_sum; // [T, 1] sum of the row of exps
    MatrixOf<R> weights; // [T, S] exps / row_sum; all 0 where nothing is shared out
};
using Softmax = SoftmaxOf<float>;

// Softmax along each row over the allowed cells.  [T, S], [T, S] -> see SoftmaxOf
// Subtracting the row's maximum first changes nothing in exact arithmetic and keeps exp from overflowing.
// Whether a cell is masked is read from `allowed`, never from its value, so a NaN under the mask is harmless.
// Nothing is shared out in a row that has no allowed cell, or whose allowed scores are all -infinity because they
// overflowed: its exps, row_sum and weights are 0 (as in scaled_dot_product_attention of PyTorch since 2.5; ONNX).
template <class R> SoftmaxOf<R> softmax(const MatrixOf<R>& scores, const Mask& allowed);

// The mistake of normalising along the wrong axis: each column adds up to 1, and row_max and row_sum are
// [1, S].  [T, S], [T, S]
template <class R> SoftmaxOf<R> softmax_over_queries(const MatrixOf<R>& scores, const Mask& allowed);

// The 16 interleaved partial sums (element j goes to partial j mod 16), added as a tree of halves. Zeros at
// the end change nothing, so appending masked tokens keeps the bits.
template <class R> R row_total(const R* values, Index count);

// Weights where `allowed`, exactly 0 elsewhere.  [T, S], [T, S] -> [T, S]
template <class R> MatrixOf<R> zeroed(const MatrixOf<R>& weights, const Mask& allowed);

// Dropout (Srivastava et al. 2014) in its "inverted" form: kept weights times `factor` = 1/(1-p), the others
// exactly 0. Rows are not normalised again.  [T, S], [T, S] -> [T, S]
template <class R> MatrixOf<R> drop_weights(const MatrixOf<R>& weights, const Mask& keep, R factor);

// The mean of drop_weights() over `samples` masks, of which kept(i, j) keep the weight:
// weights * (factor * kept / samples).
// [T, S], [T, S] -> [T, S]
template <class R>
MatrixOf<R> average_weights(const MatrixOf<R>& weights, const MatrixOf<R>& kept, int samples, R factor);

// Sum of value rows by their weights: out(i, c) = sum over allowed j of weights(i, j) values(j, c).
// [T, S], [S, d_v], [T, S] -> [T, d_v].  Masked values are skipped, not multiplied by 0.
template <class R> MatrixOf<R> weighted_sum(const MatrixOf<R>& weights, const MatrixOf<R>& values, const Mask& allowed);

} // namespace attn
