// Marks around and beside the matrices: sources, row sums, histogram.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/number.h"
#include "engine/text.h"
#include "scene/mosaic.h"
#include "scene/scene.h"
#include "timeline.h"

namespace attn {

namespace {

// Where a cell is on screen. Cells of the grid share one place, whichever of its numbers it shows; a head's
// columns are also columns of the whole matrix.
std::optional<Rect> place(const Scene& s, const Cell& c) {
    const Trace& t = s.program->now.trace;
    for (auto p = s.layout.plates.rbegin(); p != s.layout.plates.rend(); ++p) {
        if (p->alpha < 0.5f) continue;
        if (holds(*p, c)) return cell_rect(*p, c.row, c.col);
        if (in_grid(p->tensor) && in_grid(c.tensor) && p->head == c.head) return cell_rect(*p, c.row, c.col);
        const Cell in_whole{Tensor::concat, 0, c.row, c.head * t.d_v + c.col};
        if (c.tensor == Tensor::context && holds(*p, in_whole)) return cell_rect(*p, in_whole.row, in_whole.col);
    }
    return std::nullopt;
}

void outline(const Scene& s, const Rect& r, const Color& color, float thickness) {
    s.pen.canvas.frame(r, color, thickness, 4);
}

// The sources of one operand lie in one row or column: one outline around all of them.
void outline_run(const Scene& s, const Explanation& e, bool second) {
    std::optional<Rect> all;
    for (const Term& term : e.terms) {
        const auto r = place(s, second ? term.b_from : term.a_from);
        if (r) all = all ? around(*all, *r) : *r;
    }
    if (!all || e.terms.empty()) return;
    const Ink ink = info(second ? e.terms[0].b_from.tensor : e.terms[0].a_from.tensor).ink;
    const Color color = ink == Ink::plain || ink == Ink::weight ? s.pen.theme->ink : ink_color(*s.pen.theme, ink);
    outline(s, all->inset(-1.5f), color, 2.5f);
}

} // namespace

void draw_sources(const Scene& s) {
    const Trace& trace = s.program->now.trace;
    std::optional<Explanation> e = s.explained;
    if (!e && s.underway) e = explain(trace, s.underway->cell);
    if (!e) return;
    if (e->op != Op::given) outline_run(s, *e, false);
    const bool pouring = !s.explained && s.underway->whole_row;
    if ((e->op == Op::dot && !pouring) || e->op == Op::add || e->op == Op::drop) outline_run(s, *e, true);
    const auto last = static_cast<int>(matrix(trace, e->cell.tensor, e->cell.head).cols()) - 1;
    auto own = place(s, e->cell);
    if (own && pouring) own = around(*own, place(s, {e->cell.tensor, e->cell.head, e->cell.row, last}).value_or(*own));
    if (own) outline(s, own->inset(-1), s.pen.theme->accent, 3);
    // While a sum is under way, the two numbers being multiplied now are marked.
    if (!s.explained && s.underway && s.underway->terms_done < static_cast<int>(e->terms.size())) {
        const Term& now = e->terms[static_cast<std::size_t>(s.underway->terms_done)];
        for (const Cell& c : {now.a_from, now.b_from}) {
            auto r = place(s, c);
            // Poured row by row: the whole row of values takes part.
            if (r && pouring && c.tensor == Tensor::v_head)
                r = around(*r, place(s, {c.tensor, c.head, c.row, last}).value_or(*r));
            if (r) outline(s, *r, s.pen.theme->accent, 2);
        }
    }
}

void draw_row_maxima(const Scene& s) {
    const AppState& state = s.program->state;
    const Trace& trace = s.program->now.trace;
    if (state.stage != Stage::softmax || trace.options.mistakes.softmax_over_queries) return;
    const int rows = static_cast<int>(trace.queries()), head = state.head - 1;
    if (s.layout.badges.h < kLeastCell * static_cast<float>(rows)) return;
    const Matrix& masked = trace.head(head).masked;
    for (int row = 0; row < rows; ++row) {
        const double found = softmax_reveal(work(state.time), SoftmaxStep::maximum, row, rows);
        const double used = softmax_reveal(work(state.time), SoftmaxStep::exponential, row, rows);
        Index best = 0;
        masked.row(row).maxCoeff(&best);
        const auto r = place(s, {Tensor::masked, head, row, static_cast<int>(best)});
        const auto shade = static_cast<float>(found * (1 - used));
        if (r && shade > 0 && trace.head(head).seen(row, best))
            outline(s, r->inset(0.5f), faded(s.pen.theme->ink, shade), 2.5f);
    }
}

void draw_row_sums(const Scene& s) {
    const AppState& state = s.program->state;
    const bool dropping = state.stage == Stage::dropout;
    if (state.stage != Stage::softmax && !dropping) return;
    const Trace& trace = s.program->now.trace;
    const int rows = static_cast<int>(trace.queries()), head = state.head - 1;
    const Matrix& after_dropout = trace.head(head).dropped;
    const Softmax& soft = trace.head(head).softmax;
    const Rect& column = s.layout.badges;
    const float pitch = column.h / static_cast<float>(rows);
    if (pitch < kSmall + 2 || column.w < 30) return;
    const double w = work(state.time);
    const Theme& t = *s.pen.theme;
    for (int row = 0; row < rows; ++row) {
        const double summed = softmax_reveal(w, SoftmaxStep::exponential, row, rows);
        const double divided = dropping ? 1 : softmax_reveal(w, SoftmaxStep::divide, row, rows);
        if (summed < 1 && !dropping) continue;
        const int cols = static_cast<int>(soft.weights.cols());
        const bool dropped = dropping && sweep_reveal(w, row, cols - 1, rows, cols) >= 0.5;
        const Matrix& shown = dropped ? after_dropout : divided >= 0.5 ? soft.weights : soft.exps;
        const float total = row_total(shown.row(row).data(), shown.cols());
        const std::string digits = fixed(total, 2);
        const Rect pill{column.x, column.y + pitch * static_cast<float>(row) + pitch / 2 - 10,
                        std::min(column.w, 46.0f), 20};
        const bool one = std::fabs(total - 1) < 1e-3f;
        const Color ink = divided < 0.5 ? t.muted : one ? t.value : t.wrong;
        outline(s, pill, ink, 1.2f);
        draw_text(s.pen, s.pen.faces->text, kSmall, pill.mid_x(), pill.mid_y(), digits, ink, Align::center);
    }
    draw_text(s.pen, s.pen.faces->math, kTitleSize, column.x + std::min(column.w, 46.0f) / 2, column.y - 14, "∑",
              t.muted, Align::center);
}

void draw_spread(const Scene& s) {
    const AppState& state = s.program->state;
    const Rect& area = s.layout.corner;
    if (state.stage != Stage::scale || area.w < 110 || area.h < 70) return;
    const Trace& trace = s.program->now.trace;
    const double t = ease(work(state.time));
    const auto factor = static_cast<float>(1 + (trace.factor - 1) * t);
    const Matrix& scores = trace.head(state.head - 1).scores;
    const float most = largest(s.program->now, Tensor::scores);
    const auto spread = [&](const Matrix& m) {
        const double mean = m.cast<double>().mean();
        return std::sqrt((m.cast<double>().array() - mean).square().mean());
    };
    constexpr int bins = 17;
    std::array<int, bins> count{};
    for (Index i = 0; i < scores.size(); ++i) {
        const float at = most > 0 ? (scores.data()[i] * factor / most + 1) / 2 : 0.5f;
        ++count[static_cast<std::size_t>(std::clamp(static_cast<int>(at * bins), 0, bins - 1))];
    }
    const int peak = *std::max_element(count.begin(), count.end());
    const Rect plot{area.x, area.y + 34, area.w - 8, area.h - 40};
    const float bar = plot.w / bins;
    const Theme& th = *s.pen.theme;
    for (int i = 0; i < bins; ++i) {
        const float h =
            plot.h * static_cast<float>(count[static_cast<std::size_t>(i)]) / static_cast<float>(std::max(peak, 1));
        const float middle = (static_cast<float>(i) + 0.5f) / bins * 2 - 1, x = plot.x + bar * static_cast<float>(i);
        if (h > 0)
            s.pen.canvas.fill({x + 0.5f, plot.bottom() - h, bar - 1, h},
                              cell_color(th, Range::about_zero, middle * 0.8f + (middle < 0 ? -0.2f : 0.2f), 1), 1.5f);
    }
    s.pen.canvas.line(plot.x, plot.bottom(), plot.right(), plot.bottom(), th.faint);
    const Matrix& after = trace.head(state.head - 1).scaled;
    draw_paragraph(s.pen, s.pen.faces->text, kSmall, {area.x, area.y - 4, area.w - 4, 36},
                   text("figure.spread", {{"before", fixed(spread(scores), 2)}, {"after", fixed(spread(after), 2)}}),
                   th.muted);
}

} // namespace attn
