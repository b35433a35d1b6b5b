// Products of matrices and vectors by the engine's plain loops (engine/math/ops.h): each element is summed in ascending
// order in one accumulator. Its kernels give the same bits faster and would be more to download. Einstein's summation
// is in einsum.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "context.h"

namespace attn {

// torch.matmul for tensors of any rank: vectors, matrices, batches that broadcast.
StridedTensor matmul(Context&, const StridedTensor& a, const StridedTensor& b);
StridedTensor mm(Context&, const StridedTensor& a, const StridedTensor& b);  // [n, m] [m, p]
StridedTensor bmm(Context&, const StridedTensor& a, const StridedTensor& b); // [B, n, m] [B, m, p]
StridedTensor mv(Context&, const StridedTensor& a, const StridedTensor& b);  // [n, m] [m]
StridedTensor dot(Context&, const StridedTensor& a, const StridedTensor& b); // [m] [m]
StridedTensor outer(Context&, const StridedTensor& a, const StridedTensor& b);

// x W^T + bias; [..., in], [out, in], [out] -> [..., out]. `bias` may be null.
StridedTensor linear(Context&, const StridedTensor& x, const StridedTensor& weight, const StridedTensor* bias);

// torch.einsum: "bhtd,bhsd->bhts", with "..." and repeated letters, two operands at a time from the left.
StridedTensor einsum(Context&, std::string_view equation, const std::vector<StridedTensor>& operands);

} // namespace attn
