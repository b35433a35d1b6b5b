// a[...]: integers, slices, None, Ellipsis, masks and tensors of integers; reading and writing. Its named relatives are
// in gather.cpp.
#pragma once

#include <optional>
#include <vector>

#include "context.h"

namespace attn {

// One item between the brackets.
struct IndexItem {
    enum class Kind : std::uint8_t { integer, slice, ellipsis, none, tensor };
    Kind kind = Kind::integer;
    std::int64_t at = 0;                                 // integer
    std::optional<std::int64_t> start{}, stop{}, step{}; // slice
    StridedTensor tensor{};                              // bool or integers; True and False are tensors, too
};

// A view as long as no item is a tensor, else a copy.
StridedTensor indexed(Context&, const StridedTensor&, const std::vector<IndexItem>&);
// a[...] = value, which broadcasts; returns a.
StridedTensor index_put(Context&, const StridedTensor& a, const std::vector<IndexItem>&, const StridedTensor& value);

// out[i][j] = a[i][index[i][j]] along `dim`; scattered() is the way back, into a copy, scatter_into() into a itself.
StridedTensor gather(Context&, const StridedTensor& a, std::int64_t dim, const StridedTensor& index);
StridedTensor scatter_into(Context&, const StridedTensor& a, std::int64_t dim, const StridedTensor& index,
                           const StridedTensor& value);
StridedTensor index_select(Context&, const StridedTensor& a, std::int64_t dim, const StridedTensor& index);
StridedTensor index_add(Context&, const StridedTensor& a, std::int64_t dim, const StridedTensor& index,
                        const StridedTensor& source);
StridedTensor take_along_dim(Context&, const StridedTensor& a, const StridedTensor& index, std::int64_t dim);
StridedTensor masked_select(Context&, const StridedTensor& a, const StridedTensor& mask);
// Elements of a become `value`, one number, where the mask is true. In place.
StridedTensor masked_fill_into(Context&, const StridedTensor& a, const StridedTensor& mask, const StridedTensor& value);

// The places of what is not 0, a row for each: [n, rank].
StridedTensor nonzero(Context&, const StridedTensor&);
StridedTensor one_hot(Context&, const StridedTensor& ids, std::int64_t classes);

} // namespace attn
