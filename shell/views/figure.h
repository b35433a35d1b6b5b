// The whole figure: one ImGui window without decoration, drawn from the program's state.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

// Draws into the current ImGui frame at `area` and reads the pointer and the keys from it. Sets the program's
// hover; a click selects a cell or a head; keys walk cells and steer the animation.
// `recorder` is told everything that is drawn, see canvas.h.
void figure_ui(Program&, const Faces&, Cache&, const Rect& area, Recorder* recorder = nullptr);

// Where everything is for this state on this area: what figure_ui draws, once a flight has arrived.
Layout figure_layout(const Program&, const Faces&, const Rect& area);

// Where a cell is drawn in the view that is shown, if it is on screen now.
std::optional<Rect> shown_place(const Program&, const Faces&, const Rect& area, const Cell&);

} // namespace attn
