// Moving the selection from cell to cell, as they lie on the screen.
#pragma once

#include "program.h"

namespace attn {

// dx to the right, dy down; K^T is drawn turned, so there rows run to the right. Without a selection the first cell
// of the stage's result is selected.
void move_selection(Program&, int dx, int dy);

} // namespace attn
