// Sets the small part of TeX that the formulas of attention need:
//   letters (italic), \text{...} and known words such as softmax (upright), ^ and _ with {groups}, \frac{}{},
//   \sqrt{}, \cdot \times \sum \dots \quad \rightarrow \infty, [ ] ( ) + - = , and \at{stage}{...}.
// Q, K and V take their colours by themselves. Inside \at{stage}{...} the part is lit while that stage is shown.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/stages/stage.h"
#include "type.h"

namespace attn {

// A set formula: glyph runs and rules, relative to the left end of the baseline (y grows downwards).
struct FormulaLayout {
    enum class Shade { plain, query, key, value };
    struct Run {
        float x = 0, y = 0, size = 0;
        ImFont* font = nullptr;
        std::string text;
        Shade shade = Shade::plain;
        std::optional<Stage> lit_in;
    };
    struct Rule {
        float x0 = 0, y0 = 0, x1 = 0, y1 = 0, thickness = 1;
        std::optional<Stage> lit_in;
    };
    std::vector<Run> runs;
    std::vector<Rule> rules;
    float width = 0, ascent = 0, descent = 0;
};

FormulaLayout typeset(const Faces&, std::string_view tex, float size);

// Draws at the left end of the baseline. With `stage`, parts of other stages stand back.
void draw_formula(const Pen&, const FormulaLayout&, float x, float baseline, std::optional<Stage> stage = {});

} // namespace attn
