// The hand on a cell: dragging a number, painting the mask, and the keys that open the field for a number.
#pragma once

#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

// Pixels that the hand may move between press and release: less is the tremble of a click.
inline constexpr float kTremble = 4;

// A press on a cell that can be changed. False when there is nothing to hold on to.
bool begin_drag(Program&, const Cell&, bool was_selected);

// Moves what is held to the pointer, or lets go of it. True while the pointer belongs to the drag.
bool continue_drag(Program&, const Layout&);

// The shape of the pointer says what a press would do.
void show_grip(const Program&);

// Whether a key of the current ImGui frame opens the field for the selected number, so that it means nothing else. The
// desktop and the page open it.
bool opens_field(const Program&);

} // namespace attn
