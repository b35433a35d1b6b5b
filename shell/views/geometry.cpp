#include "geometry.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "shell/layout/arrows.h"
#include "shell/program/ask.h"
#include "shell/program/words.h"

namespace attn {

namespace {

constexpr float kMargin = 22, kLeast = 96, kMost = 210, kBesideIt = 150;
constexpr int kMostNamed = 24; // arrows with a name

Vec2 row_of(const Matrix& m, int row) { return {m(row, 0), m(row, 1)}; }

void draw_arrow(const Canvas& canvas, Vec2 from, Vec2 to, const Color& color, float thick) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 1) return;
    const float ux = (to.x - from.x) / length, uy = (to.y - from.y) / length;
    const float head = std::min(4 + 2.2f * thick, length), half = head * 0.42f;
    const float bx = to.x - ux * head, by = to.y - uy * head;
    canvas.line(from.x, from.y, bx, by, color, thick);
    canvas.triangle(to.x, to.y, bx - uy * half, by + ux * half, bx + uy * half, by - ux * half, color);
}

void draw_dashes(const Canvas& canvas, Vec2 from, Vec2 to, const Color& color) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    for (float at = 0; at < length; at += 7) {
        const float a = at / length, b = std::min((at + 4) / length, 1.0f);
        canvas.line(from.x + (to.x - from.x) * a, from.y + (to.y - from.y) * a, from.x + (to.x - from.x) * b,
                    from.y + (to.y - from.y) * b, color);
    }
}

// TipNames beside the tips of arrows; one that would lie on another is left out.
struct TipNames {
    const Pen& pen;
    Rect inside;
    std::vector<Rect> taken{};

    void put(ImFont* face, Vec2 tip, Vec2 from, std::string_view name, const Color& color) {
        const float w = text_width(face, kSmall, name), h = kSmall + 2;
        const bool right = tip.x >= from.x, up = tip.y <= from.y;
        Rect r{right ? tip.x + 4 : tip.x - w - 4, up ? tip.y - h : tip.y, w, h};
        r.x = std::clamp(r.x, inside.x, std::max(inside.right() - w, inside.x));
        r.y = std::clamp(r.y, inside.y, inside.bottom() - h);
        if (std::ranges::any_of(taken, [&](const Rect& other) { return other.overlaps(r); })) return;
        taken.push_back(r);
        draw_text(pen, face, kSmall, r.x, r.mid_y(), name, color);
    }
};

// The axes through zero.
void draw_axes(const Inspector& c, const Rect& area, const Plane& plane) {
    const Vec2 zero = plane.at({});
    c.pen.canvas.line(area.x, zero.y, area.right(), zero.y, c.theme().line);
    c.pen.canvas.line(zero.x, area.y, zero.x, area.bottom(), c.theme().line);
}

// Where the picture is: it takes the place away from the column.
Rect take(Inspector& c) {
    if (c.s.layout.stacked) {
        const Rect r{c.area.right() - kBesideIt, c.area.y, kBesideIt, c.area.h};
        if (c.area.h < kLeast || c.area.w < 2 * kBesideIt) return {};
        c.area.w -= kBesideIt + 12;
        return r;
    }
    const Rect r{c.area.x, c.area.y, c.area.w, std::min({c.area.h - 40, kMost, c.area.w})};
    if (r.h < kLeast) return {};
    c.skip(r.h + 4);
    return r;
}

void draw_scores(Inspector& c, int head, int query, int key) {
    const Rect area = take(c);
    if (area.h <= 0) return;
    const Trace& t = c.s.program->now.run.trace;
    const Theme& th = c.theme();
    const Matrix &queries = matrix(t, Tensor::q_head, head), &keys = matrix(t, Tensor::k_head, head);
    std::vector<Vec2> tips{row_of(queries, query)};
    const auto count = static_cast<int>(keys.rows());
    for (int j = 0; j < count; ++j) tips.push_back(row_of(keys, j));
    const Plane plane = plane_of(area.inset(kMargin), tips);
    const Vec2 zero = plane.at({}), q = tips[0], k = row_of(keys, key);
    draw_axes(c, area, plane);
    TipNames names{c.pen, area};
    for (int j = 0; j < count; ++j)
        if (j != key) draw_arrow(c.pen.canvas, zero, plane.at(row_of(keys, j)), mix(th.paper, th.key, 0.35f), 1.2f);
    draw_arrow(c.pen.canvas, zero, plane.at(k), th.key, 2.6f);
    draw_arrow(c.pen.canvas, zero, plane.at(q), th.query, 2.6f);
    if (length_of(q) > 0 && length_of(k) > 0) {
        // How far the key reaches along the query, and the angle between them.
        const float along = dot(q, k) / dot(q, q);
        draw_dashes(c.pen.canvas, plane.at(k), plane.at(along * q), th.muted);
        const float radius = std::min({26.0f, plane.scale * length_of(q) * 0.6f, plane.scale * length_of(k) * 0.6f});
        const float from = std::atan2(q.y, q.x);
        float turn = std::atan2(k.y, k.x) - from;
        turn -= std::round(turn / 6.2831853f) * 6.2831853f;
        for (int i = 0; i < 12; ++i) {
            const auto on = [&](int n) {
                const float angle = from + turn * static_cast<float>(n) / 12;
                return Vec2{zero.x + radius * std::cos(angle), zero.y - radius * std::sin(angle)};
            };
            c.pen.canvas.line(on(i).x, on(i).y, on(i + 1).x, on(i + 1).y, th.ink, 1.5f);
        }
    }
    names.put(c.bold_face(), plane.at(q), zero, row_label(t, Tensor::scores, query), th.query);
    names.put(c.bold_face(), plane.at(k), zero, col_label(t, Tensor::scores, key), th.key);
    for (int j = 0; j < std::min(count, kMostNamed); ++j)
        if (j != key && length_of(row_of(keys, j)) > 0)
            names.put(c.text_face(), plane.at(row_of(keys, j)), zero, col_label(t, Tensor::scores, j), th.muted);
}

void draw_sum(Inspector& c, int head, int query) {
    const Rect area = take(c);
    if (area.h <= 0) return;
    const Trace& t = c.s.program->now.run.trace;
    const Theme& th = c.theme();
    const Explanation e[] = {explain(t, {Tensor::context, head, query, 0}),
                             explain(t, {Tensor::context, head, query, 1})};
    const bool under_way = !c.s.explained && c.s.underway && c.s.underway->cell.row == query;
    const std::size_t known = under_way ? static_cast<std::size_t>(c.s.underway->terms_done) : e[0].terms.size();
    std::vector<Vec2> tips{{}}, values;
    for (std::size_t i = 0; i < e[0].terms.size(); ++i) {
        tips.push_back(tips.back() + Vec2{contribution(e[0].terms[i]), contribution(e[1].terms[i])});
        values.push_back({e[0].terms[i].b, e[1].terms[i].b});
    }
    std::vector<Vec2> all = tips;
    all.insert(all.end(), values.begin(), values.end());
    const Plane plane = plane_of(area.inset(kMargin), all);
    draw_axes(c, area, plane);
    TipNames names{c.pen, area};
    const Vec2 zero = plane.at({});
    for (const Vec2& value : values) // where they point before they are scaled
        draw_arrow(c.pen.canvas, zero, plane.at(value), mix(th.paper, th.value, 0.25f), 1);
    for (std::size_t i = 0; i < std::min(known, e[0].terms.size()); ++i)
        draw_arrow(c.pen.canvas, plane.at(tips[i]), plane.at(tips[i + 1]), th.value, 2.4f);
    draw_arrow(c.pen.canvas, zero, plane.at(tips[std::min(known, tips.size() - 1)]), th.ink, 2.4f);
    names.put(c.bold_face(), plane.at(tips[std::min(known, tips.size() - 1)]), zero,
              row_label(t, Tensor::context, query), th.ink);
    for (std::size_t i = 0; i < values.size() && i < kMostNamed; ++i)
        if (length_of(values[i]) > 0)
            names.put(c.text_face(), plane.at(values[i]), zero,
                      col_label(t, e[0].terms[i].a_from.tensor, e[0].terms[i].a_from.col), th.value);
}

} // namespace

bool has_geometry(const Trace& t, Tensor tensor) {
    if (tensor == Tensor::scores || tensor == Tensor::scaled) return t.d_k == 2;
    return tensor == Tensor::context && t.d_v == 2;
}

void draw_geometry(Inspector& c, const Cell& cell) {
    if (!has_geometry(c.s.program->now.run.trace, cell.tensor)) return;
    if (cell.tensor == Tensor::context) draw_sum(c, cell.head, cell.row);
    else draw_scores(c, cell.head, cell.row, cell.col);
}

void tell_geometry(Inspector& c, const Cell& cell) {
    const Run& run = c.s.program->now.run;
    const Trace& t = run.trace;
    if (!has_geometry(t, cell.tensor)) return;
    if (cell.tensor == Tensor::context) {
        const bool under_way = !c.s.explained && c.s.underway;
        if (!under_way)
            paragraph(c, text(c.words(), "figure.tip_to_tail", {{"row", row_label(t, cell.tensor, cell.row)}}),
                      c.theme().ink);
        return;
    }
    const Vec2 q = row_of(matrix(t, Tensor::q_head, cell.head), cell.row),
               k = row_of(matrix(t, Tensor::k_head, cell.head), cell.col);
    if (!(length_of(q) > 0 && length_of(k) > 0))
        return paragraph(c, text(c.words(), "figure.no_arrow"), c.theme().muted);
    const Cell score{Tensor::scores, cell.head, cell.row, cell.col};
    if (is_blank(*c.s.program, score)) return;
    paragraph(c,
              text(c.words(), "figure.arrows",
                   {{"q", fixed(length_of(q), 2)},
                    {"k", fixed(length_of(k), 2)},
                    {"angle", fixed(degrees_between(q, k), 1)},
                    {"score", value_text(run, score, 2)}}),
              c.theme().ink);
}

void draw_stage_geometry(Inspector& c) {
    const Program& p = *c.s.program;
    const Tensor tensor = result_of(p.state.stage);
    const Trace& t = p.now.run.trace;
    if (!has_geometry(t, tensor)) return;
    const int head = p.state.head - 1, query = query_of(p);
    const std::vector<int> keys = seen_keys(t, head, query);
    const Cell cell{tensor, head, query, tensor == Tensor::scores && !keys.empty() ? keys[0] : 0};
    draw_geometry(c, cell);
    tell_geometry(c, cell);
}

} // namespace attn
