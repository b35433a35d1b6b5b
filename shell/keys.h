// What the keys do while the figure has the focus.
#pragma once

#include "program.h"

namespace attn {

// Reads the keys of the current ImGui frame.
void handle_keys(Program&);

// Moves the selection on screen: dx to the right, dy down; K^T is drawn turned, so there rows run to the
// right. Without a selection the first cell of the stage's result is selected.
void walk(Program&, int dx, int dy);

} // namespace attn
