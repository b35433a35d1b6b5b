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

namespace attn {

float shown_value(const Scene& s, const Plate& p, const Look& look, int row, int col) {
    const Trace& trace = s.program->now.trace;
    const Tensor tensor = shown_tensor(look, p);
    if (look.done <= 0 || look.done >= 1) return matrix(trace, tensor, p.head)(row, col);
    const Explanation e = explain(trace, {tensor, p.head, row, col});
    if (e.op != Op::dot) return e.result;
    Explanation part = e;
    part.terms.resize(static_cast<std::size_t>(look.done * static_cast<double>(e.terms.size())));
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
    const float most = info(p.tensor).range == Range::zero_to_one ? 0.0f : largest(s.program->now, p.tensor);
    const bool weight = info(p.tensor).range == Range::zero_to_one;
    for (const auto& [decimals, size] : {std::pair{2, kDigits}, {2, kSmall}, {1, kSmall}}) {
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

void draw_cell(const Scene& s, const Plate& p, const Looks& all, int row, int col, const Digits& digits) {
    const Theme& t = *s.pen.theme;
    const Look l = look(all, row, col);
    const float alpha = p.alpha * (p.dim ? kDimCell : 1.0f);
    Rect r = cell_rect(p, row, col);
    const float gutter = r.w > 14 && r.h > 14 ? 1.0f : r.w > 6 ? 0.5f : 0.0f, round = r.h > 14 ? 3.0f : 0.0f;
    r = r.inset(gutter);
    const auto fill = [&](const Color& c) { s.pen.canvas.fill(r, faded(c, alpha), round); };
    if (l.done <= 0) {
        // Not computed yet: an empty place, visibly different from a number near zero.
        if (r.w > 8) s.pen.canvas.frame(r.inset(1), faded(t.faint, alpha), 1, round);
        else fill(mix(t.paper, t.line, 0.4f));
        return;
    }
    const float value = shown_value(s, p, l, row, col);
    const Color ground = blended(s, p, l, row, col, value);
    // A dropped weight leaves an empty place.
    fill(mix(ground, t.paper, static_cast<float>(l.cross)));
    if (t.framed && r.w > 6) s.pen.canvas.frame(r, faded(t.faint, p.alpha), 1, round);
    if (l.hatch > 0) draw_hatch(s, r, static_cast<float>(l.hatch), alpha);
    if (l.cross > 0) draw_cross(s, r, static_cast<float>(l.cross), alpha);
    if (marked(s, {shown_tensor(l, p), p.head, row, col})) draw_mark(s, r, mix(t.paper, ground, alpha), alpha);
    if (digits.decimals < 0 || l.cross > 0.5) return;
    const Tensor tensor = shown_tensor(l, p);
    const bool infinite = l.masked && tensor == Tensor::masked;
    if (l.masked && !infinite) return; // an exact zero under the hatch needs no digits
    const Color ink = infinite ? t.muted : digit_ink(mix(t.paper, ground, alpha));
    draw_text(s.pen, s.pen.faces->text, digits.size, r.mid_x(), r.mid_y(),
              infinite ? "\u2212∞" : digits_text(digits, value), faded(ink, p.alpha * (p.dim ? kDimDigits : 1.0f)),
              Align::center);
}

// The cells that are in view: of a long text seen from near these are a few of many.
void draw_cells(const Scene& s, const Plate& p) {
    const AppState& state = s.program->state;
    const Rect view = s.pen.canvas.shown(), cell = cell_rect(p, 0, p.first_col);
    const Digits digits = digits_for(s, p, cell);
    const Looks all = looks(s.program->now.trace, state.stage, state.time, p);
    const auto from = [](float edge, float begin, float pitch) {
        return std::max(static_cast<int>(std::floor((edge - begin) / pitch)), 0);
    };
    const int left = from(view.x, p.area.x, cell.w), top = from(view.y, p.area.y, cell.h),
              right = from(view.right(), p.area.x, cell.w) + 1, bottom = from(view.bottom(), p.area.y, cell.h) + 1;
    const int first_row = p.transposed ? left : top, first_col = p.transposed ? top : left;
    const int rows = std::min(p.rows, p.transposed ? right : bottom),
              cols = std::min(p.cols, p.transposed ? bottom : right);
    for (int row = first_row; row < rows; ++row)
        for (int col = first_col; col < cols; ++col) draw_cell(s, p, all, row, p.first_col + col, digits);
}

} // namespace

void draw_plate(const Scene& s, const Plate& p) {
    if (is_mosaic(p)) draw_mosaic(s, p);
    else draw_cells(s, p);
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
    bool slanted = false;
    for (const Token& token : tokens) {
        slanted = !rows && text_width(s.pen.faces->text, kBody, token.text) > pitch - 4;
        if (slanted) break;
    }
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
    if (rows && left > p.area.x) s.pen.canvas.fill({view.x, p.area.y, left - view.x, p.area.h}, s.pen.theme->paper);
    if (!rows && top > p.area.y)
        s.pen.canvas.fill({view.x, view.y, p.area.right() - view.x, top - view.y}, s.pen.theme->paper);
    for (int i = 0; i < count; ++i) {
        const bool named = is_named(s, axis, i);
        const Rect cell = rows == p.transposed ? cell_rect(p, 0, i) : cell_rect(p, i, p.first_col);
        if (rows ? cell.mid_y() < view.y || cell.mid_y() > view.bottom()
                 : cell.mid_x() < view.x || cell.mid_x() > view.right())
            continue;
        if (!named && (i % every != 0 || beside_named(i))) continue;
        ImFont* face = named ? s.pen.faces->bold : s.pen.faces->text;
        const float size = pitch < kBody + 2 ? kSmall : kBody;
        const Token& token = tokens[static_cast<std::size_t>(i)];
        const Color ink = faded(token.real ? color : s.pen.theme->muted, p.alpha);
        if (rows)
            draw_text(s.pen, face, size, left - 10, cell.mid_y(), fitted(face, size, token.text, room.row_name + 2),
                      ink, Align::right);
        else if (!slanted) draw_text(s.pen, face, size, cell.mid_x(), top - 12, token.text, ink, Align::center);
        else
            draw_slanted(s.pen, face, size, cell.mid_x() - 2, top - 8,
                         fitted(face, size, token.text, room.col_name + 2), ink);
    }
}

std::string symbol_of(const Scene& s, const Plate& p) {
    const AppState& state = s.program->state;
    std::string tex(
        info(shown_tensor(look(s.program->now.trace, state.stage, state.time, p, 0, p.first_col), p)).symbol);
    // A block of the concatenation is what one head has found.
    if (p.tensor == Tensor::concat && p.cols < s.program->now.trace.concat.cols())
        tex += "_{" + std::to_string(p.first_col / p.cols + 1) + "}";
    if (info(p.tensor).per_head)
        if (const auto h = tex.find("_h"); h != std::string::npos)
            tex.replace(h, 2, "_{" + std::to_string(p.head + 1) + "}");
    return p.transposed ? tex + "^T" : tex;
}

} // namespace

void draw_labels(const Scene& s, const Plate& p) {
    if (p.row_labels) draw_names(s, p, true);
    if (p.col_labels) draw_names(s, p, false);
    if (p.title == Side::none || p.alpha < 0.05f) return;
    Setting name = set_formula(*s.pen.faces, symbol_of(s, p), 17);
    const Color color = faded(ink_color(*s.pen.theme, info(p.tensor).ink), p.alpha);
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
