// The map on the canvas, and the flight between it and a stage.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/map_layout.h"
#include "shell/program/program.h"

namespace attn {

// The whole map, from no nearer than everything.
MapLayout plain_map(const Program&, const Faces&, const Rect& area);

void map_ui(Program&, const Pen&, const Rect& area);

// The stage's matrices on their way between their places on the map and in the stage; the rest of the map goes by.
void flight_ui(Program&, const Pen&, const Rect& area);

// Whether a matrix is of the stage and the head that are shown: Enter flies into it.
bool lit(const Program&, const Panel&);

// The map without its matrices: what lies behind them (the lit stage, flows, the heads' names), and what lies around
// and over them (the stages' names, legends, the sentence, the zoom control).
struct Scene;
void draw_ways(const Scene&, const MapLayout&);
void draw_around(const Scene&, const MapLayout&, const Camera&);

// Panels of both pictures when a share `t` of the way from the map to the stage is done: those of the map first.
struct Crossing {
    std::vector<Panel> of_map, of_stage;
};
Crossing crossing(const MapLayout&, const Layout& stage, const Dims&, float t);

} // namespace attn
