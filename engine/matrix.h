// The one matrix type of the engine: row-major float32, so that a row (a token) is contiguous.
//
// Letters used in every shape note:
//   T  number of query tokens (rows)        S  number of key tokens (columns); S = T in self-attention
//   E  d_model, the width of a token        H  number of heads
//   d_k, d_v  width of one head's queries and keys, and of its values
#pragma once

#include <Eigen/Core>

namespace attn {

using Index = Eigen::Index;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::Matrix<float, Eigen::Dynamic, 1>;

// true = this query (row) may attend to this key (column).
using Mask = Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

} // namespace attn
