// The desktop program's control panel, made from the same list of parameters as the page's controls.
#pragma once

#include "program.h"
#include "type.h"

namespace attn {

void panel_ui(Program&, const Faces&, const Rect& area);

} // namespace attn
