// From many elements to one: along one dimension, several or all. Largest and smallest ones are in extreme.cpp.
#pragma once

#include <optional>

#include "context.h"

namespace attn {

// A tensor whose last dimension is what is reduced: [outer, inner], contiguous. `kept` is the shape of the result.
struct Rows {
    StridedTensor numbers;
    Index outer = 0, inner = 0;
    Dims kept;
};
// Dimensions `dims` (empty: all) of the tensor as rows, in the dtype t.
Rows rows_along(Context&, const StridedTensor&, const Dims& dims, bool keep, DType t);

// Sums in 16 interleaved partial sums, as softmax does (row_total in engine/math/ops.h), so that exps divided by their
// sum are its weights. `t`: the dtype of the result; else floats keep theirs and the others become int64.
StridedTensor sum(Context&, const StridedTensor&, const Dims& dims, bool keep, std::optional<DType> t);
StridedTensor mean(Context&, const StridedTensor&, const Dims& dims, bool keep, std::optional<DType> t);
StridedTensor product_of(Context&, const StridedTensor&, const Dims& dims, bool keep, std::optional<DType> t);
// The mean square distance from the mean, over n - correction; `root` for its square root.
StridedTensor variance(Context&, const StridedTensor&, const Dims& dims, std::int64_t correction, bool keep, bool root);
StridedTensor norm(Context&, const StridedTensor&, double p, const Dims& dims, bool keep);
StridedTensor logsumexp(Context&, const StridedTensor&, const Dims& dims, bool keep);
// Whether any, or all of the elements are not 0.
StridedTensor any_of(Context&, const StridedTensor&, const Dims& dims, bool keep, bool all);
StridedTensor count_nonzero(Context&, const StridedTensor&, const Dims& dims);

// The largest or smallest, NaN before everything; the first of several. `name` is for messages: "max()".
StridedTensor extreme(Context&, const char* name, const StridedTensor&, const Dims& dims, bool keep, bool largest);
struct Found {
    StridedTensor values, indices;
};
// Along one dimension, with its place; `dim` null: of all elements.
Found extreme_at(Context&, const char* name, const StridedTensor&, const std::int64_t* dim, bool keep, bool largest);

// Running sums, or products, along a dimension.
StridedTensor accumulated(Context&, const StridedTensor&, std::int64_t dim, std::optional<DType> t, bool product);

} // namespace attn
