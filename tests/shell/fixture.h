// A headless ImGui: a context without window or graphics card, fed with events and asked for its draw lists.
#pragma once

#include <imgui.h>

#include <cfloat>
#include <string>
#include <vector>

#include "shell/host/offscreen.h"
#include "shell/program/control.h"
#include "shell/program/program.h"
#include "shell/views/figure.h"

namespace attn_test {

class Headless : public attn::Offscreen {
public:
    explicit Headless(float width = 1280, float height = 720);

    // One frame of the figure; the draw list stays readable until the next.
    void frame(attn::Program&);
    void point(float x, float y); // and let the frame after next see it
    void click(attn::Program&, float x, float y);
    void press(attn::Program&, ImGuiKey);

    attn::Faces faces;
    attn::Rect area;
};

// The first panel of a matrix; null where it is not shown.
const attn::Panel* panel_of(const attn::Layout&, attn::Tensor);

// Everything that decides the picture: positions, colours and texture coordinates of all vertices, all indices.
std::vector<float> picture(const ImDrawData&);

// Whether all vertices are numbers, and are between `left` and `right`.
bool finite(const ImDrawData&, float left = -FLT_MAX, float right = FLT_MAX);

} // namespace attn_test
