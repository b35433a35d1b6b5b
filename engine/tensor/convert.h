// Copies: into other dtypes, other places, one piece.
#pragma once

#include "context.h"

namespace attn {

// The numbers of `from` as those of `to`, which has the same shape; both may be views.
void write(const StridedTensor& to, const StridedTensor& from);

// New zeros whose strides have the order of those that are given, as PyTorch allocates what an operation on such
// tensors gives: the sum of two transposed matrices is a transposed one (TensorIterator::reorder_dimensions).
StridedTensor zeros_in_order(Context&, const Dims& shape, DType, std::initializer_list<Dims> strides);

// Of the dtype t: the tensor itself if it is already, else a copy with its order of
// strides, as clone() makes it.
StridedTensor converted(Context&, const StridedTensor&, DType);
StridedTensor cloned(Context&, const StridedTensor&);
// A copy in row-major order.
StridedTensor copied(Context&, const StridedTensor&);
// In row-major order without gaps: the tensor itself if it is already, else a copy.
StridedTensor contiguous(Context&, const StridedTensor&);
// The same, of the dtype t.
StridedTensor contiguous(Context&, const StridedTensor&, DType t);

// Sets every element to a number.
void fill(const StridedTensor& to, double value);

// Broadcasting: the shape that both have together; "The size of tensor a (3) must match ..." if there is none.
Dims broadcast_shape(Context&, const Dims& a, const Dims& b);
bool broadcasts(const Dims& a, const Dims& b);
// A view of that shape (torch.expand; here shapes fit already).
StridedTensor broadcast(Context&, const StridedTensor&, const Dims& shape);

// Whether the elements of `to` may be written to: notes PyTorch's words if two of its places are one number.
bool may_write_to(Context&, const StridedTensor& to);

} // namespace attn
