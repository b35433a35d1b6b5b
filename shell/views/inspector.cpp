#include "inspector.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/influence.h"
#include "engine/words/text.h"
#include "inspector_parts.h"
#include "shell/draw/formula.h"
#include "shell/program/edit.h"

namespace attn {

namespace {

Color tensor_color(const Theme& t, Tensor tensor) { return ink_color(t, info(tensor).ink); }

// Of the terms of a sum: one more than a cell is printed with, so that its last digit is not lost; where a source is
// followed, as many as that prints.
constexpr int kTermDecimals = 3;
int term_decimals(const Run& r, Tensor result) { return r.fewest_decimals ? decimals_of(r, result) : kTermDecimals; }

// What a line of a dot product begins with: the name of the token whose value it is, or the number of the column.
std::string term_name(const Inspector& c, const Term& term, int number) {
    if (term.alone) return std::string(text(c.words(), "figure.bias"));
    const Trace& trace = c.s.program->now.run.trace;
    const Cell& from = term.a_from;
    const bool by_token = info(from.tensor).cols == Axis::key;
    return by_token ? col_label(trace, from.tensor, from.col) : std::to_string(number);
}

// a × b = product, one term per line, right-aligned under each other. A long sum is folded in the middle, to a line
// that says what the hidden terms come to.
void dot_lines(Inspector& c, const Explanation& e) {
    const int sum_decimals = term_decimals(c.s.program->now.run, e.cell.tensor);
    const PrintedSum printed = printed_sum(e, sum_decimals);
    const int count = static_cast<int>(e.terms.size());
    const float sum_h = 30;
    const int fit = std::max(3, static_cast<int>((c.area.h - sum_h) / kLine));
    const int head = count <= fit ? count : fit - 2, tail = count <= fit ? count : count - 1;
    const float x0 = c.area.x, w = c.area.w, sign = 20;
    // Columns as wide as their widest entries: name, a, times, b, equals, product.
    const auto width = [&](const std::string& words) { return text_width(c.text_face(), kBody, words); };
    int a_decimals = term_decimals(c.s.program->now.run, e.terms[0].a_from.tensor);
    int b_decimals = term_decimals(c.s.program->now.run, e.terms[0].b_from.tensor);
    float name_w = 14, a_w = 0, b_w = 0, product_w = text_width(c.bold_face(), kBody, printed.result);
    for (int i = 0; i < count; ++i) {
        const Term& term = e.terms[static_cast<std::size_t>(i)];
        name_w = std::max(name_w, width(term_name(c, term, i + 1)));
        product_w = std::max(product_w, width(printed.terms[static_cast<std::size_t>(i)]));
        if (term.alone || term.skipped) continue;
        a_w = std::max(a_w, width(bracketed(term.a, a_decimals)));
        b_w = std::max(b_w, width(bracketed(term.b, b_decimals)));
    }
    // Where all that does not fit, the factors have at most two decimals, and the names what is left.
    if (w < 20 + 8 + a_w + b_w + 2 * sign + product_w) {
        const float digit = width("0");
        a_w -= digit * static_cast<float>(std::max(a_decimals - 2, 0));
        b_w -= digit * static_cast<float>(std::max(b_decimals - 2, 0));
        a_decimals = std::min(a_decimals, 2), b_decimals = std::min(b_decimals, 2);
    }
    name_w = std::clamp(name_w, 14.0f, std::max(w - 8 - a_w - b_w - 2 * sign - product_w, 14.0f));
    const float a_end = x0 + name_w + 8 + a_w, b_end = a_end + sign + b_w, right_end = b_end + sign + product_w;
    const Color a_color = tensor_color(c.theme(), e.terms[0].a_from.tensor),
                b_color = tensor_color(c.theme(), e.terms[0].b_from.tensor);
    const bool under_way = !c.s.explained && c.s.underway;
    const int known = under_way ? c.s.underway->terms_done : count;
    for (int i = 0; i < count; ++i) {
        const float y = c.area.y + kLine / 2;
        if (i >= head && i < tail) {
            draw_text(c.pen, c.text_face(), kSmall, x0, y,
                      text(c.words(), "figure.more", {{"count", std::to_string(tail - head)}}), c.theme().muted);
            if (!under_way)
                draw_text(c.pen, c.text_face(), kBody, right_end, y, // so that the lines that are left still add up
                          printed.part(static_cast<std::size_t>(head), static_cast<std::size_t>(tail)), c.theme().muted,
                          Align::right);
            c.skip(kLine);
            i = tail - 1;
            continue;
        }
        const Term& term = e.terms[static_cast<std::size_t>(i)];
        const bool counted = !term.skipped && i < known;
        const auto put = [&](float at, const std::string& words, const Color& color, Align align) {
            draw_text(c.pen, c.text_face(), kBody, at, y, words, counted ? color : c.theme().muted, align);
        };
        put(x0, fitted(c.text_face(), kBody, term_name(c, term, i + 1), name_w), c.theme().muted, Align::left);
        if (term.skipped) put(right_end, text(c.words(), "figure.masked", {}), c.theme().muted, Align::right);
        if (!term.skipped && !term.alone) { // a bias is added as it is
            put(a_end, bracketed(term.a, a_decimals), a_color, Align::right);
            put(a_end + sign / 2, "×", c.theme().muted, Align::center);
            put(b_end, bracketed(term.b, b_decimals), b_color, Align::right);
            put(b_end + sign / 2, "=", c.theme().muted, Align::center);
        }
        if (!term.skipped) put(right_end, printed.terms[static_cast<std::size_t>(i)], c.theme().ink, Align::right);
        c.skip(kLine);
    }
    c.pen.canvas.line(right_end - product_w, c.area.y + 3, right_end, c.area.y + 3, c.theme().faint);
    const std::string total =
        under_way ? printed.part(0, static_cast<std::size_t>(std::min(known, count))) : printed.result;
    draw_text(c.pen, c.bold_face(), kBody, right_end, c.area.y + 16, total, c.theme().ink, Align::right);
    draw_text(c.pen, c.bold_face(), kTitleSize, b_end + sign / 2 - 4, c.area.y + 15, "∑", c.theme().muted,
              Align::center);
    c.skip(sum_h + 4);
}

// "1.000 + 0.078 + … = 1.144", broken only between terms; more than `max_terms` terms are folded in the middle.
void sum_lines(Inspector& c, const PrintedSum& printed, std::size_t own) {
    constexpr std::size_t max_terms = 9;
    std::vector<std::string> pieces;
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < printed.terms.size(); ++i)
        if (!printed.terms[i].empty()) counted.push_back(i);
    for (std::size_t n = 0; n < counted.size(); ++n) {
        const bool ends = n < max_terms / 2 || n + max_terms / 2 >= counted.size() || counted[n] == own;
        if (counted.size() <= max_terms || ends) pieces.push_back(printed.terms[counted[n]]);
        else if (pieces.back() != "…") pieces.push_back("…");
    }
    std::string line;
    const auto flush = [&] {
        if (c.room(kLine))
            draw_text(c.pen, c.text_face(), kBody, c.area.x, c.area.y + kLine / 2, line, c.theme().muted);
        if (c.room(kLine)) c.skip(kLine);
        line.clear();
    };
    for (std::size_t i = 0; i <= pieces.size(); ++i) {
        const std::string piece = i == pieces.size() ? "= " + printed.result : i == 0 ? pieces[i] : "+ " + pieces[i];
        if (!line.empty() && text_width(c.text_face(), kBody, line + " " + piece) > c.area.w) flush();
        line += (line.empty() ? "" : " ") + piece;
    }
    flush();
    c.skip(6);
}

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
    if (e.op == Op::share && !e.masked) {
        // The way from the score: the exponential, the row's sum, the share.
        const Explanation exponential = explain(trace, {Tensor::exps, e.cell.head, e.cell.row, e.cell.col});
        paragraph(c, "e = " + arithmetic(c.s.program->now.run, exponential), c.theme().ink);
        const int decimals = term_decimals(c.s.program->now.run, e.cell.tensor);
        sum_lines(c, printed_sum(e, decimals), static_cast<std::size_t>(e.own));
        const Term& own = e.terms[static_cast<std::size_t>(e.own)];
        return paragraph(c,
                         fixed(own.a, decimals) + " / " + fixed(e.factor, decimals) + " = " + fixed(e.result, decimals),
                         c.theme().ink, kTitleSize - 1);
    }
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
    const char* how = held == Grip::paint ? "figure.can_paint" : p.state.pencil ? "figure.can_tap" : "figure.can_drag";
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
    for (int j = 0; j < count; ++j) {
        const float value = m(cell.row, j), x = plot.x + pitch * static_cast<float>(j);
        const bool own = j == cell.col;
        if (std::isfinite(value) && !is_masked(trace, cell.tensor, cell.head, cell.row, j)) {
            const float tip = zero - value * scale;
            c.pen.canvas.fill({x + pitch * 0.12f, std::min(tip, zero), pitch * 0.76f, std::fabs(tip - zero)},
                              own ? c.theme().accent : c.theme().faint, 2);
        }
        const float size = kSmall;
        const std::string name = col_label(trace, cell.tensor, j);
        ImFont* face = own ? c.bold_face() : c.text_face();
        if (own || text_width(face, size, name) < pitch - 2)
            draw_text(c.pen, face, size, x + pitch / 2, plot.bottom() + 12, name, own ? c.theme().ink : c.theme().muted,
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
    typeset_in(c, cell_formula(trace, *e));
    if (e->op == Op::dot) dot_lines(c, *e);
    else if (e->op == Op::given) {
        if (!edited(c.s.program->now.run, e->cell)) paragraph(c, text(c.words(), "figure.given"), c.theme().muted);
    } else one_line(c, *e);
    if (s.explained) edit_lines(c, e->cell);
    if (s.explained) row_chart(c, e->cell);
    if (s.explained) neighbours(c, *e);
}

} // namespace attn
