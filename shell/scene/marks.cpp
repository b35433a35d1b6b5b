// Marks around and beside the matrices: what the focus is made of and what it feeds, maxima and sums of rows.
#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/stages/influence.h"
#include "matrix_texture.h"
#include "scene.h"
#include "shell/layout/timeline.h"

namespace attn {

std::optional<Rect> place(const Scene& s, const Cell& c) {
    const Trace& t = s.program->now.run.trace;
    for (auto p = s.layout.panels.rbegin(); p != s.layout.panels.rend(); ++p) {
        if (p->alpha < 0.5f) continue;
        if (holds(*p, c)) return cell_rect(*p, c.row, c.col);
        if (in_grid(p->tensor) && in_grid(c.tensor) && p->head == c.head) return cell_rect(*p, c.row, c.col);
        const Cell in_whole{Tensor::concat, 0, c.row, c.head * t.d_v + c.col};
        if (c.tensor == Tensor::context && holds(*p, in_whole)) return cell_rect(*p, in_whole.row, in_whole.col);
    }
    return std::nullopt;
}

namespace {

void outline(const Scene& s, const Rect& r, const Color& color, float thickness) {
    s.pen.canvas.frame(r, color, thickness, 4);
}

// The sources of one operand lie in one row or column: one outline around all of them.
void outline_run(const Scene& s, const Explanation& e, bool second) {
    std::optional<Rect> all;
    for (const Term& term : e.terms) {
        if (term.alone) continue;
        const auto r = place(s, second ? term.b_from : term.a_from);
        if (r) all = all ? around(*all, *r) : *r;
    }
    if (!all || e.terms.empty()) return;
    const Ink ink = info(second ? e.terms[0].b_from.tensor : e.terms[0].a_from.tensor).ink;
    const Color color = ink == Ink::plain || ink == Ink::weight ? s.pen.theme->ink : ink_color(*s.pen.theme, ink);
    outline(s, all->inset(-1.5f), color, 2.5f);
}

// A bias is outlined alone.
void outline_alone(const Scene& s, const Explanation& e) {
    for (const Term& term : e.terms) {
        const auto r = term.alone && !in_grid(term.a_from.tensor) ? place(s, term.a_from) : std::nullopt;
        if (r) outline(s, r->inset(-1.5f), ink_color(*s.pen.theme, info(term.a_from.tensor).ink), 2.5f);
    }
}

// Whatever is in the grid belongs to a query and a key, however many steps lie between.
void outline_query_and_key(const Scene& s, const Cell& c) {
    const TensorInfo& t = info(c.tensor);
    if (!in_grid(c.tensor) || t.rows != Axis::query || t.cols != Axis::key) return;
    const int last = s.program->now.run.trace.d_k - 1;
    for (const auto& [tensor, row] : {std::pair{Tensor::q_head, c.row}, std::pair{Tensor::k_head, c.col}}) {
        const auto first = place(s, {tensor, c.head, row, 0}), end = place(s, {tensor, c.head, row, last});
        if (first && end)
            outline(s, around(*first, *end).inset(-1.5f), ink_color(*s.pen.theme, info(tensor).ink), 2.5f);
    }
}

// What is selected: a strong frame, with a light line inside.
void outline_kept(const Scene& s, const Rect& r) {
    outline(s, r.inset(-2), s.pen.theme->accent, 3);
    outline(s, r.inset(-0.25f), s.pen.theme->paper, 1);
}
// A cell that is only pointed at has a thin frame, and what is selected keeps its own meanwhile.
void outline_own(const Scene& s, const Rect& r, const Cell& cell) {
    const auto selected = selection(s.program->state, s.program->now.run.trace);
    if (!s.explained || selected == cell) return outline_kept(s, r);
    if (const auto kept = selected ? place(s, *selected) : std::nullopt) outline_kept(s, *kept);
    outline(s, r.inset(-0.5f), s.pen.theme->ink, 2);
}

} // namespace

void draw_sources(const Scene& s) {
    const Trace& trace = s.program->now.run.trace;
    std::optional<Explanation> e = s.explained;
    if (!e && s.underway) e = explain(trace, s.underway->cell);
    if (!e) return;
    if (e->op != Op::given) outline_run(s, *e, false);
    outline_alone(s, *e);
    const bool pouring = !s.explained && s.underway->whole_row;
    if (e->op != Op::dot) outline_query_and_key(s, e->cell);
    if ((e->op == Op::dot && !pouring) || e->op == Op::add || e->op == Op::drop) outline_run(s, *e, true);
    const auto last = static_cast<int>(matrix(trace, e->cell.tensor, e->cell.head).cols()) - 1;
    auto own = place(s, e->cell);
    if (own && pouring) own = around(*own, place(s, {e->cell.tensor, e->cell.head, e->cell.row, last}).value_or(*own));
    if (own) outline_own(s, *own, e->cell);
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
    const Trace& trace = s.program->now.run.trace;
    if (state.stage != Stage::softmax || trace.options.mistakes.softmax_over_queries) return;
    const int rows = static_cast<int>(trace.queries()), head = state.head - 1;
    if (uses_texture(s.layout.panels.back())) return; // nobody would see a frame around a dot
    const Matrix& masked = trace.head(head).masked;
    for (int row = 0; row < rows; ++row) {
        const int turn = turn_of(row, lead_row(trace, s.moment));
        const double found = softmax_reveal(work(state.time), SoftmaxStep::maximum, turn, rows);
        const double used = softmax_reveal(work(state.time), SoftmaxStep::exponential, turn, rows);
        const auto shade = static_cast<float>(found * (1 - used));
        if (shade <= 0) continue;
        Index best = 0;
        masked.row(row).maxCoeff(&best);
        const auto r = place(s, {Tensor::masked, head, row, static_cast<int>(best)});
        if (r && trace.head(head).seen(row, best)) outline(s, r->inset(0.5f), faded(s.pen.theme->ink, shade), 2.5f);
    }
}

void draw_row_sums(const Scene& s) {
    const AppState& state = s.program->state;
    const bool dropping = state.stage == Stage::dropout;
    if (state.stage != Stage::softmax && !dropping) return;
    const Trace& trace = s.program->now.run.trace;
    const int rows = static_cast<int>(trace.queries()), head = state.head - 1;
    const Rect& column = s.layout.badges;
    const float pitch = column.h / static_cast<float>(rows);
    if (pitch < kSmall + 2 || column.w < 30) return;
    const double w = work(state.time);
    const Theme& t = *s.pen.theme;
    const float width = std::min(column.w, 46.0f);
    const int lead = lead_row(trace, s.moment);
    const Panel& grid = s.layout.panels.back();
    float max = 0;
    for (int row = 0; row < rows; ++row) {
        // The sum of what the grid shows in this row now.
        const int last = grid.cols - 1;
        const CellState l = cell_state(trace, s.moment, grid, row, last);
        const auto shown =
            static_cast<float>(dropping ? 1 : softmax_reveal(w, SoftmaxStep::divide, turn_of(row, lead), rows));
        const Matrix& numbers = matrix(trace, dropping ? shown_tensor(l, grid) : Tensor::weights, head);
        if (shown <= 0) continue;
        max = std::max(max, shown);
        const float total = row_total(numbers.row(row).data(), numbers.cols());
        const float high = std::min(20.0f, pitch - 2);
        const Rect pill{column.x, column.y + pitch * (static_cast<float>(row) + 0.5f) - high / 2, width, high};
        // A row that is masked everywhere has nothing to share out, and what dropout keeps adds up to 1 only on average.
        const bool other = dropping || !trace.parts(head).allowed.row(row).any();
        const Color ink = faded(std::fabs(total - 1) < 1e-3f ? t.value : other ? t.muted : t.wrong, shown);
        outline(s, pill, ink, 1.2f);
        draw_text(s.pen, s.pen.faces->text, kSmall, pill.mid_x(), pill.mid_y(), fixed(total, 2), ink, Align::center);
    }
    // Until the rows are divided the panel of their sums has a name of its own.
    if (dropping || w >= softmax_end(SoftmaxStep::divide))
        draw_text(s.pen, s.pen.faces->math, kTitleSize, column.x + width / 2, column.y - 14, "∑", t.muted,
                  Align::center);
}

namespace {

void dashed(const Scene& s, const Rect& r, const Color& color) {
    constexpr float dash = 6, gap = 4, thick = 2;
    const Canvas& c = s.pen.canvas;
    for (float x = r.x; x < r.right(); x += dash + gap) {
        const float end = std::min(x + dash, r.right());
        c.line(x, r.y, end, r.y, color, thick);
        c.line(x, r.bottom(), end, r.bottom(), color, thick);
    }
    for (float y = r.y; y < r.bottom(); y += dash + gap) {
        const float end = std::min(y + dash, r.bottom());
        c.line(r.x, y, r.x, end, color, thick);
        c.line(r.right(), y, r.right(), end, color, thick);
    }
}

} // namespace

void draw_influence(const Scene& s) {
    if (!s.focus) return;
    const std::vector<Cell> fed = influence(s.program->now.run.trace, *s.focus);
    // One frame around all that is fed in a panel; numbers that are in the place of the cell itself need none.
    for (const Panel& p : s.layout.panels) {
        if (p.alpha < 0.5f) continue;
        std::optional<Rect> all;
        for (const Cell& c : fed) {
            const bool here = holds(p, c) || (in_grid(p.tensor) && in_grid(c.tensor) && p.head == c.head);
            const bool own_place = in_grid(c.tensor) && in_grid(s.focus->tensor);
            if (!here || own_place) continue;
            const Rect r = cell_rect(p, c.row, c.col);
            all = all ? around(*all, r) : r;
        }
        if (all) dashed(s, all->inset(-1.5f), ink_color(*s.pen.theme, info(p.tensor).ink));
    }
}

} // namespace attn
