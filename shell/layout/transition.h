// How panels travel from one stage to the next.
#pragma once

#include "layout.h"

namespace attn {

// layout() with what comes before: in the first part of a stage the panels that hold the same numbers glide
// from where they were, new ones fade in, and old ones fade out.
Layout transition(const Dims&, Stage, double time, int head, const Rect& canvas, const Metrics&);

// Where the cells of a panel are in another layout, if they are all there: as a part of one panel, or as several
// panels side by side. The blocks of a head are columns of the whole matrix, and the grid is one place.
std::optional<Rect> place_in(const Panel&, const Layout&, const Dims&);

} // namespace attn
