#include "inspector.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/influence.h"
#include "engine/words/text.h"
#include "geometry.h"
#include "inspector_parts.h"
#include "shell/draw/formula.h"
#include "shell/program/ask.h"
#include "shell/program/edit.h"

namespace attn {

namespace {

Color tensor_color(const Theme& t, Tensor tensor) { return ink_color(t, info(tensor).ink); }

void one_line(Inspector& c, const Explanation& e) {
    const Trace& trace = c.s.program->now.run.trace;
    const std::string line = arithmetic(c.s.program->now.run, e);
    if (e.op == Op::copy && !e.terms.empty()) {
        const Cell& from = e.terms[0].a_from;
        return paragraph(c,
                         text(c.words(), from.row == e.cell.row ? "figure.copied" : "figure.copied_row",
                              {{"name", tensor_name(c.words(), from.tensor, from.head)},
                               {"row", row_label(trace, from.tensor, from.row)},
                               {"own", row_label(trace, e.cell.tensor, e.cell.row)},
                               {"column", std::to_string(from.col + 1)},
                               {"value", line}}),
                         c.theme().ink);
    }
    if (e.op == Op::share && !e.masked && e.factor != 0) return share_lines(c, e);
    paragraph(c, line, c.theme().ink, kTitleSize - 1);
}

// What was changed here by hand, or how it can be.
void edit_lines(Inspector& c, const Cell& cell) {
    const Program& p = *c.s.program;
    const bool painted = is_painted(p, cell);
    if (const Edited* e = edited(p.now.run, cell))
        paragraph(c,
                  text(c.words(), "figure.set",
                       {{"was", fixed(e->was, kTermDecimals)}, {"now", fixed(e->set.value, kTermDecimals)}}),
                  c.theme().ink);
    else if (painted) paragraph(c, text(c.words(), "figure.painted"), c.theme().ink);
    const Grip held = grip(p, cell);
    if (held == Grip::none) return;
    const bool pencil = p.state.pencil;
    const std::string_view how =
        held == Grip::paint ? (pencil ? "figure.can_paint" : pointed(p, "figure.can_paint", "figure.can_paint_touch"))
        : pencil            ? "figure.can_tap"
                            : pointed(p, "figure.can_drag", "figure.can_drag_touch");
    paragraph(c, text(c.words(), how), c.theme().muted, kSmall + 1);
}

// The cell's row as bars, its own column in the accent colour.
void row_chart(Inspector& c, const Cell& cell) {
    const Trace& trace = c.s.program->now.run.trace;
    const Matrix& m = matrix(trace, cell.tensor, cell.head);
    const auto count = static_cast<int>(m.cols());
    if (!c.room(92) || count < 2) return; // the arithmetic comes first
    const float height = std::min(c.area.h - 4, 132.0f);
    const std::string title = text(c.words(), "figure.row", {{"row", row_label(trace, cell.tensor, cell.row)}});
    draw_text(c.pen, c.text_face(), kSmall, c.area.x, c.area.y + 8, fitted(c.text_face(), kSmall, title, c.area.w),
              c.theme().muted);
    const Rect plot{c.area.x, c.area.y + 22, c.area.w, height - 44};
    // The axis is where the row needs it: at the foot for positive rows, at the top for negative ones.
    float low = 0, high = info(cell.tensor).range == Range::zero_to_one ? 1.0f : 0.0f;
    for (int j = 0; j < count; ++j)
        if (std::isfinite(m(cell.row, j))) low = std::min(low, m(cell.row, j)), high = std::max(high, m(cell.row, j));
    const float scale = plot.h / std::max(high - low, 1e-9f), zero = plot.bottom() + low * scale;
    const float pitch = plot.w / static_cast<float>(count);
    // The cell's own column is named whatever its width; of the others, those whose names do not come near it or each other.
    const std::string own_name = fitted(c.bold_face(), kSmall, col_label(trace, cell.tensor, cell.col), plot.w);
    const float own_half = text_width(c.bold_face(), kSmall, own_name) / 2;
    const float own_x =
        std::clamp(plot.x + pitch * (static_cast<float>(cell.col) + 0.5f), plot.x + own_half, plot.right() - own_half);
    draw_text(c.pen, c.bold_face(), kSmall, own_x, plot.bottom() + 12, own_name, c.theme().ink, Align::center);
    for (int j = 0; j < count; ++j) {
        if (is_blank(*c.s.program, {cell.tensor, cell.head, cell.row, j})) continue;
        const float value = m(cell.row, j), x = plot.x + pitch * static_cast<float>(j);
        const bool own = j == cell.col;
        if (std::isfinite(value) && !is_masked(trace, cell.tensor, cell.head, cell.row, j)) {
            const float tip = zero - value * scale;
            c.pen.canvas.fill({x + pitch * 0.12f, std::min(tip, zero), pitch * 0.76f, std::fabs(tip - zero)},
                              own ? c.theme().accent : c.theme().faint, 2);
        }
        const std::string name = col_label(trace, cell.tensor, j);
        const float width = text_width(c.text_face(), kSmall, name);
        const bool free = width < pitch - 2 && std::fabs(x + pitch / 2 - own_x) > own_half + width / 2 + 4;
        if (!own && free)
            draw_text(c.pen, c.text_face(), kSmall, x + pitch / 2, plot.bottom() + 12, name, c.theme().muted,
                      Align::center);
    }
    c.pen.canvas.line(plot.x, zero, plot.right(), zero, c.theme().faint);
    c.skip(height);
}

// Which sources of the cell are not to be seen in this stage, and what the cell feeds.
void neighbours(Inspector& c, const Explanation& e) {
    const Trace& trace = c.s.program->now.run.trace;
    const auto add = [](std::vector<std::string>& list, const std::string& name) {
        // A name that is part of another one is said already: "Scores, head 1" says "Scores".
        for (const std::string& said : list)
            if (said.find(name) != std::string::npos) return;
        list.push_back(name);
    };
    std::vector<std::string> away, fed;
    for (const Term& term : e.terms)
        for (const bool second : {false, true}) {
            const bool read = !second || e.op == Op::add || e.op == Op::drop || (e.op == Op::dot && !term.alone);
            const Cell& from = second ? term.b_from : term.a_from;
            if (read && !place(c.s, from)) add(away, tensor_name(c.words(), from.tensor, from.head));
        }
    const std::vector<Cell> cells = influence(trace, e.cell);
    for (std::size_t i = 0; i < cells.size();) {
        std::size_t end = i;
        while (end < cells.size() && cells[end].tensor == cells[i].tensor && cells[end].head == cells[i].head) ++end;
        const std::string name = tensor_name(c.words(), cells[i].tensor, cells[i].head);
        add(fed, counted(c.words(), "figure.fed", static_cast<long long>(end - i), {{"matrix", name}}));
        i = end;
    }
    if (!fed.empty())
        paragraph(c, text(c.words(), "figure.feeds", {{"cells", listed(c.words(), fed)}}), c.theme().muted, kSmall + 1);
    if (!away.empty())
        paragraph(c, text(c.words(), "figure.elsewhere", {{"names", listed(c.words(), away)}}), c.theme().muted,
                  kSmall + 1);
}

} // namespace

void draw_inspector(const Scene& s, const Rect& area) {
    if (area.h <= 0) return;
    Inspector c{{s.pen, area}, s};
    const Trace& trace = s.program->now.run.trace;
    std::optional<Explanation> e = s.explained;
    if (!e && s.underway) e = explain(trace, s.underway->cell);
    if (!e) return explain_stage(c);
    heading(c, tensor_name(c.words(), e->cell.tensor, e->cell.head), tensor_color(c.theme(), e->cell.tensor));
    if (s.layout.stacked) draw_geometry(c, e->cell);
    typeset_in(c, cell_formula(trace, *e));
    if (e->op == Op::dot) dot_lines(c, *e);
    else if (e->op == Op::given) {
        if (!edited(c.s.program->now.run, e->cell)) paragraph(c, text(c.words(), "figure.given"), c.theme().muted);
    } else one_line(c, *e);
    if (!s.layout.stacked) draw_geometry(c, e->cell);
    tell_geometry(c, e->cell);
    if (s.explained) edit_lines(c, e->cell);
    if (s.explained) row_chart(c, e->cell);
    if (s.explained) neighbours(c, *e);
}

} // namespace attn
