#include "inspector.h"

#include <algorithm>
#include <cmath>

#include "engine/describe.h"
#include "engine/number.h"
#include "engine/text.h"
#include "formula.h"
#include "timeline.h"

namespace attn {

namespace {

struct Column {
    const Scene& s;
    Rect area; // what is left of the column; the top moves down as lines are set
    const Theme& theme() const { return *s.pen.theme; }
    ImFont* text_face() const { return s.pen.faces->text; }
    ImFont* bold_face() const { return s.pen.faces->bold; }
    void skip(float by) { area.y += by, area.h -= by; }
    bool room(float height) const { return area.h >= height; }
};

constexpr float kLine = 20;

void heading(Column& c, std::string_view words, const Color& color) {
    draw_text(c.s.pen, c.bold_face(), kTitleSize, c.area.x, c.area.y + 10,
              fitted(c.bold_face(), kTitleSize, words, c.area.w), color);
    c.skip(27);
}

void paragraph(Column& c, std::string_view words, const Color& color, float size = kBody) {
    if (c.room(size * 1.4f)) c.skip(draw_paragraph(c.s.pen, c.text_face(), size, c.area, words, color) + 8);
}

void formula(Column& c, std::string_view tex) {
    float size = 19;
    Setting set = set_formula(*c.s.pen.faces, tex, size);
    while (set.width > c.area.w && size > 12) set = set_formula(*c.s.pen.faces, tex, --size);
    if (!c.room(set.ascent + set.descent + 12)) return;
    draw_formula(c.s.pen, set, c.area.x, c.area.y + set.ascent + 2);
    c.skip(set.ascent + set.descent + 14);
}

Color tensor_color(const Theme& t, Tensor tensor) { return ink_color(t, info(tensor).ink); }

// The formula of one cell with its own indices in place of i and j.
std::string indexed_formula(const Cell& cell, const Trace& trace) {
    std::string tex;
    bool in_braces = false;
    for (const char letter : info(cell.tensor).cell_formula) {
        // Only subscripts carry indices; \sum and names keep their letters.
        if (letter == '{') in_braces = true;
        if (letter == '}') in_braces = false;
        if (in_braces && letter == 'i') tex += std::to_string(cell.row + 1);
        else if (in_braces && letter == 'j') tex += std::to_string(cell.col + 1);
        else if (in_braces && letter == 'h') tex += std::to_string(cell.head + 1);
        else if (in_braces && letter == 'D') tex += std::to_string(trace.d_k);
        else tex += letter;
    }
    return tex;
}

std::string bracketed(double value, int decimals) {
    const std::string digits = fixed(value, decimals);
    return value < 0 && digits.front() != '0' ? "(" + digits + ")" : digits;
}

// a × b = product, one term per line, right-aligned under each other.
void dot_lines(Column& c, const Explanation& e) {
    const int decimals = decimals_that_add_up(e), count = static_cast<int>(e.terms.size());
    const float sum_h = 30, reserve = c.s.layout.narrow ? 0.0f : 96.0f;
    const int fit = std::max(3, static_cast<int>((c.area.h - sum_h - reserve) / kLine));
    const int head = count <= fit ? count : fit - 2, tail = count <= fit ? count : count - 1;
    const float x0 = c.area.x, w = c.area.w, right = x0 + w;
    // Columns as wide as their widest numbers: index, a, times, b, equals, product.
    const auto widest = [&](bool second) {
        float width = 0;
        for (const Term& term : e.terms)
            width = std::max(width, text_width(c.text_face(), kBody, bracketed(second ? term.b : term.a, 2)));
        return width;
    };
    const float sign = 22, a_end = x0 + 30 + widest(false), b_end = a_end + sign + widest(true);
    const float right_end = std::min(right, b_end + sign + 64);
    const Color a_color = tensor_color(c.theme(), e.terms[0].a_from.tensor),
                b_color = tensor_color(c.theme(), e.terms[0].b_from.tensor);
    const bool under_way = !c.s.explained && c.s.underway;
    const int known = under_way ? c.s.underway->terms_done : count;
    for (int i = 0; i < count; ++i) {
        if (i >= head && i < tail) {
            if (i == head) {
                draw_text(c.s.pen, c.text_face(), kSmall, c.area.x + w / 2, c.area.y + kLine / 2,
                          text("figure.more", {{"count", std::to_string(tail - head)}}), c.theme().muted,
                          Align::center);
                c.skip(kLine);
            }
            continue;
        }
        const Term& term = e.terms[static_cast<std::size_t>(i)];
        const float y = c.area.y + kLine / 2, shade = i < known ? 1.0f : 0.3f;
        const auto put = [&](float at, const std::string& words, const Color& color, Align align) {
            draw_text(c.s.pen, c.text_face(), kBody, at, y, words, faded(color, term.skipped ? 0.5f : shade), align);
        };
        put(x0, term.skipped ? text("figure.masked", {}) : std::to_string(i + 1), c.theme().muted, Align::left);
        if (term.skipped) {
            c.skip(kLine);
            continue;
        }
        put(a_end, bracketed(term.a, 2), a_color, Align::right);
        put(a_end + sign / 2, "×", c.theme().muted, Align::center);
        put(b_end, bracketed(term.b, 2), b_color, Align::right);
        put(b_end + sign / 2, "=", c.theme().muted, Align::center);
        put(right_end, fixed(contribution(term), decimals), c.theme().ink, Align::right);
        c.skip(kLine);
    }
    c.s.pen.list->AddLine({b_end + sign, c.area.y + 3}, {right_end, c.area.y + 3}, packed(c.theme().faint), 1);
    Explanation part = e;
    if (under_way) part.terms.resize(static_cast<std::size_t>(std::min(known, count)));
    const float total = under_way ? evaluate(part) : e.result;
    draw_text(c.s.pen, c.bold_face(), kBody, right_end, c.area.y + 16, fixed(total, decimals), c.theme().ink,
              Align::right);
    draw_text(c.s.pen, c.bold_face(), kTitleSize, b_end + sign / 2, c.area.y + 15, "∑", c.theme().muted, Align::center);
    c.skip(sum_h + 4);
}

void one_line(Column& c, const Explanation& e) {
    const std::string line = arithmetic(c.s.program->now.trace, e);
    paragraph(c, line, c.theme().ink, kTitleSize - 1);
    if (e.op != Op::share || e.masked) return;
    std::string sum;
    for (const Term& term : e.terms)
        if (!term.skipped) sum += (sum.empty() ? "" : " + ") + fixed(term.a, decimals_that_add_up(e));
    paragraph(c, sum + " = " + fixed(e.factor, decimals_that_add_up(e)), c.theme().muted);
}

// The cell's row as bars, its own column in the accent colour.
void row_chart(Column& c, const Cell& cell) {
    const Trace& trace = c.s.program->now.trace;
    const Matrix& m = matrix(trace, cell.tensor, cell.head);
    const auto count = static_cast<int>(m.cols());
    if (!c.room(92) || count < 2) return;
    const float height = std::min(c.area.h - 4, 132.0f);
    const std::string title = text("figure.row", {{"row", row_label(trace, cell.tensor, cell.row)}});
    draw_text(c.s.pen, c.text_face(), kSmall, c.area.x, c.area.y + 8, fitted(c.text_face(), kSmall, title, c.area.w),
              c.theme().muted);
    const Rect plot{c.area.x, c.area.y + 22, c.area.w, height - 44};
    // The axis stands where the row needs it: at the foot for positive rows, at the top for negative ones.
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
            c.s.pen.list->AddRectFilled({x + pitch * 0.12f, std::min(tip, zero)},
                                        {x + pitch * 0.88f, std::max(tip, zero)},
                                        packed(own ? c.theme().accent : faded(c.theme().muted, 0.55f)), 2);
        }
        const float size = kSmall;
        const std::string name = col_label(trace, cell.tensor, j);
        ImFont* face = own ? c.bold_face() : c.text_face();
        if (own || text_width(face, size, name) < pitch - 2)
            draw_text(c.s.pen, face, size, x + pitch / 2, plot.bottom() + 12, name,
                      own ? c.theme().ink : c.theme().muted, Align::center);
    }
    c.s.pen.list->AddLine({plot.x, zero}, {plot.right(), zero}, packed(c.theme().faint), 1);
    c.skip(height);
}

void explain_stage(Column& c) {
    const StageInfo& stage = info(c.s.program->state.stage);
    const std::string key = "stage." + std::string(stage.key);
    heading(c, text(key), c.theme().ink);
    formula(c, stage.formula);
    paragraph(c, text(key + ".does"), c.theme().muted);
    if (stage.id != Stage::softmax) return;
    // Softmax has three steps; the one that is running stands out.
    const double w = work(c.s.program->state.time);
    const int rows = static_cast<int>(c.s.program->now.trace.x.rows());
    const char* steps[] = {"figure.step_max", "figure.step_exp", "figure.step_share"};
    for (int i = 0; i < 3 && c.room(kLine); ++i) {
        const bool begun = softmax_reveal(w, static_cast<SoftmaxStep>(i), 0, rows) > 0;
        const bool ended = softmax_reveal(w, static_cast<SoftmaxStep>(i), rows - 1, rows) >= 1;
        const bool now = begun && !ended;
        draw_text(c.s.pen, now ? c.bold_face() : c.text_face(), kBody, c.area.x, c.area.y + kLine / 2, text(steps[i]),
                  now     ? c.theme().accent
                  : begun ? c.theme().ink
                          : c.theme().muted);
        c.skip(kLine + 2);
    }
}

} // namespace

void draw_inspector(const Scene& s, const Rect& area) {
    Column c{s, area};
    const Trace& trace = s.program->now.trace;
    std::optional<Explanation> e = s.explained;
    if (!e && s.underway) e = explain(trace, s.underway->cell);
    if (!e) return explain_stage(c);
    heading(c, tensor_name(trace, e->cell.tensor, e->cell.head), tensor_color(c.theme(), e->cell.tensor));
    formula(c, indexed_formula(e->cell, trace));
    if (e->op == Op::dot) dot_lines(c, *e);
    else if (e->op == Op::given) paragraph(c, text("figure.given"), c.theme().muted);
    else one_line(c, *e);
    if (s.explained) row_chart(c, e->cell);
}

} // namespace attn
