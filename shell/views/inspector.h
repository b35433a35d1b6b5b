// The derivation of one cell in digits: what it is, its formula, its terms coloured as their sources, and its
// row as a chart. Without a cell: what the stage does.
#pragma once

#include "shell/scene/scene.h"

namespace attn {

void draw_inspector(const Scene&, const Rect& area);

} // namespace attn
