// What is in the margins: the strip of heads and the legends of the colours.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/formats/number.h"
#include "engine/stages/titles.h"
#include "matrix_texture.h"
#include "scene.h"
#include "shell/layout/regions.h"
#include "shell/program/ask.h"

namespace attn {

namespace {

// The strip shows the matrix that the stage shows of one head, at the same moment.
Tensor strip_tensor(const Scene& s) {
    const Stage stage = s.program->state.stage;
    if (stage != Stage::weighted_sum) return s.layout.panels.back().tensor;
    return has(s.program->now.run.trace, Tensor::dropped) ? Tensor::dropped : Tensor::weights;
}

void draw_thumb(const Scene& s, const Panel& panel) {
    if (uses_texture(panel)) return draw_matrix_texture(s, panel);
    const Program& p = *s.program;
    const Trace& trace = p.now.run.trace;
    const Theme& t = *s.pen.theme;
    for (int row = 0; row < panel.rows; ++row)
        for (int col = 0; col < panel.cols; ++col) {
            const CellState l = cell_state(trace, s.moment, panel, row, col);
            const Tensor shown = shown_tensor(l, panel);
            const Rect r = cell_rect(panel, row, col);
            const bool known = l.done > 0 && !is_blank(p, {shown, panel.head, row, col});
            const Color color = !known ? mix(t.paper, t.line, 0.4f)
                                : l.masked
                                    ? t.masked
                                    : cell_color(t, info(shown).range, matrix(trace, shown, panel.head)(row, col),
                                                 range_of(p.now, shown));
            s.pen.canvas.fill(r, color);
        }
}

} // namespace

void draw_heads(const Scene& s) {
    if (s.layout.heads.w <= 0) return;
    const Trace& trace = s.program->now.run.trace;
    const Theme& t = *s.pen.theme;
    const int rows = static_cast<int>(trace.queries()), cols = static_cast<int>(trace.keys());
    for (int h = 0; h < trace.heads; ++h) {
        const Rect thumb = head_thumb(s.layout, trace.heads, h);
        const bool shown = h == s.program->state.head - 1;
        ImFont* face = shown ? s.pen.faces->bold : s.pen.faces->text;
        // The name above the picture; only the number where the name has no room, and none in a row of pictures.
        std::string name = head_title(words_of(*s.program), h);
        if (text_width(face, kSmall, name) > thumb.w - 6) name = std::to_string(h + 1);
        const float above = s.layout.stacked ? 0.0f : 16.0f;
        Panel panel{.tensor = strip_tensor(s), .head = h, .rows = rows, .cols = cols};
        panel.area = Rect{thumb.x + above / 2, thumb.y + above, thumb.w - above, thumb.h - above}.inset(4);
        draw_thumb(s, panel);
        const Rect frame = thumb.inset(-1);
        if (shown) s.pen.canvas.frame(frame, t.heads[h % 8], 2.5f, 4);
        if (above > 0)
            draw_text(s.pen, face, kSmall, thumb.mid_x(), thumb.y + 9, name, shown ? t.ink : t.muted, Align::center);
    }
}

namespace {

void draw_scale(const Scene& s, ColorScale which, Tensor tensor, float left, float width) {
    const Theme& t = *s.pen.theme;
    const Rect& r = s.layout.legend;
    const Range range = info(tensor).range;
    const bool share = range == Range::zero_to_one;
    const float max = share ? 1.0f : range_of(s.program->now, tensor);
    constexpr std::string_view names[] = {"legend.vectors", "legend.projections", "legend.scores", "legend.weights"};
    constexpr float height = 8;
    const float y = r.bottom() - 20;
    draw_text(s.pen, s.pen.faces->text, kSmall, left, r.y + 4,
              text(words_of(*s.program), names[static_cast<std::size_t>(which)]), t.muted);
    constexpr int steps = 22;
    for (int i = 0; i < steps; ++i) {
        const float at = (static_cast<float>(i) + 0.5f) / steps, x = left + width * static_cast<float>(i) / steps;
        const float value = share ? at : (at * 2 - 1) * max;
        s.pen.canvas.fill({x, y, width / steps + 0.5f, height}, cell_color(t, range, value, max));
    }
    const auto number = [&](float x, const std::string& digits, Align align) {
        draw_text(s.pen, s.pen.faces->text, kSmall, x, y + height + 9, digits, t.muted, align);
    };
    number(left, share ? "0" : fixed(-max, 1), Align::left);
    // What dropout keeps it makes larger, in colours that end at 1.
    const bool beyond = share && largest(s.program->now, tensor) > 1;
    number(left + width, beyond ? "≥ 1" : share ? "1" : fixed(max, 1), Align::right);
    if (!share) number(left + width / 2, "0", Align::center);
}

} // namespace

void draw_legend(const Scene& s) {
    if (s.layout.legend.w <= 0) return;
    // One scale for each kind of matrix on the canvas, at most two; the last one is that of the result.
    std::vector<std::pair<ColorScale, Tensor>> scales;
    for (const Panel& p : s.layout.panels) {
        if (p.alpha < 0.5f) continue;
        const Tensor shown = shown_tensor(s.first_state(p), p);
        const ColorScale which = color_scale(shown);
        std::erase_if(scales, [which](const auto& known) { return known.first == which; });
        scales.push_back({which, shown});
    }
    if (scales.size() > 2) scales.erase(scales.begin(), scales.end() - 2);
    const float gap = 24, width = (s.layout.legend.w - gap) / 2;
    float left = s.layout.legend.right() - width;
    for (auto scale = scales.rbegin(); scale != scales.rend(); ++scale, left -= width + gap)
        draw_scale(s, scale->first, scale->second, left, width);
}

} // namespace attn
