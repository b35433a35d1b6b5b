// Writing one tensor into another.
#pragma once

#include "context.h"

namespace attn {

// `value` becomes what `to` holds, in its dtype and broadcast to its shape: torch.copy_.
StridedTensor copy_into(Context&, const StridedTensor& to, const StridedTensor& value);

} // namespace attn
