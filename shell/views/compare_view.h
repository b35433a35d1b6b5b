// The view "compare": two runs or two heads as maps of the same cells, their difference as a third, and what there is
// to say about them.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/compare_layout.h"
#include "shell/program/compare.h"
#include "shell/program/program.h"

namespace attn {

// Draws the view and reads the pointer: hover, a click on a cell, a tab, a stage, a row of the table, an arrow.
void compare_ui(Program&, const Pen&, const Rect& area);

// What compare_ui draws on this area.
CompareLayout compared_layout(const Program&, const Faces&, const Rect& area);

// Where a cell of the run that is shown is drawn.
std::optional<Rect> compared_place(const Program&, const Faces&, const Rect& area, const Cell&);

} // namespace attn
