// One matrix: its cells, the names of its rows and columns, its symbol.
#include <algorithm>
#include <array>
#include <cmath>

#include "edit.h"
#include "engine/describe.h"
#include "engine/number.h"
#include "formula.h"
#include "scene/mosaic.h"
#include "scene/scene.h"
#include "timeline.h"

namespace attn {

float shown_value(const Scene& s, const Plate& p, const Look& look, int row, int col) {
    const Trace& trace = s.program->now.trace;
    const Tensor tensor = shown_tensor(look, p);
    if (look.done <= 0 || look.done >= 1) return matrix(trace, tensor, p.head)(row, col);
    const Explanation e = explain(trace, {tensor, p.head, row, col});
    if (e.op != Op::dot) return e.result;
    Explanation part = e;
    part.terms.resize(static_cast<std::size_t>(terms_in(e, look.done)));
    return evaluate(part);
}

namespace {

struct Digits {
    int decimals = -1; // none fit
    float size = 0;
    bool bare = false; // weights in narrow cells are written without the zero: .05
};

std::string digits_text(const Digits& d, float value) {
    std::string digits = fixed(value, d.decimals);
    if (!d.bare) return digits;
    return digits.starts_with("0.") ? digits.substr(1) : digits.substr(0, digits.find('.'));
}

// The most decimals at which the widest number of the plate fits its cells.
Digits digits_for(const Scene& s, const Plate& p, const Rect& cell) {
    if (cell.h < kSmall + 2) return {};
    // A run that says how many decimals it has is printed so wherever they fit.
    const Trace& trace = s.program->now.trace;
    const int wanted = decimals_of(trace, p.tensor);
    if (trace.fewest_decimals)
        for (const float size : {kDigits, kSmall}) {
            float widest = 0;
            const Matrix& m = matrix(trace, p.tensor, p.head);
            for (Index i = 0; i < m.rows(); ++i)
                for (Index j = 0; j < m.cols(); ++j)
                    if (!is_masked(trace, p.tensor, p.head, i, j))
                        widest = std::max(widest, text_width(s.pen.faces->text, size, fixed(m(i, j), wanted)));
            if (widest <= cell.w - 1) return {wanted, size};
        }
    const float most = info(p.tensor).range == Range::zero_to_one ? 0.0f : largest(s.program->now, p.tensor);
    const bool weight = info(p.tensor).range == Range::zero_to_one;
    // In large cells they are as large as a third of the cell.
    const float large = std::max(std::round(cell.h * 0.3f), kDigits);
    for (const auto& [decimals, size] : {std::pair{2, large}, {2, kDigits}, {2, kSmall}, {1, kSmall}}) {
        if (weight && decimals == 1) break;
        const std::string widest = most > 0 ? fixed(-std::max(most, 1.0f), decimals) : fixed(0.5, decimals);
        if (text_width(s.pen.faces->text, size, widest) <= cell.w - 1) return {decimals, size};
    }
    const Digits bare{2, kSmall, true};
    return weight && text_width(s.pen.faces->text, kSmall, digits_text(bare, 0.5f)) <= cell.w - 1 ? bare : Digits{};
}

Color blended(const Scene& s, const Plate& p, const Look& look, int row, int col, float value) {
    const auto color_of = [&](Tensor t, float v) {
        if (is_masked(s.program->now.trace, t, p.head, row, col)) return s.pen.theme->masked;
        return cell_color(*s.pen.theme, info(t).range, v, range_of(s.program->now, t));
    };
    const Trace& trace = s.program->now.trace;
    if (look.blend >= 1) return color_of(p.tensor, value);
    const Color from = color_of(look.before, matrix(trace, look.before, p.head)(row, col));
    if (look.blend <= 0) return from;
    return mix(from, color_of(p.tensor, matrix(trace, p.tensor, p.head)(row, col)), static_cast<float>(look.blend));
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

// Whether a cell carries the mark: numbers wherever they stand, paint where the mask is what is shown.
bool marked(const Scene& s, const Cell& cell) {
    if (edited(s.program->now.trace, cell)) return true;
    const bool mask = cell.tensor == Tensor::masked || cell.tensor == Tensor::mask;
    return mask && is_painted(*s.program, cell);
}

// The bar of a cell of softmax: it grows to the exponential, sinks to the weight, and at last becomes the cell.
struct Bar {
    float share = 0;
    Color ground{}, color{};
};
Bar bar_of(const Scene& s, const Plate& p, const Look& l, int row, int col) {
    const Trace& trace = s.program->now.trace;
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

// The number that stands beside a row of the grid: its maximum, later its sum.
void draw_pill(const Scene& s, const Plate& p, const Look& l, const Rect& r, int row) {
    const auto shown = static_cast<float>(l.done * (1 - l.gone)) * p.alpha;
    if (shown <= 0 || r.h < kSmall + 2 || r.w < 30) return;
    const Rect pill{r.x, r.mid_y() - 10, r.w, 20};
    s.pen.canvas.frame(pill, faded(s.pen.theme->muted, shown), 1.2f, 4);
    draw_text(s.pen, s.pen.faces->text, kSmall, pill.mid_x(), pill.mid_y(),
              fixed(matrix(s.program->now.trace, p.tensor, p.head)(row, 0), 2), faded(s.pen.theme->muted, shown),
              Align::center);
}

void draw_cell(const Scene& s, const Plate& p, int row, int col, const Digits& digits) {
    const Theme& t = *s.pen.theme;
    const Look l = s.looks(s.program->now.trace, s.program->state.stage, s.program->state.time, p, row, col);
    const float alpha = p.alpha * (p.dim ? kDimCell : 1.0f);
    Rect r = cell_rect(p, row, col);
    if (info(p.tensor).cols == Axis::one) return draw_pill(s, p, l, r, row);
    const float gutter = r.w > 14 && r.h > 14 ? 1.0f : r.w > 6 ? 0.5f : 0.0f, round = r.h > 14 ? 3.0f : 0.0f;
    r = r.inset(gutter + static_cast<float>(l.pulse) * 0.12f * std::min(r.w, r.h));
    const auto fill = [&](const Color& c) { s.pen.canvas.fill(r, faded(c, alpha), round); };
    if (l.done <= 0) {
        // Not computed yet: an empty place, visibly different from a number near zero.
        if (r.w > 8) s.pen.canvas.frame(r.inset(1), faded(t.faint, alpha), 1, round);
        else fill(mix(t.paper, t.line, 0.4f));
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
    const Color ink = infinite ? t.muted : digit_ink(mix(t.paper, ground, alpha));
    draw_text(s.pen, s.pen.faces->text, digits.size, r.mid_x(), r.mid_y(),
              infinite ? "\u2212∞" : digits_text(digits, value), faded(ink, p.alpha * (p.dim ? kDimDigits : 1.0f)),
              Align::center);
}

// Dice lie over all the cells, because they fall in from outside of their own.
void draw_dice(const Scene& s, const Plate& p) {
    const Trace& trace = s.program->now.trace;
    if (s.program->state.stage != Stage::dropout || !has(trace, Tensor::dice)) return;
    const Matrix &dice = matrix(trace, Tensor::dice, p.head), &keep = matrix(trace, Tensor::keep, p.head);
    for (int row = 0; row < p.rows; ++row)
        for (int col = 0; col < p.cols; ++col) {
            const Look l = look(trace, Stage::dropout, s.program->state.time, p, row, col);
            draw_die(s, cell_rect(p, row, col), dice(row, col), keep(row, col) != 0, l.die, l.die_gone);
        }
}

// The cells that are in view: of a long text seen from near these are a few of many.
void draw_cells(const Scene& s, const Plate& p) {
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

void draw_plate(const Scene& s, const Plate& p) {
    if (is_mosaic(p)) draw_mosaic(s, p);
    else draw_cells(s, p);
    if (p.tensor == Tensor::dropped && !is_mosaic(p)) draw_dice(s, p);
    // A thin edge in the colour of its role says whose matrix it is.
    const Ink ink = info(p.tensor).ink;
    if (ink == Ink::plain || ink == Ink::weight) return;
    const Rect r = p.area.inset(-2);
    const Color edge = faded(ink_color(*s.pen.theme, ink), p.alpha * (p.dim ? kDimEdge : 1.0f));
    s.pen.canvas.frame(r, edge, 1.5f, 5);
}

namespace {

// The tokens that the focus is about have bold names.
bool is_named(const Scene& s, Axis axis, int index) {
    if (!s.focus) return false;
    const TensorInfo& t = info(s.focus->tensor);
    return (t.rows == axis && s.focus->row == index) || (t.cols == axis && s.focus->col == index);
}

// At the beginning the words stand in a line above the matrix, as a sentence, and fall into the rows one by one.
// Returns the right end of word i at this moment; `rest` is where it comes to lie.
ImVec2 falling(const Scene& s, const Plate& p, int i, ImVec2 rest, float width) {
    const AppState& state = s.program->state;
    const bool memory = p.tensor == Tensor::memory_embedding;
    if (state.stage != Stage::tokens || (!memory && p.tensor != Tensor::embedding)) return rest;
    const Trace& trace = s.program->now.trace;
    const std::vector<Token>& tokens = memory ? trace.memory_tokens : trace.tokens;
    const auto count = static_cast<int>(tokens.size());
    const auto fallen = static_cast<float>(sum_reveal(work(state.time), SumPart::words, i, 0, count, 1));
    if (fallen >= 1) return rest;
    constexpr float space = 8;
    float before = 0;
    for (int n = 0; n < i; ++n)
        before += text_width(s.pen.faces->text, kBody, tokens[static_cast<std::size_t>(n)].text) + space;
    // The memory's sentence has only the gap below the other matrix.
    const float y = memory ? p.area.y - 16 : std::max(p.area.y - 46, s.layout.stage.y + 8);
    const ImVec2 line{std::min(p.area.x + before + width, s.layout.stage.right()), y};
    return {std::lerp(line.x, rest.x, fallen), std::lerp(line.y, rest.y, fallen)};
}

// Names grow with the cells that they stand beside, up to what the margins have room for.
float name_size(float cell, float pitch) {
    if (pitch < kBody + 2) return kSmall;
    return std::clamp(std::round(cell * 0.32f), kBody, kLargestName);
}

void draw_names(const Scene& s, const Plate& p, bool rows) {
    const Trace& trace = s.program->now.trace;
    const Axis axis = p.transposed == rows ? info(p.tensor).cols : info(p.tensor).rows;
    if (axis != Axis::query && axis != Axis::key) return;
    const Ink role = axis == Axis::query ? Ink::query : Ink::key;
    // Before anything is projected a row is just a token.
    const bool plain = info(p.tensor).ink == Ink::plain && s.program->state.stage <= Stage::project;
    const Color color = plain                              ? s.pen.theme->ink
                        : info(p.tensor).ink == Ink::value ? s.pen.theme->value
                                                           : ink_color(*s.pen.theme, role);
    const bool of_memory = axis == Axis::key && !trace.memory_tokens.empty();
    const std::vector<Token>& tokens = of_memory ? trace.memory_tokens : trace.tokens;
    const auto count = static_cast<int>(tokens.size());
    const Rect first = cell_rect(p, 0, p.first_col);
    const float pitch = rows ? first.h : first.w;
    const float size = name_size(std::min(first.w, first.h), pitch);
    bool slanted = false;
    for (const Token& token : tokens)
        slanted = slanted || (!rows && text_width(s.pen.faces->text, size, token.text) > pitch - 4);
    // Names that would run into each other are left out, but never the ones in focus, and never in a short sentence.
    constexpr int all_named = 12;
    const float needed = count <= all_named ? 9.0f : slanted ? kSmall * 1.25f : kSmall + 1;
    const int every = std::max(1, static_cast<int>(std::ceil(needed / pitch)));
    const auto beside_named = [&](int i) {
        for (const int other : s.focus ? std::array{s.focus->row, s.focus->col} : std::array{-1, -1})
            if (other != i && is_named(s, axis, other) && std::fabs(static_cast<float>(other - i)) * pitch < needed)
                return true;
        return false;
    };
    // Seen from near, names stay at the edge of the view when the cells beside them have left it.
    const Rect& view = s.layout.stage;
    const Metrics& room = s.layout.metrics;
    const float left = std::max(p.area.x, std::min(view.x + room.row_label, view.right())),
                top = std::max(p.area.y, std::min(view.y + room.col_label, view.bottom()));
    // On the map each matrix has names of its own, which leave with it.
    if (s.program->state.view == View::map && (rows ? left + pitch > p.area.right() : top + pitch > p.area.bottom()))
        return;
    if (rows && left > p.area.x) s.pen.canvas.fill({view.x, p.area.y, left - view.x, p.area.h}, s.pen.theme->paper);
    if (!rows && top > p.area.y) {
        const float from = std::max(p.area.x - room.row_label, view.x);
        s.pen.canvas.fill({from, view.y, p.area.right() - from, top - view.y}, s.pen.theme->paper);
    }
    for (int i = 0; i < count; ++i) {
        const bool named = is_named(s, axis, i);
        const Rect cell = rows == p.transposed ? cell_rect(p, 0, i) : cell_rect(p, i, p.first_col);
        if (rows ? cell.mid_y() < view.y || cell.mid_y() > view.bottom()
                 : cell.mid_x() < view.x || cell.mid_x() > view.right())
            continue;
        if (!named && (i % every != 0 || beside_named(i))) continue;
        ImFont* face = named ? s.pen.faces->bold : s.pen.faces->text;
        const Token& token = tokens[static_cast<std::size_t>(i)];
        const Color ink = faded(token.real ? color : s.pen.theme->muted, p.alpha * p.names);
        if (rows) {
            const std::string word = fitted(face, size, token.text, room.row_name + 2);
            const auto [x, y] = falling(s, p, i, {left - 10, cell.mid_y()}, text_width(face, size, word));
            draw_text(s.pen, face, size, x, y, word, ink, Align::right);
        } else if (!slanted) draw_text(s.pen, face, size, cell.mid_x(), top - 12, token.text, ink, Align::center);
        else
            draw_slanted(s.pen, face, size, cell.mid_x() - 2, top - 8,
                         fitted(face, size, token.text, room.col_name + 2), ink);
    }
}

std::string symbol_of(const Scene& s, const Plate& p) {
    const AppState& state = s.program->state;
    std::string tex(
        info(shown_tensor(s.looks(s.program->now.trace, state.stage, state.time, p, 0, p.first_col), p)).symbol);
    // A block of the concatenation is what one head has found.
    if (p.tensor == Tensor::concat && p.cols < s.program->now.trace.concat.cols())
        tex += "_{" + std::to_string(p.first_col / p.cols + 1) + "}";
    if (info(p.tensor).per_head)
        if (const auto h = tex.find("_h"); h != std::string::npos)
            tex.replace(h, 2, "_{" + std::to_string(p.head + 1) + "}");
    return p.transposed ? tex + "^T" : tex;
}

// What stands beside the grid has its name while the first of its numbers is there and not all have given way.
float title_share(const Scene& s, const Plate& p) {
    if (info(p.tensor).cols != Axis::one) return 1;
    const AppState& state = s.program->state;
    const auto at = [&](int row) { return look(s.program->now.trace, state.stage, state.time, p, row, 0); };
    return static_cast<float>(at(0).done * (1 - at(p.rows - 1).gone));
}

} // namespace

void draw_labels(const Scene& s, const Plate& p) {
    if (p.row_labels) draw_names(s, p, true);
    if (p.col_labels) draw_names(s, p, false);
    if (p.title == Side::none || p.alpha < 0.05f) return;
    const Rect cell = cell_rect(p, 0, p.first_col);
    const float symbol_size = std::clamp(std::round(std::min(cell.w, cell.h) * 0.36f), 17.0f, 28.0f);
    Setting name = set_formula(*s.pen.faces, symbol_of(s, p), symbol_size);
    const Color color = faded(ink_color(*s.pen.theme, info(p.tensor).ink), p.alpha * title_share(s, p));
    for (auto& run : name.runs) run.shade = Setting::Shade::plain;
    Theme one = *s.pen.theme;
    one.ink = color;
    Pen pen = s.pen;
    pen.theme = &one;
    switch (p.title) {
    case Side::none: break;
    case Side::above: draw_formula(pen, name, p.area.mid_x() - name.width / 2, p.area.y - 10); break;
    case Side::below: draw_formula(pen, name, p.area.mid_x() - name.width / 2, p.area.bottom() + 20); break;
    case Side::left: draw_formula(pen, name, p.area.x - name.width - 12, p.area.mid_y() + 6); break;
    }
}

} // namespace attn
