// Whether two tensors are the same, or nearly.
#pragma once

#include "context.h"

namespace attn {

// The same shape and the same numbers; NaN is no number.
bool is_equal(Context&, const StridedTensor& a, const StridedTensor& b);
// |a - b| <= absolute + relative |b|, or equal: torch.isclose.
StridedTensor is_close(Context&, const StridedTensor& a, const StridedTensor& b, double relative, double absolute,
                       bool nan_is_nan);
bool all_true(Context&, const StridedTensor&);

} // namespace attn
