// A stage on the canvas.
#pragma once

#include <optional>

#include "shell/draw/type.h"
#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

// The picture of the stage from a camera, whatever the state says of the scene.
Layout stage_layout(const Program&, const Faces&, const Rect& area, const Camera&);

// What everybody looks at: the cell under the pointer, else the selected one, as the tensor whose number is in
// its place at this moment. Nothing while it is not computed yet.
std::optional<Cell> focus(const Program&, const Layout&);

// One stage: its matrices, what it does or how the focused cell was computed, and the legends.
void stage_ui(Program&, const Pen&, const Rect& area);

} // namespace attn
