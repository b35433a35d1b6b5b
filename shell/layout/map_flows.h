// The ways that the numbers take on the map.
#pragma once

#include <vector>

#include "map_steps.h"

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

// The flows between steps that are placed already. `down`: the map runs from top to bottom. Queries and keys end `before`
// the scores that they enter.
std::vector<Flow> map_flows(const std::vector<MapStep>&, const Dims&, bool down, float before);

} // namespace attn
