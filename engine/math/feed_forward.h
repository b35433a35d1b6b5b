// The steps of a transformer's layer that are not attention: layer norm, ReLU and GELU, each with its backward pass (see
// ops_backward.h). Sums along a row are row_total(), those over the rows run in ascending order in one accumulator.
#pragma once

#include "matrix.h"

namespace attn {

// What layer_norm() keeps for the way back.
template <class R> struct NormedOf {
    MatrixOf<R> normed;    // [n, m] (x - mean) / deviation, along each row
    MatrixOf<R> deviation; // [n, 1] sqrt(mean of the squared differences + 1e-5)
};

// gain(j) normed(i, j) + bias(j) (Ba, Kiros and Hinton 2016); an empty bias adds nothing.  [n, m], [1, m], [1, m] -> [n, m]
template <class R> void layer_norm(const MatrixOf<R>& x, const MatrixOf<R>& gain, const MatrixOf<R>& bias,
                                   NormedOf<R>& kept, MatrixOf<R>& out);

// With n = d_out gain:  d_x = (n - mean(n) - normed mean(n normed)) / deviation, means along the row, is added to `d_x`;
// d_gain(j) = sum_i d_out(i, j) normed(i, j),  d_bias(j) = sum_i d_out(i, j), which stays empty if it is.
template <class R> void layer_norm_backward(const NormedOf<R>& kept, const MatrixOf<R>& gain, const MatrixOf<R>& d_out,
                                            MatrixOf<R>& d_x, MatrixOf<R>& d_gain, MatrixOf<R>& d_bias);

// max(x, 0).  d_x = d_out where x > 0, else 0.
template <class R> void relu(const MatrixOf<R>& x, MatrixOf<R>& out);
template <class R> void relu_backward(const MatrixOf<R>& x, const MatrixOf<R>& d_out, MatrixOf<R>& d_x);

// x/2 (1 + t) with t = tanh(sqrt(2/pi) (x + 0.044715 x^3)): the GELU of GPT-2 (Hendrycks and Gimpel 2016).
// d_x = d_out ((1 + t)/2 + x/2 (1 - t^2) sqrt(2/pi) (1 + 3 * 0.044715 x^2)).
template <class R> void gelu(const MatrixOf<R>& x, MatrixOf<R>& out);
template <class R> void gelu_backward(const MatrixOf<R>& x, const MatrixOf<R>& d_out, MatrixOf<R>& d_x);

// d(j) = sum_i d_out(i, j), into memory that is there: bias_backward() of ops_backward.h.
template <class R> void column_sums(const MatrixOf<R>& d_out, MatrixOf<R>& d);

} // namespace attn
