// The map: every matrix of the whole computation as a small multiple, in the order in which it comes about, joined by
// the ways that the numbers take. A wide canvas runs from left to right with a row for each head, a high one from top
// to bottom with a column for each head. Pure arithmetic, like layout.h.
#pragma once

#include <vector>

#include "camera.h"
#include "map_flows.h"

namespace attn {

// The name of a stage, and where its matrices are.
struct Heading {
    Stage stage{};
    Rect name; // the strip of the name; seen from near it stays at the edge of the view
    Rect band; // from one heading to the next, over the whole map
};

struct MapLayout {
    Layout picture;    // regions and panels
    bool down = false; // runs from top to bottom
    std::vector<Flow> flows;
    std::vector<Heading> headings;
    std::vector<Rect> head_names; // where there is more than one head
    Rect zoom;                    // the zoom control
};

MapLayout map_layout(const Dims&, const Rect& canvas, const Metrics&);

// The same through a camera, which fills picture.stage.
MapLayout seen(const Camera&, MapLayout);

} // namespace attn
