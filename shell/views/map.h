// The map on the canvas.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/map_layout.h"
#include "shell/program/program.h"
#include "shell/scene/scene.h"

namespace attn {

// The whole map, from no nearer than everything.
MapLayout plain_map(const Program&, const Faces&, const Rect& area);

void map_ui(Program&, const Pen&, const Rect& area);

// Whether a matrix is of the stage and the head that are shown: Enter flies into it.
bool lit(const Program&, const Panel&);

// The map without its matrices: what lies behind them (the lit stage, flows, the heads' names), and what lies around
// and over them (the stages' names, legends, the sentence, the zoom control).
void draw_ways(const Scene&, const MapLayout&);
void draw_around(const Scene&, const MapLayout&, const Camera&);

} // namespace attn
