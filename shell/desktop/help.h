// The desktop program's list of keys. The page has a dialog of its own, made from the same table.
#pragma once

#include "shell/draw/type.h"
#include "shell/program/program.h"

namespace attn {

// A card over `area`; a click anywhere closes it.
void help_ui(Program&, const Faces&, Cache&, const Rect& area);

} // namespace attn
