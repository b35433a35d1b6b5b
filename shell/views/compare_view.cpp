#include "compare_view.h"

#include <algorithm>
#include <cmath>

#include "compare_notes.h"
#include "compare_pointer.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "matrix_map.h"
#include "shell/program/commands.h"
#include "shell/program/compare_work.h"
#include "shell/program/control.h"

namespace attn {

namespace {

using Names = std::vector<std::string>;
constexpr float kLevelNames = 24; // height of names of columns that are not slanted

float widest(const Faces& faces, const Names& names, float max_width) {
    float width = 0;
    for (const std::string& name : names) width = std::max(width, text_width(faces.text, kBody, name));
    return names.empty() ? 0 : std::min(width, max_width) + 14;
}

// Titles of stages that do not fit into one line have two.
float stages_height(const Program& p, const Faces& faces, const Rect& area) {
    const std::vector<Stage> stages = offered_stages(p.state.config);
    const float box = area.w * 0.72f / static_cast<float>(stages.size()) - 8;
    for (const Stage stage : stages)
        if (text_width(faces.bold, kSmall, stage_title(words_of(p), stage)) > box) return 66;
    return 50;
}

// Names wider than their columns are slanted and need the height of their diagonal. `column`: the width of a column
// while they are not.
float height_of_columns(const ComparedMaps& m, const Faces& faces, float column, float max_width) {
    bool slanted = false;
    float name = 0;
    for (const MapNames* of : {&m.a, &m.b, &m.both}) {
        slanted = slanted || slanted_names(faces, of->distinct_cols, column);
        name = std::max(name, widest(faces, of->distinct_cols, max_width));
    }
    return slanted ? name * 0.71f + 14 : kLevelNames;
}

CompareShape shape_of(const Program& p, const Faces& faces, const Rect& area) {
    CompareShape s{.heads = static_cast<int>(p.comparison.heads.size()), .tabs = !p.environment.controls};
    s.button = s.tabs && !button_command(p).empty();
    if (!p.comparison.maps) return s;
    const ComparedMaps& maps = *p.comparison.maps;
    const Extent a = extent_of(*side_a(p).trace, maps.tensors.a), b = extent_of(*side_b(p).trace, maps.tensors.b);
    const auto count = [](Index n) { return static_cast<int>(std::max<Index>(n, 1)); };
    s.rows_a = count(a.rows), s.cols_a = count(a.cols), s.rows_b = count(b.rows), s.cols_b = count(b.cols);
    const float max_width = area.w < 720 ? 60.0f : std::clamp(area.w * 0.12f, 88.0f, 140.0f);
    s.row_name =
        std::max(widest(faces, maps.a.distinct_rows, max_width), widest(faces, maps.b.distinct_rows, max_width));
    s.shared_names = maps.a == maps.b;
    if (!s.shared_names) s.joint_name = widest(faces, maps.both.distinct_rows, max_width);
    s.heading = true;
    s.caption = maps.apart.largest > 0 && maps.apart.one_sided > 0;
    if (p.state.against != Against::head) s.stages = stages_height(p, faces, area);
    if (maps.a.cols.empty()) return s;
    s.col_name = kLevelNames;
    const Panel level = compare_layout(s, area).a.panel;
    s.col_name = height_of_columns(maps, faces, level.area.w / static_cast<float>(level.cols), max_width);
    return s;
}

Color name_color(const Theme& t, Axis axis, Ink ink) {
    return ink == Ink::value ? t.value : axis == Axis::query ? t.query : t.key;
}

// "a  head 1": the letter that the table and the difference use, and what it means.
void draw_title(const Pen& pen, const CompareMap& m, std::string_view letter, const std::string& name,
                const Color& color) {
    const float y = m.title.y + 12, letters = text_width(pen.faces->text, kBody, letter) + 8;
    const std::string shown = fitted(pen.faces->bold, kBody, name, m.title.w + 24 - letters);
    const float x = m.title.mid_x() - (letters + text_width(pen.faces->bold, kBody, shown)) / 2;
    draw_text(pen, pen.faces->text, kBody, x, y, letter, pen.theme->muted);
    draw_text(pen, pen.faces->bold, kBody, x + letters, y, shown, color);
}

void draw_arrows(const Pen& pen, const CompareMap& m) {
    for (const auto& [box, sign] : {std::pair{m.back, "‹"}, {m.forth, "›"}})
        draw_text(pen, pen.faces->bold, kTitleSize + 3, box.mid_x(), box.y + 10, sign, pen.theme->ink, Align::center);
}

struct Maps {
    MatrixMap a, b, difference;
};

Maps maps_of(const Program& p, const CompareLayout& l) {
    const ComparedMaps& m = *p.comparison.maps;
    const RunHead a = side_a(p), b = side_b(p);
    const auto map = [&](const RunHead& side, Tensor tensor, const CompareMap& where, int part) {
        return MatrixMap{.values = &matrix(side, tensor),
                         .area = where.panel.area,
                         .range = info(tensor).range,
                         .open = open_cells(*side.trace, tensor, side.head),
                         .identity = m.identity,
                         .part = part};
    };
    Maps all{map(a, m.tensors.a, l.a, 0), map(b, m.tensors.b, l.b, 1), {}};
    // One scale for both, so that the same number has the same colour.
    all.a.largest = all.b.largest =
        std::max(range_of(p.now, m.tensors.a), p.comparison.other ? range_of(*p.comparison.other, m.tensors.a) : 0.0f);
    all.difference = {.values = &m.difference,
                      .area = l.difference.panel.area,
                      .range = Range::about_zero,
                      .largest = m.apart.largest > 0 ? m.apart.largest : 1,
                      .open = m.open ? &*m.open : nullptr,
                      .identity = m.identity,
                      .part = 2,
                      .is_difference = true,
                      .only = {text(words_of(p), "compare.only_a"), text(words_of(p), "compare.only_b")}};
    return all;
}

// What the colours of the difference say.
void draw_difference_legend(const Words& w, const Pen& pen, const Rect& r, const Apart& apart) {
    if (r.w <= 0) return;
    const Theme& t = *pen.theme;
    const auto write = [&](float x, float y, std::string_view words) {
        return x + draw_text(pen, pen.faces->text, kSmall, x, y, words, t.muted);
    };
    if (!apart.any()) write(r.x, r.y + 8, text(w, "compare.no_difference"));
    else if (apart.largest > 0) draw_scale_bar(pen, r, Range::about_zero, apart.largest);
    else {
        float x = r.x;
        for (const auto& [color, key] : {std::pair{t.positive, "compare.only_a"}, {t.negative, "compare.only_b"}}) {
            pen.canvas.fill({x, r.y + 1, 12, 12}, color, 2);
            x = write(x + 17, r.y + 7, text(w, key)) + 16;
        }
    }
    if (apart.one_sided > 0)
        write(r.x, r.y + (apart.largest > 0 ? 34.0f : 24.0f),
              text(w, "compare.one_sided_short", {{"count", std::to_string(apart.one_sided)}}));
}

void draw_names(const Pen& pen, const CompareMap& where, const MatrixMap& map, const MapNames& names,
                const TensorInfo& t, const std::optional<Place>& place) {
    if (where.row_name > 0)
        draw_row_names(pen, map, names.rows, where.row_name, name_color(*pen.theme, t.rows, t.ink),
                       place ? place->row : -1);
    if (where.col_name > 0)
        draw_col_names(pen, map, names.cols, where.col_name, name_color(*pen.theme, t.cols, t.ink),
                       place ? place->col : -1);
}

void draw_maps(const Program& p, const Pen& pen, const CompareLayout& l, const std::optional<Place>& place) {
    const ComparedMaps& names = *p.comparison.maps;
    const Maps m = maps_of(p, l);
    const TensorInfo& t = info(names.tensors.a);
    const bool heads = p.state.against == Against::head;
    const Theme& th = *pen.theme;
    const auto color = [&](const RunHead& s) { return heads ? th.heads[s.head % 8] : th.ink; };
    draw_text(pen, pen.faces->bold, kTitleSize, l.heading.x, l.heading.y + 12,
              fitted(pen.faces->bold, kTitleSize, compared_title(p), l.heading.w), th.ink);
    draw_title(pen, l.a, "a", name_a(p), color(side_a(p)));
    draw_title(pen, l.b, "b", name_b(p), color(side_b(p)));
    draw_title(pen, l.difference, "a \u2212 b", std::string(text(words_of(p), "compare.difference")), th.ink);
    if (heads && p.now.run.trace.heads > 1) draw_arrows(pen, l.a), draw_arrows(pen, l.b);
    for (const MatrixMap* map : {&m.a, &m.b, &m.difference}) draw_map(pen, *map);
    draw_names(pen, l.a, m.a, names.a, t, place);
    draw_names(pen, l.b, m.b, names.b, info(names.tensors.b), place);
    draw_names(pen, l.difference, m.difference, names.both, t, place);
    for (const auto* map : {&m.a, &m.b, &m.difference})
        if (place && inside(*map->values, *place))
            pen.canvas.frame(map_cell(*map, place->row, place->col).inset(-1), th.accent, 3, 4);
    if (l.scale.w > 0) draw_scale_bar(pen, l.scale, t.range, m.a.largest);
    draw_difference_legend(words_of(p), pen, l.difference_scale, names.apart);
}

// Which stages differ, and by how much: how a change spreads. The one that is shown has a frame.
void draw_stages(const Program& p, const Pen& pen, const CompareLayout& l) {
    if (l.stages.w <= 0) return;
    const std::vector<Stage> stages = offered_stages(p.state.config);
    const Theme& t = *pen.theme;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const Rect box = stage_box(l, static_cast<int>(i), static_cast<int>(stages.size()));
        const StageDifference& d = p.comparison.stages[static_cast<std::size_t>(stages[i])];
        const Rect bar{box.x, box.y, box.w, 6};
        if (d.any) pen.canvas.fill(bar, t.accent, 3);
        else pen.canvas.frame(bar, t.faint, 1, 3);
        const bool shown = stages[i] == p.state.stage;
        const float title = draw_paragraph(pen, shown ? pen.faces->bold : pen.faces->text, kSmall,
                                           {box.x, box.y + 9, box.w, box.h - 26}, stage_title(words_of(p), stages[i]),
                                           shown ? t.ink : t.muted);
        const std::string_view key = !d.any                ? "compare.stage_same"
                                     : d.apart.largest > 0 ? "compare.stage_by"
                                                           : "compare.stage_differs";
        std::string how = text(words_of(p), key, {{"most", fixed(d.apart.largest, 2)}});
        if (text_width(pen.faces->text, kSmall, how) > box.w && d.apart.largest > 0) how = fixed(d.apart.largest, 2);
        draw_text(pen, pen.faces->text, kSmall, box.x, box.y + 17 + title, fitted(pen.faces->text, kSmall, how, box.w),
                  d.any ? t.ink : t.muted);
    }
}

void draw_tabs(const Program& p, const Pen& pen, const CompareLayout& l) {
    constexpr std::string_view names[] = {"compare.tab.head", "compare.tab.pin", "compare.tab.right"};
    for (std::size_t i = 0; l.tabs[0].w > 0 && i < l.tabs.size(); ++i)
        draw_button(pen, l.tabs[i], text(words_of(p), names[i]), static_cast<std::size_t>(p.state.against) == i);
    if (l.button.w > 0) draw_button(pen, l.button, button_words(p), false);
}

// There is nothing to compare with: what to do.
void draw_invitation(const Program& p, const Pen& pen, const Rect& area) {
    const float width = std::min(area.w - 48, 520.0f);
    draw_paragraph(pen, pen.faces->text, kTitleSize, {area.mid_x() - width / 2, area.mid_y() - 36, width, 120},
                   text(words_of(p), "compare.nothing_pinned"), pen.theme->ink);
}

// How far the comparison of two long texts is.
void draw_progress(const Program& p, const Pen& pen, const Rect& area) {
    const Theme& t = *pen.theme;
    const float width = std::min(area.w - 48, 320.0f), x = area.mid_x() - width / 2, y = area.mid_y();
    draw_text(pen, pen.faces->text, kTitleSize, area.mid_x(), y - 20, text(words_of(p), "compare.working"), t.ink,
              Align::center);
    pen.canvas.fill({x, y, width, 6}, t.faint, 3);
    pen.canvas.fill({x, y, width * static_cast<float>(share_compared(p)), 6}, t.ink, 3);
}

} // namespace

CompareLayout compared_layout(const Program& p, const Faces& faces, const Rect& area) {
    return compare_layout(shape_of(p, faces, area), area);
}

std::optional<Rect> compared_place(const Program& p, const Faces& faces, const Rect& area, const Cell& cell) {
    const Panel& panel = compared_layout(p, faces, area).a.panel;
    const bool there = compared_tensors(p).a == cell.tensor && cell.row < panel.rows && cell.col < panel.cols;
    return there ? std::optional(cell_rect(panel, cell.row, cell.col)) : std::nullopt;
}

void compare_ui(Program& p, const Pen& pen, const Rect& area) {
    std::optional<Place> place;
    CompareLayout l = compared_layout(p, *pen.faces, area);
    // It may have chosen something else.
    if (handle_compare_pointer(p, l, place, area)) l = compared_layout(p, *pen.faces, area);
    draw_tabs(p, pen, l);
    if (p.comparison.maps) {
        draw_maps(p, pen, l, place);
        draw_stages(p, pen, l);
        draw_table(p, pen, l);
        draw_notes(p, pen, l, place);
    } else if (!is_compared(p)) draw_progress(p, pen, area);
    else draw_invitation(p, pen, area);
}

} // namespace attn
