#include "metrics.h"

#include <algorithm>

#include "shell/draw/type.h"

namespace attn {

Metrics metrics(const Program& p, const Faces& faces, const Rect& area) {
    float widest = 24;
    for (const auto* tokens : {&p.now.run.trace.tokens, &p.now.run.trace.memory_tokens})
        for (const Token& token : *tokens) widest = std::max(widest, text_width(faces.text, kBody, token.text));
    // On a large canvas names grow with the cells.
    const float grown = std::clamp(std::min(area.w / 1400, area.h / 800), 1.0f, kLargestName / kBody);
    const float name = std::min(widest, area.w < 720 ? 64.0f : std::clamp(area.w * 0.2f, 96.0f, 280.0f)) * grown;
    const float above = std::min(name, area.h < 340 ? 36.0f : std::clamp(area.h * 0.17f, 84.0f, 128.0f) * grown);
    // Slanted names need the height of their diagonal; which names are slanted depends on the column width,
    // which depends on this height, so the larger need is reserved.
    return {.row_name = name, .row_label = name + 14, .col_name = above, .col_label = above * 0.71f + 18};
}

} // namespace attn
