// Views: other shapes of the same numbers; those of a part of them are in view_parts.cpp. Sizes and dimensions that do
// not fit are noted in PyTorch's words.
#pragma once

#include <vector>

#include "context.h"

namespace attn {

// `shape` may have one -1. viewed() wants strides that allow it, reshaped() copies where they do not.
StridedTensor viewed(Context&, const StridedTensor&, const Dims& shape);
StridedTensor reshaped(Context&, const StridedTensor&, const Dims& shape);
StridedTensor flattened(Context&, const StridedTensor&, std::int64_t first, std::int64_t last);
StridedTensor unflattened(Context&, const StridedTensor&, std::int64_t dim, const Dims& sizes);

StridedTensor transposed(Context&, const StridedTensor&, std::int64_t a, std::int64_t b);
StridedTensor permuted(Context&, const StridedTensor&, const Dims& order);
StridedTensor moved(Context&, const StridedTensor&, const Dims& from, const Dims& to);
// t() of at most two dimensions.
StridedTensor transposed(Context&, const StridedTensor&);

// `shape` may have -1 for "as it is".
StridedTensor expanded(Context&, const StridedTensor&, const Dims& shape);
StridedTensor squeezed(Context&, const StridedTensor&, const Dims* dims); // null: every dimension of size 1
StridedTensor unsqueezed(Context&, const StridedTensor&, std::int64_t dim);

// Elements [start, stop) of a dimension, every step-th; `dim`, start and stop fit.
StridedTensor sliced(const StridedTensor&, Index dim, Index start, Index stop, Index step);
StridedTensor narrowed(Context&, const StridedTensor&, std::int64_t dim, std::int64_t start, std::int64_t length);
StridedTensor selected(Context&, const StridedTensor&, std::int64_t dim, std::int64_t at);
StridedTensor diagonal(Context&, const StridedTensor&, std::int64_t offset, std::int64_t a, std::int64_t b);

// Dimensions counted from the front, none twice. Empty `dims` mean all.
Dims all_or_some(Context&, const Dims& dims, Index rank);

} // namespace attn
