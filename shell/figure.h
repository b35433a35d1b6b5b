// The whole figure: one ImGui window without decoration, drawn from the program's state.
#pragma once

#include "layout.h"
#include "program.h"
#include "type.h"

namespace attn {

// Draws into the current ImGui frame at `area` and reads the pointer and the keys from it. Sets the program's
// hover; a click selects a cell or a head; keys walk cells and steer the animation.
void figure_ui(Program&, const Faces&, const Rect& area);

// Whether the last frame left something to the next: of a long text, one head is computed in each.
bool figure_waits();

// Where everything is for this state on this area: what figure_ui draws.
Layout figure_layout(const Program&, const Faces&, const Rect& area);

// What everybody looks at: the cell under the pointer, else the selected one, as the tensor whose number stands in
// its place at this moment. Nothing while it is not computed yet.
std::optional<Cell> focus(const Program&, const Layout&);

// Where a cell is drawn, if it is on screen now.
std::optional<Rect> cell_place(const Layout&, const Cell&);

} // namespace attn
