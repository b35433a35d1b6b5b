// Sorting, and what follows from it.
#pragma once

#include "context.h"
#include "reduce.h"

namespace attn {

// Along a dimension; equal ones keep their order. NaN is larger than everything.
Found sorted(Context&, const StridedTensor&, std::int64_t dim, bool descending);
// The k largest or smallest, in order.
Found top(Context&, const StridedTensor&, std::int64_t k, std::int64_t dim, bool largest);
// The middle one of all, the lower of two.
StridedTensor median(Context&, const StridedTensor&);
// Every number that there is, once, in ascending order.
StridedTensor unique(Context&, const StridedTensor&);
// How often 0, 1, 2 ... come.
StridedTensor bincount(Context&, const StridedTensor&);

} // namespace attn
