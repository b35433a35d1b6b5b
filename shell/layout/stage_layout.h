// The picture of a stage.
#pragma once

#include "layout.h"

namespace attn {

// The picture of a stage at a moment: `time` moves the heads apart (split) and together (concat), and on a
// narrow canvas chooses which of Q, K and V is shown. Nothing glides yet.
Layout layout(const Dims&, Stage, double time, int head, const Rect& canvas, const Metrics&);

} // namespace attn
