// What the mouse or a finger does on the figure: hover, select a cell, choose a head.
#pragma once

#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

// Reads ImGui's pointer. Sets the program's hover; a click selects a cell or a head.
void handle_pointer(Program&, const Layout&, const Rect& area);

// Zooms by `factor` about (x, y), then takes the picture along by (dx, dy): the wheel, a drag, two fingers. `view` is
// the region that the camera fills. False when nothing changes, so that a page may scroll instead.
bool move_camera(Program&, const Rect& view, float factor, float x, float y, float dx, float dy);

// The wheel zooms about the pointer; a drag takes the picture along once there is more of it than the view shows.
void drag_and_wheel(Program&, const Rect& view, bool inside);

// Whether the button was let go where it was pressed; anything else was a drag.
bool clicked();

// The cell that is in the place of `cell`, as the tensor whose number it shows at this moment; nothing where
// nothing is computed yet. The cells of the [T, S] grid share one place, whichever numbers it shows.
std::optional<Cell> shown_cell(const Program&, const Layout&, const Cell& cell);

} // namespace attn
