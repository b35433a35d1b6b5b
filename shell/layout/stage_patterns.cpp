#include "stage_patterns.h"

#include <algorithm>
#include <array>
#include <vector>

#include "type_scale.h"

namespace attn {

namespace {

constexpr float kSeen = 6; // a cell of this size can be seen by itself
constexpr float kBiasGap = 4;

// How many panels show the tokens: E, P and X, or only X where it is given.
int summands(const Dims& d) { return d.given ? 1 : 3; }

} // namespace

CellSize cell_size(float room_w, float room_h, int across, int down) {
    const float w = std::max(room_w, 8.0f) / static_cast<float>(across),
                h = std::max(room_h, 8.0f) / static_cast<float>(down);
    // What is comfortable grows with the canvas: twice the size on one that is twice as high and wide.
    const float max = std::clamp(std::min(room_w / 20, room_h / 13), 44.0f, 110.0f);
    // Where one side has to be tiny, because the text is long, the other may still be wide enough to be seen.
    const float cell_h = std::min({h, std::max(w, std::min(h, kSeen)), max});
    // Rows that are just high enough for digits are as wide as these need.
    const float min_w = h < kSeen ? 2 * kSeen : cell_h >= kSmall ? 40.0f : 0.0f;
    const float cell_w = std::min({w, std::max(cell_h * 1.9f, min_w), max * 1.45f});
    return {cell_w, cell_h};
}

Panel panel(Tensor tensor, int head, int rows, int cols, float x, float y, CellSize s, bool transposed) {
    Panel p{.tensor = tensor, .head = head, .rows = rows, .cols = cols, .transposed = transposed};
    p.area = {x, y, s.w * static_cast<float>(transposed ? rows : cols),
              s.h * static_cast<float>(transposed ? cols : rows)};
    return p;
}

void place_sum_down(Layout& l, const Dims& d, const Metrics& m) {
    constexpr float title = kTitle + 5;
    const int count = summands(d);
    const auto all = static_cast<float>(count);
    const CellSize s = cell_size(l.stage.w - m.row_label, l.stage.h - all * title, d.d_model, count * d.tokens);
    const float w = s.w * static_cast<float>(d.d_model), h = s.h * static_cast<float>(d.tokens);
    const float left = l.stage.x + m.row_label + (l.stage.w - m.row_label - w) / 2;
    float y = l.stage.y + title + (l.stage.h - all * (h + title)) / 2;
    const char* symbols[] = {"", "+", "="};
    constexpr Tensor tensors[] = {Tensor::embedding, Tensor::position, Tensor::x};
    for (int i = 3 - count; i < 3; ++i) {
        const Tensor tensor = tensors[i];
        Panel p = panel(tensor, 0, d.tokens, d.d_model, left, y, s);
        p.title = Side::above;
        p.row_labels = true;
        l.panels.push_back(p);
        if (*symbols[i] && count > 1) l.signs.push_back({p.area.mid_x() - 24, y - 14, symbols[i]});
        y += h + title;
    }
}

void place_sums(Layout& l, const Dims& d, const Metrics& m) {
    using enum Tensor;
    // One line for the sentence, and one below it for the memory.
    struct Sum {
        std::array<Tensor, 3> parts;
        int rows, width, shown; // how many of the three there are: all, or only the last
    };
    std::vector<Sum> lines{{{embedding, position, x}, d.tokens, d.d_model, summands(d)}};
    if (d.cross)
        lines.push_back({{memory_embedding, memory_position, memory}, d.keys, d_memory(d), d.memory_given ? 1 : 3});
    const float sign = l.narrow ? 18.0f : 28.0f;
    const float titles = kTitle * static_cast<float>(lines.size()) + (d.cross ? kGap : 0.0f);
    float signs = 0;
    int across = 0, rows = 0;
    for (const Sum& line : lines) {
        signs = std::max(signs, sign * static_cast<float>(line.shown - 1));
        across = std::max(across, line.shown * line.width);
        rows += line.rows;
    }
    const float room = l.stage.w - m.row_label;
    const CellSize s = cell_size(room - signs, l.stage.h - titles, across, rows);
    float y = l.stage.y + kTitle + (l.stage.h - titles - s.h * static_cast<float>(rows)) / 2;
    for (const Sum& line : lines) {
        const float w = s.w * static_cast<float>(line.width), h = s.h * static_cast<float>(line.rows);
        const auto shown = static_cast<float>(line.shown);
        float at = l.stage.x + m.row_label + (room - shown * w - sign * (shown - 1)) / 2;
        for (int i = 3 - line.shown; i < 3; ++i) {
            Panel p = panel(line.parts[static_cast<std::size_t>(i)], 0, line.rows, line.width, at, y, s);
            p.title = Side::above;
            p.row_labels = i == 3 - line.shown;
            l.panels.push_back(p);
            at += w + sign;
            if (i < 2) l.signs.push_back({at - sign / 2, y + h / 2, i == 0 ? "+" : "="});
        }
        y += h + kGap + kTitle;
    }
}

void place_product(Layout& l, const Metrics& m, Product product, float right_margin) {
    const auto down_of = [](const Panel& p) { return p.transposed ? p.cols : p.rows; };
    const auto across_of = [](const Panel& p) { return p.transposed ? p.rows : p.cols; };
    int across = product.left.cols;
    for (const Panel& r : product.results) across += r.cols;
    const int top_rows = down_of(product.tops[0]), rows = product.left.rows;
    const bool named = product.tops[0].col_labels;
    const float above = named ? m.col_label : kTitle;
    const int bias_rows = product.biases.empty() ? 0 : 1;
    const float room = bias_rows ? 2 * kBiasGap : 0.0f;
    const float between = (product.left.col_labels ? m.col_label : 0.0f) + kGap + room;
    // The name of a bias is at its left.
    const float gap = bias_rows ? 36.0f : kGap, gaps = gap * static_cast<float>(product.results.size());
    const float room_w = l.stage.w - m.row_label - gaps - right_margin, room_h = l.stage.h - above - between - kTitle;
    CellSize s = cell_size(room_w, room_h, across, top_rows + bias_rows + rows), inner = s;
    // Wide queries and keys give way to their scores, which are what is looked at.
    constexpr float share = 0.4f, digits = 40;
    const bool wide = named && product.left.cols > std::max(rows, across - product.left.cols);
    if (wide && (s.w < digits || s.h < kSmall + 2)) {
        inner.w = std::min(s.w, share * room_w / static_cast<float>(product.left.cols));
        inner.h = std::min(s.h, share * room_h / static_cast<float>(top_rows));
        s = cell_size(room_w - inner.w * static_cast<float>(product.left.cols),
                      room_h - inner.h * static_cast<float>(top_rows), across - product.left.cols, rows);
    }
    if (std::max(s.w, s.h) < kSeen && top_rows < 64 && bias_rows == 0) {
        // Long sentences: what the product sums over keeps a size that can be seen.
        inner.w = inner.h = std::min(2 * kSeen, 48.0f / static_cast<float>(top_rows));
        s = cell_size(room_w - inner.w * static_cast<float>(product.left.cols),
                      room_h - inner.h * static_cast<float>(top_rows), across - product.left.cols, rows);
    }
    const float left_w = inner.w * static_cast<float>(product.left.cols),
                top_h = inner.h * static_cast<float>(top_rows);
    const float bias_h = s.h * static_cast<float>(bias_rows);
    const float total_w = left_w + s.w * static_cast<float>(across - product.left.cols) + gaps;
    const float total_h = top_h + s.h * static_cast<float>(rows) + bias_h + between + above;
    float x = l.stage.x + m.row_label + (l.stage.w - m.row_label - right_margin - total_w) / 2;
    const float top = l.stage.y + above + (l.stage.h - kTitle - total_h) / 2;
    const float y = top + top_h + bias_h + between;

    const auto put = [&](Panel& p, float px, float py, float w, float h) {
        p.area = {px, py, w * static_cast<float>(across_of(p)), h * static_cast<float>(down_of(p))};
        l.panels.push_back(p);
    };
    put(product.left, x, y, inner.w, s.h);
    l.corner = {x, top, left_w, top_h};
    x += left_w + gap;
    for (std::size_t i = 0; i < product.results.size(); ++i) {
        put(product.tops[i], x, top, s.w, inner.h);
        if (bias_rows) put(product.biases[i], x, y - bias_h - kGap / 2 - kBiasGap, s.w, s.h);
        put(product.results[i], x, y, s.w, s.h);
        x += s.w * static_cast<float>(product.results[i].cols) + gap;
    }
    l.badges = {x - gap + 6, y, right_margin - 6, s.h * static_cast<float>(rows)};
}

bool place_in_line(Layout& l, const Metrics& m, Product p) {
    Panel &left = p.left, &top = p.tops[0], &result = p.results[0];
    const int max = std::max(left.rows, top.rows);
    const float above = std::max(m.col_label, kTitle), room_h = l.stage.h - above - kTitle;
    const auto pitch = [](float room, int rows) { return room / static_cast<float>(rows); };
    if (pitch(room_h - kTitle - kGap, left.rows + top.rows) >= kSmall || pitch(room_h, max) < kSmall) return false;
    constexpr float sign = 28;
    const float beside = 2 * m.row_label + kGap + sign; // what is not cells
    const CellSize s = cell_size(l.stage.w - beside, room_h, left.cols + top.cols + result.cols, max);
    if (s.h < kSmall) return false;
    const float all_w = s.w * static_cast<float>(left.cols + top.cols + result.cols) + beside;
    const float y = l.stage.y + above + (room_h - s.h * static_cast<float>(max)) / 2;
    float x = l.stage.x + m.row_label + (l.stage.w - all_w) / 2;
    for (Panel* panel : {&left, &top, &result}) {
        panel->area = {x, y, s.w * static_cast<float>(panel->cols), s.h * static_cast<float>(panel->rows)};
        panel->title = Side::below;
        l.panels.push_back(*panel);
        x += panel->area.w + (panel == &left ? kGap + m.row_label : sign);
    }
    l.signs.push_back({result.area.x - sign / 2, y + s.h * static_cast<float>(max) / 2, "="});
    return true;
}

void place_blocks(Layout& l, const Dims& d, const Metrics& m, std::initializer_list<Tensor> tensors, float apart) {
    using enum Tensor;
    const float max_gap = l.narrow ? 6.0f : 16.0f, gap = max_gap * apart;
    const auto groups = static_cast<int>(tensors.size());
    // Below each other on a high canvas, and where so many columns side by side would be slivers.
    constexpr float sliver = 10;
    const auto columns = static_cast<float>(groups * d.heads * d.d_k);
    const bool stacked = groups > 1 && (l.narrow ? l.stage.h > 0.8f * l.stage.w : l.stage.w < columns * sliver);
    const float between = l.narrow || stacked ? 14.0f : 34.0f;
    struct Group {
        Tensor tensor;
        int rows, blocks, width, heads_each;
    };
    std::vector<Group> all;
    int across = 0, down = 0;
    for (const Tensor tensor : tensors) {
        const bool of_keys = tensor == k_head || tensor == v_head;
        const int blocks = of_keys ? kv_heads(d) : d.heads;
        all.push_back({tensor, of_keys ? d.keys : d.tokens, blocks,
                       tensor == v_head || tensor == concat ? d.d_v : d.d_k, d.heads / blocks});
        const int wide = all.back().blocks * all.back().width, high = all.back().rows;
        across = stacked ? std::max(across, wide) : across + wide;
        down = stacked ? down + high : std::max(down, high);
    }
    const auto gaps_of = [&](const Group& g) { return max_gap * static_cast<float>(g.blocks - 1); };
    float gaps_w = stacked ? 0 : between * static_cast<float>(groups - 1);
    for (const Group& g : all) gaps_w = stacked ? std::max(gaps_w, gaps_of(g)) : gaps_w + gaps_of(g);
    const float gaps_h = stacked ? (between + kTitle) * static_cast<float>(groups - 1) : 0;
    const CellSize s = cell_size(l.stage.w - m.row_label - gaps_w, l.stage.h - 2 * kTitle - gaps_h, across, down);
    const float all_w = s.w * static_cast<float>(across) + gaps_w, all_h = s.h * static_cast<float>(down) + gaps_h;
    float left = l.stage.x + m.row_label + (l.stage.w - m.row_label - all_w) / 2;
    float y = l.stage.y + kTitle + (l.stage.h - 2 * kTitle - all_h) / 2;
    bool first = true;
    for (const Group& g : all) {
        const bool split = info(g.tensor).per_head;
        const float closed = (gaps_of(g) - gap * static_cast<float>(g.blocks - 1)) / 2; // keeps the group centred
        for (int block = 0; block < g.blocks; ++block) {
            Panel p =
                panel(g.tensor, split ? block * g.heads_each : 0, g.rows, g.width,
                      left + closed + static_cast<float>(block) * (s.w * static_cast<float>(g.width) + gap), y, s);
            p.first_col = split ? 0 : block * g.width;
            p.title = p.area.w > 20 ? Side::above : Side::none;
            // In cross-attention keys and values have names of their own.
            p.row_labels = block == 0 && (first || stacked || (d.cross && g.tensor == k_head && between > m.row_label));
            l.panels.push_back(p);
        }
        first = false;
        if (stacked) y += s.h * static_cast<float>(g.rows) + between + kTitle;
        else left += s.w * static_cast<float>(g.blocks * g.width) + gaps_of(g) + between;
    }
}

} // namespace attn
