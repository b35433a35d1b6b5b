// The view "scaling": what the division by the square root of d_k is for, as an experiment with one slider.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/scaling_layout.h"
#include "shell/program/program.h"

namespace attn {

// Draws the experiment and reads the pointer: pressing or dragging on the slider sets the width.
void scaling_ui(Program&, const Pen&, const Rect& area);

} // namespace attn
