// One matrix: its cells. Its names and its symbol are in names.cpp.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "matrix_texture.h"
#include "scene.h"
#include "shell/layout/timeline.h"
#include "shell/program/ask.h"
#include "shell/program/edit.h"

namespace attn {

float shown_value(const Scene& s, const Panel& p, const CellState& state, int row, int col) {
    const Trace& trace = s.program->now.run.trace;
    const Tensor tensor = shown_tensor(state, p);
    if (state.done <= 0 || state.done >= 1) return matrix(trace, tensor, p.head)(row, col);
    const Explanation e = explain(trace, {tensor, p.head, row, col});
    if (e.op != Op::dot) return e.result;
    Explanation part = e;
    part.terms.resize(static_cast<std::size_t>(terms_in(e, state.done)));
    return evaluate(part);
}

namespace {

struct Digits {
    int decimals = -1; // none fit
    float size = 0;
    bool bare = false; // weights in narrow cells are written without the zero: .05
};

std::string digits_text(const Digits& d, float value) {
    const std::string digits = fixed(value, d.decimals);
    if (!d.bare) return digits;
    if (digits == "1.00" || digits == "0.00") return digits.substr(0, 1);
    // What dropout has made larger than 1 is as wide with one decimal: 1.4.
    return digits.starts_with("0.") ? digits.substr(1) : fixed(value, value < 9.95f ? 1 : 0);
}

// What stays free beside digits, so that neighbours do not run into each other: little beside the smallest, least
// where the choice is between one decimal and none.
float margin(float size, int decimals = 2) { return size > kSmall ? 6.0f : decimals == 1 ? 0.0f : 4.0f; }

// The most decimals at which the widest number of the panel fits its cells.
Digits digits_for(const Scene& s, const Panel& p, const Rect& cell) {
    if (cell.h < kSmall) return {}; // digits have no descenders
    // A run that says how many decimals it has is printed so wherever they fit.
    const Run& run = s.program->now.run;
    const Trace& trace = run.trace;
    const int wanted = decimals_of(run, p.tensor);
    if (run.fewest_decimals)
        for (const float size : {kDigits, kSmall}) {
            float widest = 0;
            const Matrix& m = matrix(trace, p.tensor, p.head);
            for (Index i = 0; i < m.rows(); ++i)
                for (Index j = 0; j < m.cols(); ++j)
                    if (!is_masked(trace, p.tensor, p.head, i, j))
                        widest = std::max(widest, text_width(s.pen.faces->text, size, fixed(m(i, j), wanted)));
            if (widest <= cell.w - margin(size)) return {wanted, size};
        }
    const bool weight = info(p.tensor).range == Range::zero_to_one;
    // In the beginning of a stage its grid shows what comes in, which may be wider.
    const Tensor shown = shown_tensor(s.first_state(p), p);
    const float max = weight ? 0.0f : std::max(largest(s.program->now, p.tensor), largest(s.program->now, shown));
    // In large cells they are as large as a third of the cell.
    const float large = std::max(std::round(cell.h * 0.3f), kDigits);
    for (const auto& [decimals, size] : {std::pair{2, large}, {2, kDigits}, {2, kSmall}, {1, kSmall}}) {
        if (weight && decimals == 1) break;
        const std::string widest = max > 0 ? fixed(-std::max(max, 1.0f), decimals) : fixed(0.5, decimals);
        if (text_width(s.pen.faces->text, size, widest) <= cell.w - margin(size, decimals)) return {decimals, size};
    }
    const Digits bare{2, kSmall, true};
    return weight && text_width(s.pen.faces->text, kSmall, digits_text(bare, 0.5f)) <= cell.w - margin(kSmall)
               ? bare
               : Digits{};
}

Color blended(const Scene& s, const Panel& p, const CellState& state, int row, int col, float value) {
    const auto color_of = [&](Tensor t, float v) {
        if (is_masked(s.program->now.run.trace, t, p.head, row, col)) return s.pen.theme->masked;
        return cell_color(*s.pen.theme, info(t).range, v, range_of(s.program->now, t));
    };
    const Trace& trace = s.program->now.run.trace;
    if (state.blend >= 1) return color_of(p.tensor, value);
    const Color from = color_of(state.before, matrix(trace, state.before, p.head)(row, col));
    if (state.blend <= 0) return from;
    return mix(from, color_of(p.tensor, matrix(trace, p.tensor, p.head)(row, col)), static_cast<float>(state.blend));
}

void draw_hatch(const Scene& s, const Rect& r, float amount, float alpha) {
    const Color color = faded(s.pen.theme->hatch, alpha);
    const float step = std::max(5.0f, r.h / 3), reach = (r.w + r.h) * amount;
    s.pen.canvas.clip(r);
    for (float d = step / 2; d < reach; d += step) s.pen.canvas.line(r.x + d, r.y, r.x + d - r.h, r.bottom(), color);
    s.pen.canvas.unclip();
}

void draw_cross(const Scene& s, const Rect& r, float amount, float alpha) {
    const Color color = faded(s.pen.theme->muted, 0.9f * alpha);
    const Rect in = r.inset(std::min(r.w, r.h) * 0.28f);
    const float w = in.w * amount, h = in.h * amount;
    s.pen.canvas.line(in.x, in.y, in.x + w, in.y + h, color, 1.5f);
    s.pen.canvas.line(in.right(), in.y, in.right() - w, in.y + h, color, 1.5f);
    s.pen.canvas.frame(r, faded(s.pen.theme->faint, alpha * amount));
}

// The pen mark of a number set by hand or of a painted cell: its upper right corner, in black or white.
void draw_mark(const Scene& s, const Rect& r, const Color& ground, float alpha) {
    const float size = std::clamp(r.h * 0.3f, 3.0f, 9.0f);
    s.pen.canvas.triangle(r.right() - size, r.y, r.right(), r.y, r.right(), r.y + size,
                          faded(digit_ink(ground), alpha));
}

// Whether a cell carries the mark: numbers wherever they are, paint where the mask is what is shown.
bool marked(const Scene& s, const Cell& cell) {
    if (edited(s.program->now.run, cell)) return true;
    const bool mask = cell.tensor == Tensor::masked || cell.tensor == Tensor::mask;
    return mask && is_painted(*s.program, cell);
}

// The bar of a cell of softmax: it grows to the exponential, sinks to the weight, and at last becomes the cell.
struct Bar {
    float share = 0;
    Color ground{}, color{};
};
Bar bar_of(const Scene& s, const Panel& p, const CellState& l, int row, int col) {
    const Trace& trace = s.program->now.run.trace;
    const Theme& t = *s.pen.theme;
    const float now = matrix(trace, p.tensor, p.head)(row, col), before = matrix(trace, l.before, p.head)(row, col);
    const auto blend = static_cast<float>(l.blend);
    Bar b{.ground = t.zero};
    if (p.tensor == Tensor::exps) {
        b.share = now * blend;
        b.color = cell_color(t, Range::zero_to_one, now, 1);
        const float largest = range_of(s.program->now, l.before);
        b.ground = mix(cell_color(t, info(l.before).range, before, largest), t.zero, blend);
    } else {
        b.share = std::lerp(std::lerp(before, now, blend), 1.0f, static_cast<float>(1 - l.bar));
        b.color = cell_color(t, Range::zero_to_one, std::lerp(before, now, blend), 1);
    }
    return b;
}

// The number that is beside a row of the grid: its maximum, later its sum.
void draw_pill(const Scene& s, const Panel& p, const CellState& l, const Rect& r, int row) {
    const auto shown = static_cast<float>(l.done * (1 - l.gone)) * p.alpha;
    if (shown <= 0 || r.h < kSmall + 2 || r.w < 30) return;
    const Rect pill{r.x, r.mid_y() - 10, r.w, 20};
    s.pen.canvas.frame(pill, faded(s.pen.theme->muted, shown), 1.2f, 4);
    draw_text(s.pen, s.pen.faces->text, kSmall, pill.mid_x(), pill.mid_y(),
              fixed(matrix(s.program->now.run.trace, p.tensor, p.head)(row, 0), 2), faded(s.pen.theme->muted, shown),
              Align::center);
}

void draw_cell(const Scene& s, const Panel& p, int row, int col, const Digits& digits) {
    const Theme& t = *s.pen.theme;
    const CellState l = s.state(p, row, col);
    const float alpha = p.alpha * (p.dim ? kDimCell : 1.0f);
    Rect r = cell_rect(p, row, col);
    if (info(p.tensor).cols == Axis::one) return draw_pill(s, p, l, r, row);
    const float gutter = r.w > 14 && r.h > 14 ? 1.0f : r.w > 6 ? 0.5f : 0.0f, round = r.h > 14 ? 3.0f : 0.0f;
    r = r.inset(gutter + static_cast<float>(l.pulse) * 0.12f * std::min(r.w, r.h));
    const auto fill = [&](const Color& c) { s.pen.canvas.fill(r, faded(c, alpha), round); };
    if (l.done <= 0) {
        // Not computed yet: an empty place, visibly different from a number near zero.
        if (r.w > 8 && s.state_of == cell_state) s.pen.canvas.frame(r.inset(1), faded(t.faint, alpha), 1, round);
        else fill(mix(t.paper, t.line, s.state_of == cell_state ? 0.4f : 0.8f));
        return;
    }
    const Program& program = *s.program;
    if (const Cell cell{shown_tensor(l, p), p.head, row, col}; program.state.ask.cell && is_blank(program, cell)) {
        fill(t.raised);
        draw_text(s.pen, s.pen.faces->bold, std::clamp(r.h * 0.5f, kSmall, 24.0f), r.mid_x(), r.mid_y(),
                  blank_text(program), faded(t.accent, alpha), Align::center);
        return;
    }
    const float value = shown_value(s, p, l, row, col);
    const Color ground = blended(s, p, l, row, col, value);
    const bool as_bar = l.bar > 0 && !l.masked;
    const Bar bar = as_bar ? bar_of(s, p, l, row, col) : Bar{};
    if (as_bar) draw_bar(s, r, bar.ground, bar.color, bar.share, alpha, round);
    // A dropped weight leaves an empty place.
    else fill(mix(ground, t.paper, static_cast<float>(l.cross)));
    if (t.framed && r.w > 6) s.pen.canvas.frame(r, faded(t.faint, p.alpha), 1, round);
    if (l.hatch > 0 && r.h > 5) draw_hatch(s, r, static_cast<float>(l.hatch), alpha);
    if (l.cross > 0) draw_cross(s, r, static_cast<float>(l.cross), alpha);
    if (marked(s, {shown_tensor(l, p), p.head, row, col})) draw_mark(s, r, mix(t.paper, ground, alpha), alpha);
    if (digits.decimals < 0 || l.cross > 0.5) return;
    const Tensor tensor = shown_tensor(l, p);
    const bool infinite = l.masked && (tensor == Tensor::masked || tensor == Tensor::shifted);
    if (l.masked && !infinite) return; // an exact zero under the hatch needs no digits
    if (as_bar)
        return draw_over_bar(s, r, bar.share, bar.ground, bar.color, digits.size, digits_text(digits, value), alpha);
    const Color ink = infinite ? t.ink : digit_ink(mix(t.paper, ground, alpha));
    if (infinite) { // stripes would run through it
        const float w = text_width(s.pen.faces->text, digits.size, "\u2212∞") + 8, h = digits.size + 2;
        s.pen.canvas.fill(Rect{r.mid_x() - w / 2, r.mid_y() - h / 2, w, h}, faded(t.masked, p.alpha), 3);
    }
    draw_text(s.pen, s.pen.faces->text, digits.size, r.mid_x(), r.mid_y(),
              infinite ? "\u2212∞" : digits_text(digits, value), faded(ink, p.alpha * (p.dim ? kDimDigits : 1.0f)),
              Align::center);
}

// Dice lie over all the cells, because they fall in from outside of their own.
void draw_dice(const Scene& s, const Panel& p) {
    const Trace& trace = s.program->now.run.trace;
    if (s.program->state.stage != Stage::dropout || !has(trace, Tensor::dropout_uniforms)) return;
    const Matrix &dropout_uniforms = matrix(trace, Tensor::dropout_uniforms, p.head),
                 &keep = matrix(trace, Tensor::keep, p.head);
    for (int row = 0; row < p.rows; ++row)
        for (int col = 0; col < p.cols; ++col) {
            const CellState l = cell_state(trace, s.moment, p, row, col);
            draw_die(s, cell_rect(p, row, col), dropout_uniforms(row, col), keep(row, col) != 0, l.die, l.die_gone);
        }
}

// The cells that are in view: of a long text seen from near these are a few of many.
void draw_cells(const Scene& s, const Panel& p) {
    const Rect view = s.pen.canvas.shown(), cell = cell_rect(p, 0, p.first_col);
    const Digits digits = digits_for(s, p, cell);
    const auto from = [](float edge, float begin, float pitch) {
        return std::max(static_cast<int>(std::floor((edge - begin) / pitch)), 0);
    };
    const int left = from(view.x, p.area.x, cell.w), top = from(view.y, p.area.y, cell.h),
              right = from(view.right(), p.area.x, cell.w) + 1, bottom = from(view.bottom(), p.area.y, cell.h) + 1;
    const int first_row = p.transposed ? left : top, first_col = p.transposed ? top : left;
    const int rows = std::min(p.rows, p.transposed ? right : bottom),
              cols = std::min(p.cols, p.transposed ? bottom : right);
    for (int row = first_row; row < rows; ++row)
        for (int col = first_col; col < cols; ++col) draw_cell(s, p, row, p.first_col + col, digits);
}

} // namespace

void draw_panel(const Scene& s, const Panel& p) {
    if (uses_texture(p)) draw_matrix_texture(s, p);
    else draw_cells(s, p);
    if (p.tensor == Tensor::dropped && !uses_texture(p)) draw_dice(s, p);
    // A thin edge in the colour of its role says whose matrix it is.
    const Ink ink = info(p.tensor).ink;
    if (ink == Ink::plain || ink == Ink::weight) return;
    const Rect r = p.area.inset(-2);
    const Color edge = faded(ink_color(*s.pen.theme, ink), p.alpha * (p.dim ? kDimEdge : 1.0f));
    s.pen.canvas.frame(r, edge, 1.5f, 5);
}

} // namespace attn
