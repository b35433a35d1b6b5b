// The map: every matrix of the whole computation as a small multiple, in the order in which it comes about, joined by
// the ways that the numbers take. A wide canvas runs from left to right with a row for each head, a high one from top
// to bottom with a column for each head. Pure arithmetic, like layout.h.
#pragma once

#include "camera.h"

namespace attn {

struct Point {
    float x = 0, y = 0;
};

// Numbers of one matrix going into another: a line through two knots, or through four where it passes beside other
// matrices. It leaves and enters every knot in the direction of the map.
struct Flow {
    Tensor from{}, to{};
    int head = -1; // whose matrix it leads to, -1 for all heads' together
    Ink ink{};     // as what the numbers go in
    int knots = 2;
    Point at[4];
};

// The name of a stage, and where its matrices stand.
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

// What a cell shows on the map at a moment: every matrix stands apart, and is empty until it is computed.
// The stages before `stage` are done, those after it have not begun.
struct CellState;
CellState map_cell_state(const Trace&, Stage, double time, const Panel&, int row, int col);

// Where on the map the cells of a stage's panel stand.
std::optional<Rect> map_home(const MapLayout&, const Panel&, const Dims&);

} // namespace attn
