// What moves over the cells: the bars of softmax, the dice of dropout, the scaled value rows of the weighted sum.
#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "scene.h"
#include "shell/layout/timeline.h"

namespace attn {

void draw_bar(const Scene& s, const Rect& cell, const Color& ground, const Color& color, float share, float alpha,
              float round) {
    s.pen.canvas.fill(cell, faded(ground, alpha), round);
    const float high = std::clamp(share, 0.0f, 1.0f) * cell.h;
    if (high >= 0.5f)
        s.pen.canvas.fill({cell.x, cell.bottom() - high, cell.w, high}, faded(color, alpha), std::min(round, high / 2));
}

void draw_over_bar(const Scene& s, const Rect& cell, float share, const Color& ground, const Color& color, float size,
                   const std::string& digits, float alpha) {
    const float top = cell.bottom() - std::clamp(share, 0.0f, 1.0f) * cell.h;
    const auto write = [&](float y, const Color& under) {
        draw_text(s.pen, s.pen.faces->text, size, cell.mid_x(), y, digits, faded(digit_ink(under), alpha),
                  Align::center);
    };
    // The digits float on the bar's edge when it reaches them; near the top there is no room for that, and they are in it.
    const float digit = size * 0.38f + 1, half_height = cell.h >= 4 * digit + 6 ? digit + 1.5f : digit,
                middle = cell.mid_y();
    if (top >= middle + half_height) return write(middle, ground);
    if (top <= middle - half_height) return write(middle, color);
    if (top - 2 * half_height >= cell.y) return write(top - half_height, ground);
    if (top + 2 * half_height <= cell.bottom()) return write(top + half_height, color);
    // In a low cell they have a ground of their own, so that the bar's edge does not run through them.
    const float w = text_width(s.pen.faces->text, size, digits) + 4;
    s.pen.canvas.fill(Rect{cell.mid_x() - w / 2, middle - digit, w, 2 * digit}, faded(ground, alpha), 2);
    write(middle, ground);
}

void draw_die(const Scene& s, const Rect& cell, float uniform, bool keeps, double fallen, double gone) {
    if (fallen <= 0 || gone >= 1 || cell.h < kSmall + 6) return;
    const Theme& t = *s.pen.theme;
    const auto alpha = static_cast<float>(std::min(1.0, 2 * fallen) * (1 - gone));
    // It falls from above the cell and comes to rest on it.
    const float side = std::min({cell.w, cell.h, 30.0f}) - 2,
                high = static_cast<float>(1 - ease(fallen)) * cell.h * 1.4f;
    const std::string digits = fixed(uniform, 2).substr(1); // .37
    const float width = std::min(cell.w - 2, std::max(side, text_width(s.pen.faces->text, kSmall, digits) + 8));
    const Rect die{cell.mid_x() - width / 2, cell.mid_y() - side / 2 - high, width, side};
    const Color edge = keeps ? t.ink : t.muted;
    s.pen.canvas.fill(die, faded(t.paper, alpha), 6);
    s.pen.canvas.frame(die, faded(edge, alpha), keeps ? 2.0f : 1.0f, 6);
    draw_text(s.pen, s.pen.faces->text, kSmall, die.mid_x(), die.mid_y(), digits, faded(edge, alpha), Align::center);
}

namespace {

const Panel* panel_of(const Layout& l, Tensor tensor) {
    for (const Panel& p : l.panels)
        if (p.tensor == tensor && p.alpha > 0.5f) return &p;
    return nullptr;
}

} // namespace

// The row of values that is collected now: scaled by its weight where it is, then it pours into the result's row.
void draw_pour(const Scene& s) {
    if (s.explained || !s.underway || !s.underway->whole_row) return;
    const Trace& trace = s.program->now.run.trace;
    const Underway& now = *s.underway;
    const Panel *values = panel_of(s.layout, Tensor::v_head), *result = panel_of(s.layout, Tensor::context);
    // The rows after the first one go too fast to be followed term by term.
    if (!values || !result || now.cell.row != lead_row(trace, s.moment) || trace.queries() < 2) return;
    const Explanation first = explain(trace, now.cell);
    if (now.terms_done >= static_cast<int>(first.terms.size())) return;
    const auto live = std::count_if(first.terms.begin(), first.terms.end(), [](const Term& t) { return !t.skipped; });
    const double scaled = now.done * static_cast<double>(live), of_term = scaled - std::floor(scaled);
    auto shown = static_cast<float>(ramp(of_term, 0.02, 0.3));
    const auto moved = static_cast<float>(ease(ramp(of_term, 0.4, 0.92)));
    const Theme& t = *s.pen.theme;
    std::optional<Rect> all;
    for (int col = result->first_col; col < result->first_col + result->cols; ++col) {
        const Explanation e = explain(trace, {Tensor::context, now.cell.head, now.cell.row, col});
        const Term& term = e.terms[static_cast<std::size_t>(now.terms_done)];
        const float product = contribution(term);
        const Rect from = cell_rect(*values, term.b_from.row, term.b_from.col),
                   to = cell_rect(*result, now.cell.row, col);
        const Rect cell = mix(from, to, moved).inset(from.h > 14 ? 1.0f : 0.0f);
        const float apart =
            std::max(std::fabs(cell.mid_x() - to.mid_x()) / to.w, std::fabs(cell.mid_y() - to.mid_y()) / to.h);
        // It is gone when it is where the sum is, so that nobody takes it for that.
        if (!all) shown *= static_cast<float>(ramp(apart, 0.6, 1));
        const Color color = cell_color(t, Range::about_zero, product, range_of(s.program->now, Tensor::v_head));
        s.pen.canvas.fill(cell, faded(color, shown), cell.h > 14 ? 3.0f : 0.0f);
        if (cell.h >= kSmall + 2 && text_width(s.pen.faces->text, kSmall, fixed(-product, 2)) <= cell.w)
            draw_text(s.pen, s.pen.faces->text, kSmall, cell.mid_x(), cell.mid_y(), fixed(product, 2),
                      faded(digit_ink(color), shown), Align::center);
        all = all ? around(*all, cell) : cell;
    }
    if (all) s.pen.canvas.frame(all->inset(-1), faded(t.value, shown), 2.5f, 4);
}

} // namespace attn
