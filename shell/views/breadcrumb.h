// Where one is: the path from the map to the stage, and in the stage the zoom control when there is something to zoom.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

// The scene in words: "Map, at Softmax, head 2", or "Softmax, head 2".
std::string where(const Program&);

// Map > Softmax > head 2, in layout.crumb. Pressing it flies to the map.
void draw_breadcrumb(const Pen&, const Program&, const Layout&);

// Does what was pressed; false when nothing of it was.
bool press_breadcrumb(const Pen&, Program&, const Layout&);

} // namespace attn
