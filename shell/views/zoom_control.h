// Minus, the zoom (press it to see everything) and plus: what the wheel, two fingers and the keys do, to be seen.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/camera.h"
#include "shell/program/program.h"

namespace attn {

void draw_zoom_control(const Pen&, const Rect&, const Camera&);

// Does what was pressed; false when nothing of it was. Three equal parts, each at least 24 pixels each way.
bool press_zoom_control(Program&, const Rect&, bool inside);

// A small picture of everything with the part that is in view, at the right of the view, `above` its lower edge.
void draw_overview(const Pen&, const Layout&, const Camera&, float above = 2);

} // namespace attn
