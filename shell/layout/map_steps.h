// What is on the map, in its order.
#pragma once

#include <vector>

#include "layout.h"

namespace attn {

// One step of the computation: matrices that come about together.
struct MapStep {
    Stage stage;
    std::vector<Panel> panels;
};

// The steps of a run, their panels without a place.
std::vector<MapStep> map_steps(const Dims&);

} // namespace attn
