#include "layout.h"

#include <algorithm>
#include <cmath>

#include "timeline.h"

namespace attn {

Rect mix(const Rect& a, const Rect& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.w + (b.w - a.w) * t, a.h + (b.h - a.h) * t};
}

Rect around(const Rect& a, const Rect& b) {
    const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect cell_rect(const Plate& p, int row, int col) {
    const int across = p.transposed ? p.rows : p.cols, down = p.transposed ? p.cols : p.rows;
    const int i = p.transposed ? row : col - p.first_col, j = p.transposed ? col - p.first_col : row;
    const float w = p.area.w / static_cast<float>(across), h = p.area.h / static_cast<float>(down);
    return {p.area.x + static_cast<float>(i) * w, p.area.y + static_cast<float>(j) * h, w, h};
}

std::optional<Cell> cell_at(const Plate& p, float x, float y) {
    if (!p.area.contains(x, y)) return std::nullopt;
    const int across = p.transposed ? p.rows : p.cols, down = p.transposed ? p.cols : p.rows;
    const int i = std::min(static_cast<int>((x - p.area.x) / p.area.w * static_cast<float>(across)), across - 1);
    const int j = std::min(static_cast<int>((y - p.area.y) / p.area.h * static_cast<float>(down)), down - 1);
    return p.transposed ? Cell{p.tensor, p.head, i, j + p.first_col} : Cell{p.tensor, p.head, j, i + p.first_col};
}

bool holds(const Plate& p, const Cell& c) {
    return p.tensor == c.tensor && p.head == c.head && c.row >= 0 && c.row < p.rows && c.col >= p.first_col &&
           c.col < p.first_col + p.cols;
}

std::optional<Cell> cell_at(const Layout& l, float x, float y) {
    for (auto p = l.plates.rbegin(); p != l.plates.rend(); ++p)
        if (p->alpha > 0.5f)
            if (const auto cell = cell_at(*p, x, y)) return cell;
    return std::nullopt;
}

Dims dims(const Trace& t) {
    return {static_cast<int>(t.x.rows()), static_cast<int>(t.x.cols()), t.heads, t.d_k, t.d_v};
}

Rect head_thumb(const Layout& l, int heads, int head) {
    const float gap = 8, n = static_cast<float>(heads), i = static_cast<float>(head);
    if (l.narrow) {
        const float size = std::min(l.heads.h, (l.heads.w - gap * (n - 1)) / n);
        return {l.heads.x + i * (size + gap), l.heads.y, size, size};
    }
    const float size = std::min(l.heads.w, (l.heads.h - gap * (n - 1)) / n);
    return {l.heads.x + (l.heads.w - size) / 2, l.heads.y + i * (size + gap), size, size};
}

namespace {

// The regions of SCENE.md's composition. A narrow canvas stacks them.
void place_regions(Layout& l, const Rect& c, bool heads_shown) {
    l.narrow = c.w < 720;
    const float edge = l.narrow ? 10.0f : 20.0f;
    const Rect in = c.inset(edge);
    if (l.narrow) {
        l.formula = {in.x, in.y, in.w, 34};
        const float strip = heads_shown ? 48.0f : 0.0f, below = std::max(0.33f * in.h, 190.0f);
        l.heads = heads_shown ? Rect{in.x, in.y + 40, in.w, strip} : Rect{};
        const float top = in.y + 40 + (heads_shown ? strip + 8 : 0);
        l.inspector = {in.x, in.bottom() - below, in.w, below};
        l.sentence = {in.x, l.inspector.y - 46, in.w, 38};
        l.stage = {in.x, top, in.w, l.sentence.y - 8 - top};
        return;
    }
    const float side = std::clamp(c.w * 0.205f, 244.0f, 380.0f);
    l.formula = {in.x, in.y - 4, in.w, 56};
    constexpr float legend = 150; // at the right of the sentence
    l.sentence = {in.x, in.bottom() - 28, in.w - side - 28 - legend, 28};
    const float top = l.formula.bottom() + 10;
    l.inspector = {in.right() - side, top, side, in.bottom() - top};
    const float strip = heads_shown ? 72.0f : 0.0f;
    l.heads = heads_shown ? Rect{in.x, top, strip, l.sentence.y - 12 - top} : Rect{};
    const float left = in.x + (heads_shown ? strip + 24 : 0);
    l.stage = {left, top, l.inspector.x - 28 - left, l.sentence.y - 12 - top};
}

// Cells as large as fit, at most a comfortable size, a little wider than high so that digits have room.
struct CellSize {
    float w, h;
};
CellSize cell_size(float room_w, float room_h, int across, int down) {
    const float w = std::max(room_w, 8.0f) / static_cast<float>(across),
                h = std::max(room_h, 8.0f) / static_cast<float>(down);
    const float cell_h = std::min({h, w, 44.0f}), cell_w = std::min({w, cell_h * 1.9f, 64.0f});
    return {cell_w, cell_h};
}

constexpr float kGap = 16;   // between operands and result
constexpr float kTitle = 22; // a symbol beside a plate

Plate plate(Tensor tensor, int head, int rows, int cols, float x, float y, CellSize s, bool transposed = false) {
    Plate p{.tensor = tensor, .head = head, .rows = rows, .cols = cols, .transposed = transposed};
    p.area = {x, y, s.w * static_cast<float>(transposed ? rows : cols),
              s.h * static_cast<float>(transposed ? cols : rows)};
    return p;
}

// E + P = X side by side.
void place_sum(Layout& l, const Dims& d, const Metrics& m) {
    const float sign = l.narrow ? 18.0f : 36.0f;
    const CellSize s = cell_size(l.stage.w - m.row_label - 2 * sign, l.stage.h - kTitle, 3 * d.d_model, d.tokens);
    const float w = s.w * static_cast<float>(d.d_model), h = s.h * static_cast<float>(d.tokens);
    float x = l.stage.x + m.row_label + (l.stage.w - m.row_label - 3 * w - 2 * sign) / 2;
    const float y = l.stage.y + kTitle + (l.stage.h - kTitle - h) / 2;
    const char* symbols[] = {"+", "=", ""};
    int i = 0;
    for (const Tensor tensor : {Tensor::embedding, Tensor::position, Tensor::x}) {
        Plate p = plate(tensor, 0, d.tokens, d.d_model, x, y, s);
        p.title = Side::above;
        p.row_labels = i == 0;
        l.plates.push_back(p);
        x += w + sign;
        if (*symbols[i]) l.signs.push_back({x - sign / 2, y + h / 2, symbols[i]});
        ++i;
    }
}

// Left operand, upper operands, results: the corner layout, once or several times with one left operand.
struct Product {
    Plate left;
    std::vector<Plate> tops, results;
};
void place_product(Layout& l, const Metrics& m, Product product, float right_margin) {
    const auto down_of = [](const Plate& p) { return p.transposed ? p.cols : p.rows; };
    const auto across_of = [](const Plate& p) { return p.transposed ? p.rows : p.cols; };
    int across = product.left.cols;
    for (const Plate& r : product.results) across += r.cols;
    const int top_rows = down_of(product.tops[0]), rows = product.left.rows;
    const bool named = product.tops[0].col_labels;
    const float above = named ? m.col_label : kTitle;
    const float between = (product.left.col_labels ? m.col_label : 0.0f) + kGap;
    const float gaps = kGap * static_cast<float>(product.results.size());
    const CellSize s = cell_size(l.stage.w - m.row_label - gaps - right_margin, l.stage.h - above - between - kTitle,
                                 across, top_rows + rows);
    const float total_w = s.w * static_cast<float>(across) + gaps;
    const float total_h = s.h * static_cast<float>(top_rows + rows) + between + above;
    float x = l.stage.x + m.row_label + (l.stage.w - m.row_label - right_margin - total_w) / 2;
    const float top = l.stage.y + above + (l.stage.h - kTitle - total_h) / 2;
    const float y = top + s.h * static_cast<float>(top_rows) + between;

    const auto put = [&](Plate& p, float px, float py) {
        p.area = {px, py, s.w * static_cast<float>(across_of(p)), s.h * static_cast<float>(down_of(p))};
        l.plates.push_back(p);
    };
    put(product.left, x, y);
    const float left_w = s.w * static_cast<float>(product.left.cols);
    l.corner = {x, top, left_w, s.h * static_cast<float>(top_rows)};
    x += left_w + kGap;
    for (std::size_t i = 0; i < product.results.size(); ++i) {
        put(product.tops[i], x, top);
        put(product.results[i], x, y);
        x += s.w * static_cast<float>(product.results[i].cols) + kGap;
    }
    l.badges = {x - kGap + 6, y, right_margin - 6, s.h * static_cast<float>(rows)};
}

void place_projection(Layout& l, const Dims& d, const Metrics& m, double time) {
    using enum Tensor;
    Product p{.left = {.tensor = x, .rows = d.tokens, .cols = d.d_model, .row_labels = true, .title = Side::below},
              .tops = {},
              .results = {}};
    constexpr Tensor tops[] = {w_q, w_k, w_v}, results[] = {q, k, v};
    // A narrow canvas has room for one product: the one that is being computed.
    const double w = work(time);
    const int shown = third(w, 2) > 0 ? 2 : third(w, 1) > 0 ? 1 : 0;
    for (int i = 0; i < 3; ++i) {
        if (l.narrow && i != shown) continue;
        p.tops.push_back({.tensor = tops[i], .rows = d.d_model, .cols = d.heads * d.d_k, .title = Side::above});
        p.results.push_back({.tensor = results[i], .rows = d.tokens, .cols = d.heads * d.d_k, .title = Side::below});
    }
    place_product(l, m, p, 0);
}

// Q, K and V, or the contexts, as blocks of columns; `apart` 0..1 opens the gap between the heads.
void place_blocks(Layout& l, const Dims& d, const Metrics& m, std::initializer_list<Tensor> tensors, float apart) {
    const float most_gap = l.narrow ? 6.0f : 16.0f, gap = most_gap * apart;
    const auto groups = static_cast<int>(tensors.size());
    const float between = l.narrow ? 14.0f : 34.0f;
    const bool stacked = l.narrow && groups > 1;
    const int across = stacked ? d.d_model : d.d_model * groups, down = stacked ? d.tokens * groups : d.tokens;
    const float heads_gap = most_gap * static_cast<float>(d.heads - 1);
    const float gaps_w =
        stacked ? heads_gap : heads_gap * static_cast<float>(groups) + between * static_cast<float>(groups - 1);
    const float gaps_h = stacked ? (between + kTitle) * static_cast<float>(groups - 1) : 0;
    const CellSize s = cell_size(l.stage.w - m.row_label - gaps_w, l.stage.h - 2 * kTitle - gaps_h, across, down);
    const float group_w = s.w * static_cast<float>(d.d_model) + heads_gap, group_h = s.h * static_cast<float>(d.tokens);
    const float all_w =
        stacked ? group_w : group_w * static_cast<float>(groups) + between * static_cast<float>(groups - 1);
    const float all_h = stacked ? group_h * static_cast<float>(groups) + gaps_h : group_h;
    float x = l.stage.x + m.row_label + (l.stage.w - m.row_label - all_w) / 2;
    float y = l.stage.y + kTitle + (l.stage.h - 2 * kTitle - all_h) / 2;
    bool first = true;
    for (const Tensor tensor : tensors) {
        const bool split = info(tensor).per_head;
        const int width = tensor == Tensor::v_head || tensor == Tensor::concat ? d.d_v : d.d_k;
        const float closed = (heads_gap - gap * static_cast<float>(d.heads - 1)) / 2; // keeps the group centred
        for (int h = 0; h < d.heads; ++h) {
            Plate p = plate(tensor, split ? h : 0, d.tokens, width,
                            x + closed + static_cast<float>(h) * (s.w * static_cast<float>(width) + gap), y, s);
            p.first_col = split ? 0 : h * width;
            p.title = h == 0 ? Side::above : Side::none;
            p.row_labels = h == 0 && (first || stacked);
            l.plates.push_back(p);
        }
        first = false;
        if (stacked) y += group_h + between + kTitle;
        else x += group_w + between;
    }
}

// The grid that stays in place from scores to softmax, with Q at its left and K^T above it.
void place_grid(Layout& l, const Dims& d, const Metrics& m, Tensor grid, int head) {
    using enum Tensor;
    const bool dim = grid != scores;
    Product p{.left = {.tensor = q_head,
                       .head = head,
                       .rows = d.tokens,
                       .cols = d.d_k,
                       .dim = dim,
                       .row_labels = true,
                       .title = Side::below},
              .tops = {{.tensor = k_head,
                        .head = head,
                        .rows = d.tokens,
                        .cols = d.d_k,
                        .transposed = true,
                        .dim = dim,
                        .col_labels = true,
                        .title = Side::left}},
              .results = {{.tensor = grid, .head = head, .rows = d.tokens, .cols = d.tokens, .title = Side::below}}};
    place_product(l, m, p, l.narrow ? 38.0f : 56.0f);
}

void place_weighted_sum(Layout& l, const Dims& d, const Metrics& m, int head) {
    using enum Tensor;
    Product p{.left = {.tensor = weights,
                       .head = head,
                       .rows = d.tokens,
                       .cols = d.tokens,
                       .row_labels = true,
                       .col_labels = true,
                       .title = Side::below},
              .tops = {{.tensor = v_head,
                        .head = head,
                        .rows = d.tokens,
                        .cols = d.d_v,
                        .row_labels = true,
                        .title = Side::above}},
              .results = {{.tensor = context, .head = head, .rows = d.tokens, .cols = d.d_v, .title = Side::below}}};
    place_product(l, m, p, 0);
}

void place_output(Layout& l, const Dims& d, const Metrics& m) {
    using enum Tensor;
    const int joined = d.heads * d.d_v;
    Product p{.left = {.tensor = concat, .rows = d.tokens, .cols = joined, .row_labels = true, .title = Side::below},
              .tops = {{.tensor = w_o, .rows = joined, .cols = d.d_model, .title = Side::above}},
              .results = {{.tensor = output, .rows = d.tokens, .cols = d.d_model, .title = Side::below}}};
    place_product(l, m, p, 0);
}

} // namespace

Layout layout(const Dims& d, Stage stage, double time, int head, const Rect& canvas, const Metrics& m) {
    Layout l;
    place_regions(l, canvas, info(stage).per_head && d.heads > 1);
    const double w = work(time);
    switch (stage) {
    case Stage::tokens: place_sum(l, d, m); break;
    case Stage::project: place_projection(l, d, m, time); break;
    case Stage::split:
        place_blocks(l, d, m, {Tensor::q_head, Tensor::k_head, Tensor::v_head}, static_cast<float>(ease(w)));
        break;
    case Stage::scores: place_grid(l, d, m, Tensor::scores, head); break;
    case Stage::scale: place_grid(l, d, m, Tensor::scaled, head); break;
    case Stage::mask: place_grid(l, d, m, Tensor::masked, head); break;
    case Stage::softmax:
        // The grid holds the exponentials until the first row is divided.
        place_grid(l, d, m, softmax_reveal(w, SoftmaxStep::divide, 0, d.tokens) > 0 ? Tensor::weights : Tensor::exps,
                   head);
        break;
    case Stage::weighted_sum: place_weighted_sum(l, d, m, head); break;
    case Stage::concat: place_blocks(l, d, m, {Tensor::concat}, static_cast<float>(1 - ease(w))); break;
    case Stage::output: place_output(l, d, m); break;
    }
    return l;
}

} // namespace attn
