// The flight between map and stage: one picture turns into the other without a cut.
#pragma once

#include <vector>

#include "shell/draw/type.h"
#include "shell/layout/map_layout.h"
#include "shell/program/program.h"

namespace attn {

// The stage's matrices on their way between their places on the map and in the stage; the rest of the map goes by.
void flight_ui(Program&, const Pen&, const Rect& area);

// Panels of both pictures when a share `t` of the way from the map to the stage is done: those of the map first.
struct Crossing {
    std::vector<Panel> of_map, of_stage;
};
Crossing crossing(const MapLayout&, const Layout& stage, const Dims&, float t);

} // namespace attn
