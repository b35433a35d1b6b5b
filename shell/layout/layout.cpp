#include "layout.h"

#include <algorithm>

namespace attn {

Rect mix(const Rect& a, const Rect& b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.w + (b.w - a.w) * t, a.h + (b.h - a.h) * t};
}

Rect around(const Rect& a, const Rect& b) {
    const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect cell_rect(const Panel& p, int row, int col) {
    const int across = p.transposed ? p.rows : p.cols, down = p.transposed ? p.cols : p.rows;
    const int i = p.transposed ? row : col - p.first_col, j = p.transposed ? col - p.first_col : row;
    const float w = p.area.w / static_cast<float>(across), h = p.area.h / static_cast<float>(down);
    return {p.area.x + static_cast<float>(i) * w, p.area.y + static_cast<float>(j) * h, w, h};
}

std::optional<Cell> cell_at(const Panel& p, float x, float y) {
    if (!p.area.contains(x, y)) return std::nullopt;
    const int across = p.transposed ? p.rows : p.cols, down = p.transposed ? p.cols : p.rows;
    const int i = std::min(static_cast<int>((x - p.area.x) / p.area.w * static_cast<float>(across)), across - 1);
    const int j = std::min(static_cast<int>((y - p.area.y) / p.area.h * static_cast<float>(down)), down - 1);
    return p.transposed ? Cell{p.tensor, p.head, i, j + p.first_col} : Cell{p.tensor, p.head, j, i + p.first_col};
}

bool holds(const Panel& p, const Cell& c) {
    return p.tensor == c.tensor && p.head == c.head && c.row >= 0 && c.row < p.rows && c.col >= p.first_col &&
           c.col < p.first_col + p.cols;
}

bool in_grid(Tensor t) { return info(t).rows == Axis::query && info(t).cols == Axis::key; }

std::optional<Cell> cell_at(const Layout& l, float x, float y) {
    for (auto p = l.panels.rbegin(); p != l.panels.rend(); ++p)
        if (p->alpha > 0.5f)
            if (const auto cell = cell_at(*p, x, y)) return cell;
    return std::nullopt;
}

std::optional<Rect> cell_place(const Layout& l, const Cell& cell) {
    for (const Panel& p : l.panels)
        if (holds(p, cell)) return cell_rect(p, cell.row, cell.col);
    return std::nullopt;
}

Dims dims(const Trace& t) {
    return {.tokens = static_cast<int>(t.queries()),
            .keys = static_cast<int>(t.keys()),
            .d_model = static_cast<int>(t.x.cols()),
            .heads = t.heads,
            .d_k = t.d_k,
            .d_v = t.d_v,
            .kv_heads = t.kv_heads,
            .cross = has(t, Tensor::memory),
            .capped = has(t, Tensor::capped),
            .dropout = has(t, Tensor::dropped),
            .averaged = has(t, Tensor::averaged),
            .biased = has(t, Tensor::b_q),
            .columns = t.options.mistakes.softmax_over_queries,
            .given = !has(t, Tensor::embedding),
            .d_out = static_cast<int>(t.output.cols()),
            .ending = !has(t, Tensor::w_o)        ? Ending::none
                      : t.options.mistakes.no_w_o ? Ending::copied
                                                  : Ending::projected,
            .d_memory = has(t, Tensor::memory) ? static_cast<int>(t.memory.cols()) : 0,
            .memory_given = has(t, Tensor::memory) && !has(t, Tensor::memory_embedding)};
}

} // namespace attn
