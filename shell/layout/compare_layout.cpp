#include "compare_layout.h"

#include <algorithm>

#include "regions.h"

namespace attn {

namespace {

constexpr float kMapTitle = 30, kMapGap = 26, kScale = 34, kCaption = 16, kMapHeading = 26, kTab = 34,
                kTitleWidth = 116;

struct MapCellSize {
    float w, h;
};
// At most `wide` times as wide as high, so that digits have room and a map still looks like a matrix.
MapCellSize map_cell_size(float room_w, float room_h, int across, int down, float wide) {
    const float w = std::max(room_w, 8.0f) / static_cast<float>(across);
    const float h = std::max(room_h, 8.0f) / static_cast<float>(down);
    const float cell_h = std::min({h, w * 1.25f, 44.0f});
    return {std::min({w, cell_h * wide, 64.0f}), cell_h};
}

CompareMap map(float x, float y, int rows, int cols, MapCellSize cell, float title_h, float row_name, float col_name,
               float min_w) {
    CompareMap m;
    m.row_name = row_name;
    m.col_name = col_name;
    m.panel.rows = rows;
    m.panel.cols = cols;
    const float width = cell.w * static_cast<float>(cols);
    m.panel.area = {x + row_name, y + title_h + col_name, width, cell.h * static_cast<float>(rows)};
    m.title = {x + row_name, y, std::max(width, min_w), title_h};
    m.back = {m.title.x, y, 28, title_h};
    m.forth = {m.title.x + m.title.w - 28, y, 28, title_h};
    return m;
}

// Height of what is below the maps.
float legend(const CompareShape& s) { return kScale + (s.caption ? kCaption : 0); }

struct Counts {
    int rows, cols;           // of the larger of the two
    int rows_both, cols_both; // that both have
};

// Side by side: the same rows at the same height. Returns how far down the maps reach.
float place_across(CompareLayout& l, const CompareShape& s, const Counts& n, const Rect& room) {
    const float own = s.shared_names ? 0 : s.row_name, joint = s.shared_names ? 0 : s.joint_name;
    const MapCellSize cell = map_cell_size((room.w - s.row_name - own - joint - 2 * kMapGap) / 3,
                                           room.h - kMapTitle - s.col_name - legend(s), n.cols, n.rows, 1.9f);
    // A map of few columns is as wide as its title.
    const float title = std::min(kTitleWidth, (room.w - s.row_name - own - joint - 2 * kMapGap) / 3);
    const float step = std::max(cell.w * static_cast<float>(n.cols), title) + kMapGap;
    float x = room.x;
    l.a = map(x, room.y, s.rows_a, s.cols_a, cell, kMapTitle, s.row_name, s.col_name, title);
    x += s.row_name + step;
    l.b = map(x, room.y, s.rows_b, s.cols_b, cell, kMapTitle, own, s.col_name, title);
    x += own + step;
    l.difference = map(x, room.y, n.rows_both, n.cols_both, cell, kMapTitle, joint, s.col_name, title);
    const float foot = l.a.panel.area.y + cell.h * static_cast<float>(n.rows);
    const auto below = [&](const CompareMap& m) {
        return Rect{m.panel.area.x, foot + 6, std::max(m.panel.area.w, title), legend(s) - 6};
    };
    l.scale = below(l.a);
    l.difference_scale = below(l.difference);
    return foot + legend(s);
}

// Below each other: the same columns at the same place.
void place_down(CompareLayout& l, const CompareShape& s, const Counts& n, const Rect& room) {
    constexpr float title = 26, gap = 4;
    const float names = s.col_name * (s.shared_names ? 1.0f : 3.0f);
    MapCellSize cell = map_cell_size(room.w - std::max(s.row_name, s.joint_name),
                                     room.h - 3 * title - 2 * gap - names - legend(s), n.cols, 3 * n.rows, 2.8f);
    const float x = room.x, own = s.shared_names ? 0 : s.col_name;
    float y = room.y;
    const auto next = [&](int rows, int cols, float col_name) {
        const CompareMap m =
            map(x, y, rows, cols, cell, title, std::max(s.row_name, s.joint_name), col_name, kTitleWidth);
        y = m.panel.area.y + cell.h * static_cast<float>(n.rows) + gap;
        return m;
    };
    l.a = next(s.rows_a, s.cols_a, s.col_name);
    l.b = next(s.rows_b, s.cols_b, own);
    l.difference = next(n.rows_both, n.cols_both, own);
    const Rect& d = l.difference.panel.area;
    l.difference_scale = {d.x, d.bottom() + 6, std::max(d.w, kTitleWidth), legend(s) - 6};
}

} // namespace

CompareLayout compare_layout(const CompareShape& s, const Rect& area) {
    CompareLayout l;
    l.stacked = is_stacked(area);
    const Rect in = area.inset(area.w < 720 ? 10.0f : 16.0f);
    const bool beside = in.w >= 860; // the notes are at the right
    const float tab = beside ? 124.0f : (in.w - 12) / 3;
    for (std::size_t i = 0; s.tabs && i < l.tabs.size(); ++i)
        l.tabs[i] = {in.x + static_cast<float>(i) * (tab + 6), in.y, tab, kTab};
    const float tabs = s.tabs ? kTab + 12 : 0, top = tabs + (s.heading ? kMapHeading : 0);
    Rect room{in.x, in.y + top, in.w, in.h - top};
    if (beside) {
        const float side = std::clamp(in.w * 0.25f, 240.0f, 400.0f);
        l.notes = {in.right() - side, in.y, side, in.h};
        room.w -= side + 24;
        if (s.button) l.button = {l.tabs[2].right() + 18, in.y, 124, kTab};
    } else {
        // With controls of the page around it, the page says what there is to say, below the canvas.
        const float height = s.tabs ? std::clamp(0.3f * in.h, 104.0f, 260.0f) : 0.0f;
        l.notes = {in.x, in.bottom() - height, in.w, height};
        room.h -= height + 8;
        if (s.button) l.button = {in.right() - 124, l.notes.y, 124, kTab};
        if (s.button) l.notes.y += kTab + 6, l.notes.h -= kTab + 6;
    }
    if (s.heading) l.heading = {room.x, in.y + tabs, room.w, kMapHeading};
    const Counts n{std::max(s.rows_a, s.rows_b), std::max(s.cols_a, s.cols_b), std::min(s.rows_a, s.rows_b),
                   std::min(s.cols_a, s.cols_b)};
    if (l.stacked) return place_down(l, s, n, room), l;
    // The maps first; what is left over is for the stages and the table.
    const float table = kTableHead + kTableRow * static_cast<float>(s.heads) + 8;
    const float min =
        kMapTitle + s.col_name + legend(s) + std::clamp(18.0f * static_cast<float>(n.rows), 108.0f, 320.0f);
    float left = room.h - min;
    const auto take = [&](bool wanted, float height) {
        const bool fits = wanted && beside && left >= height;
        if (fits) left -= height, room.h -= height;
        return fits;
    };
    const bool stages = take(s.stages > 0, s.stages + 8), measured = take(true, table + 8);
    float y = place_across(l, s, n, room) + 8;
    if (stages) l.stages = {room.x, y, room.w, s.stages}, y += s.stages + 8;
    if (measured) l.table = {room.x, y, room.w, table};
    return l;
}

Rect table_row(const CompareLayout& l, int n) {
    if (n < 0) return {l.table.x, l.table.y, l.table.w, kTableHead};
    return {l.table.x, l.table.y + kTableHead + kTableRow * static_cast<float>(n), l.table.w, kTableRow};
}

Rect stage_box(const CompareLayout& l, int n, int count) {
    const float step = l.stages.w / static_cast<float>(count);
    return {l.stages.x + step * static_cast<float>(n), l.stages.y, step - 4, l.stages.h};
}

} // namespace attn
