// One function per step of attention, written as plain loops: the readable reference.
//
// Order of summation is part of the contract, because it decides the bits: every element of a product is
// summed over the inner index in ascending order in one accumulator that starts at 0, each product rounded
// before it is added. Sums over a softmax row use 16 interleaved partial sums and a fixed tree. Any faster
// version must give the same bits.
//
// Shapes must fit; they are asserted here and checked where input enters.
#pragma once

#include "matrix.h"

namespace attn {

// A B: out(i, j) = sum_m a(i, m) b(m, j).  [n, m], [m, p] -> [n, p]
Matrix product(const Matrix& a, const Matrix& b);

// A B^T: out(i, j) = sum_m a(i, m) b(j, m).  [T, d_k], [S, d_k] -> [T, S]
// The scores of scaled dot-product attention (Vaswani et al. 2017, section 3.2.1).
Matrix product_transposed(const Matrix& a, const Matrix& b);

// A + B, element by element.  [n, m], [n, m] -> [n, m]
Matrix sum(const Matrix& a, const Matrix& b);

// Columns [first, first + count) of m.  [n, m] -> [n, count]
Matrix columns(const Matrix& m, Index first, Index count);

// scores * factor, where the factor is 1/sqrt(d_k).  [T, S] -> [T, S]
// Products of d_k random numbers have a standard deviation that grows as sqrt(d_k); this undoes it.
Matrix scaled(const Matrix& scores, float factor);

// Masked cells become -infinity, the others stay as they are.  [T, S], [T, S] -> [T, S]
Matrix masked(const Matrix& scores, const Mask& allowed);

struct Softmax {
    Vector row_max; // [T]    largest allowed score of the row; 0 where nothing is allowed
    Matrix exps;    // [T, S] exp(score - row_max), exactly 0 where masked
    Vector row_sum; // [T]    sum of the row of exps
    Matrix weights; // [T, S] exps / row_sum; a row with nothing allowed is all 0
};

// Softmax along each row over the allowed cells.  [T, S], [T, S] -> see Softmax
// Subtracting the row's maximum first changes nothing in exact arithmetic and keeps exp from overflowing.
// Whether a cell is masked is read from `allowed`, never from its value, so a NaN under the mask is harmless.
Softmax softmax(const Matrix& scores, const Mask& allowed);

// The 16 interleaved partial sums (element j goes to partial j mod 16), added as a tree of halves. Zeros at
// the end change nothing, so appending masked tokens keeps the bits.
float row_total(const float* values, Index count);

// Sum of value rows by their weights: out(i, c) = sum over allowed j of weights(i, j) values(j, c).
// [T, S], [S, d_v], [T, S] -> [T, d_v].  Masked values are skipped, not multiplied by 0.
Matrix weighted_sum(const Matrix& weights, const Matrix& values, const Mask& allowed);

} // namespace attn
