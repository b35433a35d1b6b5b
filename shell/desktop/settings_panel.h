// The desktop program's control panel, made from the same list of parameters as the page's controls.
#pragma once

#include "shell/draw/type.h"
#include "shell/program/program.h"

namespace attn {

// `controls` is the face of load_panel_face().
void settings_panel_ui(Program&, const Faces&, ImFont* controls, const Rect& area);

} // namespace attn
