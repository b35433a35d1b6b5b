#include "matrix_texture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "shell/draw/cache.h"

namespace attn {

bool uses_texture(const Panel& p) {
    const Rect cell = cell_rect(p, 0, p.first_col);
    // What is beside the rows, one number each, is not a matrix.
    return std::min(cell.w, cell.h) < kMinCell && p.rows * p.cols >= kManyCells && info(p.tensor).cols != Axis::one;
}

bool shares_pixels(const Panel& p, float ratio) {
    const Rect cell = cell_rect(p, 0, p.first_col);
    return uses_texture(p) && std::min(cell.w, cell.h) * ratio < 1;
}

namespace {

bool afford(FrameBudget& budget, double cells) {
    constexpr double max_cells = 2.5e6;
    if (budget.spent > 0 && budget.spent + cells > max_cells) {
        budget.put_off = true;
        return false;
    }
    budget.spent += cells;
    return true;
}

// Goes on gathering a matrix, and another one of the same head, until both have all rows; false if that has to wait.
bool gather_rest(const Scene& s, const Panel& p, TextureSlot& slot, bool turning) {
    const Trace& t = s.program->now.run.trace;
    const auto height = [&](const Gathered& g) { return extent_of(t, g.tensor).rows; };
    const auto missing = [&](const Gathered& g) { return g.rows < height(g); };
    const auto add = [&](Gathered& g, const Matrix& numbers, const Matrix& keep) {
        gather(g.dots, {numbers, g.tensor == Tensor::dropped ? &keep : nullptr, g.rows},
               open_cells(t, g.tensor, p.head), p.first_col, p.transposed, slot.across, slot.down);
        g.rows += numbers.rows();
    };
    const std::array<Gathered*, 2> all{&slot.now, turning ? &slot.before : nullptr};
    // What the eye is on is computed whole, because it will be asked about.
    const bool looked_at = s.state_of == cell_state && p.head == s.program->state.head - 1;
    for (Gathered* g : all) {
        if (!g || !missing(*g)) continue;
        const auto keys = static_cast<double>(extent_of(t, g->tensor).cols);
        const bool whole = !needs_head(g->tensor) || looked_at || t.options.mistakes.softmax_over_queries ||
                           t.by_head.is_kept(p.head) || static_cast<double>(height(*g)) * keys < 65536;
        if (whole) {
            const Index rest = height(*g) - g->rows;
            if (!looked_at && !afford(s.pen.cache.budget, static_cast<double>(rest) * keys)) return false;
            const auto rows_of = [&](const Matrix& m) {
                return Matrix(m.middleRows(g->rows, m.rows() > 0 ? rest : 0));
            };
            const Matrix& numbers = matrix(t, g->tensor, p.head);
            const bool drops = g->tensor == Tensor::dropped;
            if (g->rows == 0) add(*g, numbers, drops ? matrix(t, Tensor::keep, p.head) : Matrix());
            else add(*g, rows_of(numbers), drops ? rows_of(matrix(t, Tensor::keep, p.head)) : Matrix());
            continue;
        }
        constexpr Index block = 64;
        constexpr double pass = 8; // what computing a cell costs, in cells gone through
        while (missing(*g)) {
            const Index first = g->rows, rows = std::min(block, height(*g) - first);
            if (!afford(s.pen.cache.budget, static_cast<double>(rows) * keys * pass)) return false;
            const Head head = head_rows(t, p.head, first, rows);
            // The other one takes the same rows.
            for (Gathered* each : all)
                if (each && each->rows == first && needs_head(each->tensor))
                    add(*each, *matrix_in(head, each->tensor), head.keep);
        }
    }
    return true;
}

// How far each dot has changed: as far as the last of its cells. The cells of one row of dots change almost together,
// so its ends say it all, but for the row in which something is being computed.
std::vector<float> shares(const Scene& s, const Panel& p, const Axis1& across, const Axis1& down, bool turning) {
    const std::size_t w = across.first.size(), h = down.first.size();
    std::vector<float> out(w * h);
    const auto share = [&](std::size_t x, std::size_t y) {
        const int i = across.last[x] - 1, j = down.last[y] - 1;
        const CellState l = s.state(p, p.transposed ? i : j, (p.transposed ? j : i) + p.first_col);
        return static_cast<float>(turning ? l.blend : l.done);
    };
    for (std::size_t y = 0; y < h && w > 0; ++y) {
        const float first = share(0, y), last = share(w - 1, y);
        float* row = out.data() + y * w;
        const bool together = std::fabs(first - last) < 1.0f / 128 && (turning || (first >= 1) == (last >= 1));
        if (together) std::fill(row, row + w, std::min(first, last));
        else
            for (std::size_t x = 0; x < w; ++x) row[x] = share(x, y);
    }
    return out;
}

// What a slot shows, on a rectangle.
void draw_part(const Scene& s, const Panel& p, TextureSlot& slot, const Rect& place) {
    const ImTextureData& made = *slot.texture;
    const PixelGridKey& key = slot.shown;
    s.pen.canvas.picture(place, *slot.texture,
                         {0, 0, static_cast<float>(key.right - key.left) / static_cast<float>(made.Width),
                          static_cast<float>(key.bottom - key.top) / static_cast<float>(made.Height)},
                         p.alpha * (p.dim ? kDimCell : 1.0f));
}

// Until there is time for the dots: the last ones of this matrix where its cells are now, or an empty place.
void draw_stale(const Scene& s, const Panel& p, TextureSlot& slot) {
    const PixelGridKey& had = slot.shown;
    if (!is_painted(slot) || had.run != slot.key.run)
        return s.pen.canvas.fill(p.area, mix(s.pen.theme->paper, s.pen.theme->line, 0.4f));
    const float x = p.area.w / had.w, y = p.area.h / had.h;
    draw_part(s, p, slot,
              {p.area.x + (static_cast<float>(had.left) - had.x) * x,
               p.area.y + (static_cast<float>(had.top) - had.y) * y, static_cast<float>(had.right - had.left) * x,
               static_cast<float>(had.bottom - had.top) * y});
}

// Colours its pixels, where that would make a difference.
void paint(const Scene& s, const Panel& p, TextureSlot& slot, Tensor before) {
    const Derived& d = s.program->now;
    const bool turning = before != p.tensor;
    PaintKey key{before, s.pen.theme, shares(s, p, slot.across, slot.down, turning)};
    if (is_painted(slot) && slot.shown == slot.key && slot.paint == key) return;
    slot.shown = slot.key;
    slot.paint = std::move(key);
    const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
    const int stripes = std::max(static_cast<int>(8 * scale), 2);
    const int phase = slot.key.left + slot.key.top - static_cast<int>(slot.key.x + slot.key.y);
    const bool hatching =
        turning && open_cells(d.run.trace, p.tensor, p.head) && !open_cells(d.run.trace, before, p.head);
    const PixelPaint how{.theme = s.pen.theme,
                         .range = info(p.tensor).range,
                         .range_before = info(before).range,
                         .largest = range_of(d, p.tensor),
                         .largest_before = range_of(d, before),
                         .turning = turning,
                         .hatching = hatching,
                         .shares = slot.paint.shares,
                         .stripes = stripes,
                         .phase = (phase % stripes + stripes) % stripes};
    ImTextureData& texture =
        fresh_texture(s.pen.cache.textures, slot, slot.key.right - slot.key.left, slot.key.bottom - slot.key.top);
    paint_pixels(s.pen.cache.colors, how, slot.now.dots, slot.before.dots, slot.across, slot.down,
                 static_cast<std::uint32_t*>(texture.GetPixels()), texture.Width);
}

} // namespace

void draw_matrix_texture(const Scene& s, const Panel& p) {
    const Derived& d = s.program->now;
    const Rect view = s.pen.canvas.shown(), cell = cell_rect(p, 0, p.first_col);
    const float scale = ImGui::GetIO().DisplayFramebufferScale.x;
    const int left = static_cast<int>(std::floor(std::max(p.area.x, view.x) * scale)),
              top = static_cast<int>(std::floor(std::max(p.area.y, view.y) * scale)),
              right = static_cast<int>(std::ceil(std::min(p.area.right(), view.right()) * scale)),
              bottom = static_cast<int>(std::ceil(std::min(p.area.bottom(), view.bottom()) * scale));
    if (right <= left || bottom <= top) return;
    const PixelGridKey key{.run = d.identity,
                           .tensor = p.tensor,
                           .head = p.head,
                           .first_col = p.first_col,
                           .transposed = p.transposed,
                           .x = p.area.x * scale,
                           .y = p.area.y * scale,
                           .w = p.area.w * scale,
                           .h = p.area.h * scale,
                           .left = left,
                           .top = top,
                           .right = right,
                           .bottom = bottom};
    TextureSlot& slot = texture_slot(s.pen.cache.textures, key);
    if (slot.key != key) {
        slot.key = key;
        slot.across = axis_of(key.x, cell.w * scale, p.transposed ? p.rows : p.cols, left, right);
        slot.down = axis_of(key.y, cell.h * scale, p.transposed ? p.cols : p.rows, top, bottom);
        slot.now = {p.tensor, empty_pixel_grid(slot.across, slot.down)};
        slot.before = {p.tensor};
    }
    const Tensor before = s.first_state(p).before;
    const bool turning = before != p.tensor;
    if (turning && slot.before.tensor != before) slot.before = {before, empty_pixel_grid(slot.across, slot.down)};
    if (!gather_rest(s, p, slot, turning)) return draw_stale(s, p, slot);
    paint(s, p, slot, before);
    draw_part(s, p, slot,
              {static_cast<float>(left) / scale, static_cast<float>(top) / scale,
               static_cast<float>(right - left) / scale, static_cast<float>(bottom - top) / scale});
}

} // namespace attn
