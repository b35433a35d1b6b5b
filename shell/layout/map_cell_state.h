// What a cell shows on the map at a moment, and where on it a panel of a stage is.
#pragma once

#include <optional>

#include "map_layout.h"
#include "reveal.h"

namespace attn {

// Every matrix is apart, and empty until it is computed.
// The stages before that of the moment are done, those after it have not begun.
CellState map_cell_state(const Trace&, const Moment&, const Panel&, int row, int col);

// Where on the map the cells of a stage's panel are.
std::optional<Rect> map_home(const MapLayout&, const Panel&, const Dims&);

} // namespace attn
