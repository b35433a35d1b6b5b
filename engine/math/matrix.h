// The one matrix type of the engine: row-major, so that a row (a token) is contiguous.
//
// Templates on the real type R are written once and instantiated for float, which is the product, and for double, which
// lets the tests run the very same code at a precision where its own rounding does not hide a mistake.
//
// Letters used in every shape note:
//   T         number of query tokens (rows)
//   S         number of key tokens (columns); S = T in self-attention
//   E         d_model, the width of a token's vector
//   H, H_kv   number of heads; how many of them have keys and values of their own
//   d_k, d_v  width of one head's queries and keys; width of its values
#pragma once

#include <Eigen/Core>

namespace attn {

using Index = Eigen::Index;
template <class R> using MatrixOf = Eigen::Matrix<R, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Matrix = MatrixOf<float>;

// true = this query (row) may attend to this key (column).
using Mask = MatrixOf<bool>;

} // namespace attn
