// Where everything of the experiment of scaling is. Pure arithmetic, like layout.h.
#pragma once

#include <array>

#include "layout.h"

namespace attn {

struct ScalingLayout {
    bool stacked = false;
    Rect heading;               // what is set, and the formula
    Rect slider;                // the whole place that can be pressed
    Rect track;                 // its line, from the smallest to the largest width
    std::array<Rect, 2> scores; // histograms: not divided, divided
    std::array<Rect, 2> row;    // softmax of one row, likewise
    std::array<Rect, 4> curves; // deviation, entropy, largest weight, gradient, over all widths
    Rect finding;               // the sentence
};
ScalingLayout scaling_layout(const Rect& area);

// Where a width is on the track, which is logarithmic, and the width of kExperimentWidths nearest to a point.
float width_x(const Rect& track, int d_k);
int width_at(const Rect& track, float x);

} // namespace attn
