// Many tensors to one, one to many, and the same elements in other places.
#pragma once

#include <vector>

#include "context.h"

namespace attn {

using Tensors = std::vector<StridedTensor>;

StridedTensor cat(Context&, const Tensors&, std::int64_t dim);
StridedTensor stack(Context&, const Tensors&, std::int64_t dim);
// Views: pieces of `size`, of `sizes`, `count` nearly equal ones, single elements.
Tensors split(Context&, const StridedTensor&, std::int64_t size, std::int64_t dim);
Tensors split(Context&, const StridedTensor&, const Dims& sizes, std::int64_t dim);
Tensors chunk(Context&, const StridedTensor&, std::int64_t count, std::int64_t dim);
Tensors unbind(Context&, const StridedTensor&, std::int64_t dim);
Tensors broadcast_all(Context&, const Tensors&);
// `rows_first`: indexing="ij".
Tensors meshgrid(Context&, const Tensors&, bool rows_first);

StridedTensor repeat(Context&, const StridedTensor&, const Dims& times);
StridedTensor repeat_interleave(Context&, const StridedTensor&, std::int64_t times, const std::int64_t* dim);
StridedTensor flip(Context&, const StridedTensor&, const Dims& dims);
StridedTensor roll(Context&, const StridedTensor&, const Dims& shifts, const Dims& dims);
// A vector on a diagonal, or the diagonal of a matrix; vectors of the last dimension, each on one of its own.
StridedTensor diag(Context&, const StridedTensor&, std::int64_t offset);
StridedTensor diag_embed(Context&, const StridedTensor&);

} // namespace attn
