// The palette, the type scale and the colour maps, in one table per theme.
#pragma once

#include <imgui.h>

#include "engine/stages/ink.h"
#include "shell/layout/appearance.h"
#include "shell/layout/type_scale.h"

namespace attn {

struct Color {
    float r = 0, g = 0, b = 0, a = 1; // sRGB, 0..1
    bool operator==(const Color&) const = default;
};
constexpr Color rgb(unsigned hex) {
    return {static_cast<float>((hex >> 16) & 255) / 255.0f, static_cast<float>((hex >> 8) & 255) / 255.0f,
            static_cast<float>(hex & 255) / 255.0f, 1.0f};
}
Color mix(const Color& a, const Color& b, float t);
Color faded(Color c, float alpha);
ImU32 packed(const Color&);

// Relative luminance and contrast ratio as WCAG 2.2 defines them (colours without transparency).
float luminance(const Color&);
float contrast(const Color&, const Color&);

struct Theme {
    Color paper, raised, tint;       // behind everything; fields of controls; what the pointer is over
    Color ink, muted, faint, line;   // text, secondary text, quiet marks, hairlines
    Color accent;                    // focus, the lit term of the formula
    Color query, key, value, weight; // names and frames
    Color negative, zero, positive;  // the diverging scale of signed numbers
    Color weights[9];                // the sequential scale from 0 to 1, in even steps
    Color hatch, masked;             // stripes and ground of a masked cell
    Color wrong;                     // a row sum that is not 1
    Color heads[8];                  // safe for colour-blind viewers
    bool framed = false;             // every cell has an edge of its own
};
const Theme& theme(Appearance);

Color ink_color(const Theme&, Ink);

// The colour of a number: diverging and symmetric about zero, or the sequential scale from 0 to 1.
Color cell_color(const Theme&, Range, float value, float largest);

// How strongly a matrix is drawn that is not what the stage is about: its cells, digits and edge.
inline constexpr float kDimCell = 0.38f, kDimDigits = 0.86f, kDimEdge = 0.72f;

// A part of a formula that is not about the present stage, and the rules (fraction bars) of such parts.
Color stood_back(const Theme&, const Color&);

// Black or white, whichever reads better on `ground`.
Color digit_ink(const Color& ground);

} // namespace attn
