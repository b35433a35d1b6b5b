#include "compare_view.h"

#include <algorithm>
#include <cmath>

#include "compare_notes.h"
#include "engine/describe.h"
#include "engine/number.h"
#include "engine/text.h"
#include "matrix_map.h"

namespace attn {

namespace {

using Names = std::vector<std::string>;

// Names for rows or columns that are tokens; none for numbered ones.
Names names_of(const RunHead& side, Tensor tensor, bool rows) {
    const Axis axis = rows ? info(tensor).rows : info(tensor).cols;
    if (axis != Axis::query && axis != Axis::key) return {};
    const Matrix& m = matrix(side, tensor);
    Names out;
    for (int i = 0; i < (rows ? m.rows() : m.cols()); ++i)
        out.push_back(rows ? row_label(*side.trace, tensor, i) : col_label(*side.trace, tensor, i));
    return out;
}

// The two runs' names for the places that both have: one where they agree, else both.
Names joint(const Names& a, const Names& b) {
    Names out;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        out.push_back(a[i] == b[i] ? a[i] : a[i] + "/" + b[i]);
    return out;
}

struct MapNames {
    Names rows, cols;
};
struct AllNames {
    MapNames a, b, both;
};
AllNames all_names(const Program& p) {
    const TensorPair t = compared_tensors(p);
    const RunHead a = side_a(p), b = side_b(p);
    AllNames n{
        {names_of(a, t.a, true), names_of(a, t.a, false)}, {names_of(b, t.b, true), names_of(b, t.b, false)}, {}};
    n.both = {joint(n.a.rows, n.b.rows), joint(n.a.cols, n.b.cols)};
    return n;
}

float widest(const Pen& pen, const Names& names, float most) {
    float width = 0;
    for (const std::string& name : names) width = std::max(width, text_width(pen.faces->text, kBody, name));
    return names.empty() ? 0 : std::min(width, most) + 14;
}

// Titles of stages that do not fit into one line have two.
float stages_height(const Program& p, const Pen& pen, const Rect& area) {
    const std::vector<Stage> stages = offered_stages(p.state.config);
    const float box = area.w * 0.72f / static_cast<float>(stages.size()) - 8;
    for (const Stage stage : stages)
        if (text_width(pen.faces->bold, kSmall, text("stage." + std::string(info(stage).key))) > box) return 66;
    return 50;
}

CompareShape shape_of(const Program& p, const Pen& pen, const Rect& area) {
    const TensorPair t = compared_tensors(p);
    const Matrix &a = matrix(side_a(p), t.a), &b = matrix(side_b(p), t.b);
    const AllNames names = all_names(p);
    CompareShape s{.rows_a = static_cast<int>(std::max<Index>(a.rows(), 1)),
                   .cols_a = static_cast<int>(std::max<Index>(a.cols(), 1)),
                   .rows_b = static_cast<int>(std::max<Index>(b.rows(), 1)),
                   .cols_b = static_cast<int>(std::max<Index>(b.cols(), 1))};
    const float most = area.w < 720 ? 60.0f : 88.0f;
    const auto width = [&](const Names& of_a, const Names& of_b) {
        return std::max(widest(pen, of_a, most), widest(pen, of_b, most));
    };
    s.row_name = width(names.a.rows, names.b.rows);
    s.shared_names = names.a.rows == names.b.rows && names.a.cols == names.b.cols;
    if (!s.shared_names) s.joint_name = widest(pen, names.both.rows, most);
    // Names wider than their columns are slanted and need the height of their diagonal. How wide the columns become
    // depends on that height, so it is estimated.
    const float column = area.w < 720 ? area.w / static_cast<float>(std::max(s.cols_a, s.cols_b)) * 0.8f : 44.0f;
    bool slanted = false;
    for (const Names* of : {&names.a.cols, &names.b.cols, &names.both.cols}) slanted |= slanted_names(pen, *of, column);
    const float name = std::max(width(names.a.cols, names.b.cols), widest(pen, names.both.cols, most));
    s.col_name = names.a.cols.empty() ? 0 : slanted ? name * 0.71f + 14 : 24;
    s.heads = static_cast<int>(p.comparison.heads.size());
    if (p.state.against != Against::head && has_other(p)) s.stages = stages_height(p, pen, area);
    s.tabs = !p.environment.controls;
    s.button = s.tabs && !button_command(p).empty();
    return s;
}

Color name_color(const Theme& t, Axis axis, Ink ink) {
    return ink == Ink::value ? t.value : axis == Axis::query ? t.query : t.key;
}

// A number is hidden where the mask hides it; of a difference, where both are hidden.
Mask hidden_cells(const RunHead& side, Tensor tensor, const Matrix& m) {
    Mask hidden(m.rows(), m.cols());
    for (Index i = 0; i < m.rows(); ++i)
        for (Index j = 0; j < m.cols(); ++j) hidden(i, j) = is_masked(*side.trace, tensor, side.head, i, j);
    return hidden;
}

float largest_of(const Matrix& m) {
    float most = 0;
    for (Index i = 0; i < m.size(); ++i)
        if (std::isfinite(m.data()[i])) most = std::max(most, std::fabs(m.data()[i]));
    return most;
}

// "a  head 1": the letter that the table and the difference use, and what it stands for.
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
    TensorPair tensors;
    Matrix apart;
    Mask hidden_a, hidden_b, hidden_both;
    MatrixMap a, b, difference;
};

void build_maps(Maps& m, const Program& p, const CompareLayout& l) {
    m.tensors = compared_tensors(p);
    const RunHead a = side_a(p), b = side_b(p);
    const Matrix &in_a = matrix(a, m.tensors.a), &in_b = matrix(b, m.tensors.b);
    m.apart = difference(in_a, in_b);
    m.hidden_a = hidden_cells(a, m.tensors.a, in_a);
    m.hidden_b = hidden_cells(b, m.tensors.b, in_b);
    m.hidden_both = Mask(m.apart.rows(), m.apart.cols());
    for (Index i = 0; i < m.apart.rows(); ++i)
        for (Index j = 0; j < m.apart.cols(); ++j) m.hidden_both(i, j) = m.hidden_a(i, j) && m.hidden_b(i, j);
    // One scale for both, so that the same number has the same colour.
    const float largest =
        std::max(range_of(p.now, m.tensors.a), p.comparison.other ? range_of(*p.comparison.other, m.tensors.a) : 0.0f);
    const Range range = info(m.tensors.a).range;
    m.a = {&in_a, l.a.plate.area, range, largest, &m.hidden_a};
    m.b = {&in_b, l.b.plate.area, range, largest, &m.hidden_b};
    m.difference = {&m.apart, l.difference.plate.area, Range::about_zero, largest_of(m.apart), &m.hidden_both};
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
    Maps m;
    build_maps(m, p, l);
    const AllNames names = all_names(p);
    const TensorInfo& t = info(m.tensors.a);
    const bool heads = p.state.against == Against::head;
    const Theme& th = *pen.theme;
    const auto color = [&](const RunHead& s) { return heads ? th.heads[s.head % 8] : th.ink; };
    draw_title(pen, l.a, "a", name_a(p), color(side_a(p)));
    draw_title(pen, l.b, "b", name_b(p), color(side_b(p)));
    draw_title(pen, l.difference, "a \u2212 b", std::string(text("compare.difference")), th.ink);
    if (heads && p.now.trace.heads > 1) draw_arrows(pen, l.a), draw_arrows(pen, l.b);
    for (const MatrixMap* map : {&m.a, &m.b, &m.difference}) draw_map(pen, *map);
    draw_names(pen, l.a, m.a, names.a, t, place);
    draw_names(pen, l.b, m.b, names.b, info(m.tensors.b), place);
    draw_names(pen, l.difference, m.difference, names.both, t, place);
    for (const auto* map : {&m.a, &m.b, &m.difference})
        if (place && inside(*map->values, *place))
            pen.canvas.frame(map_cell(*map, place->row, place->col).inset(-1), th.accent, 3, 4);
    if (l.scale.w > 0) draw_scale_bar(pen, l.scale, t.range, m.a.largest);
    const Rect& own = l.difference_scale;
    if (own.w > 0 && m.difference.largest == 0)
        draw_text(pen, pen.faces->text, kSmall, own.x, own.y + 8, text("compare.no_difference"), th.muted);
    else if (own.w > 0) draw_scale_bar(pen, l.difference_scale, Range::about_zero, m.difference.largest);
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
        if (d.any) pen.canvas.fill(bar, t.wrong, 3);
        else pen.canvas.frame(bar, t.faint, 1, 3);
        const bool shown = stages[i] == p.state.stage;
        const float title = draw_paragraph(pen, shown ? pen.faces->bold : pen.faces->text, kSmall,
                                           {box.x, box.y + 9, box.w, box.h - 26},
                                           text("stage." + std::string(info(stages[i]).key)), shown ? t.ink : t.muted);
        const std::string how = !d.any           ? std::string(text("compare.stage_same"))
                                : d.largest == 0 ? std::string(text("compare.stage_differs"))
                                                 : text("compare.stage_by", {{"most", fixed(d.largest, 2)}});
        draw_text(pen, pen.faces->text, kSmall, box.x, box.y + 17 + title, fitted(pen.faces->text, kSmall, how, box.w),
                  d.any ? t.ink : t.muted);
    }
}

void draw_tabs(const Program& p, const Pen& pen, const CompareLayout& l) {
    constexpr std::string_view names[] = {"compare.tab.head", "compare.tab.pin", "compare.tab.right"};
    for (std::size_t i = 0; l.tabs[0].w > 0 && i < l.tabs.size(); ++i)
        draw_button(pen, l.tabs[i], text(names[i]), static_cast<std::size_t>(p.state.against) == i);
    if (l.button.w > 0) draw_button(pen, l.button, button_words(p), false);
}

void choose_head(Program& p, int head, bool other) {
    AppState& s = p.state;
    const int shown = s.head, beside = std::min(s.other_head, s.config.heads);
    (other ? s.other_head : s.head) = head;
    // Choosing the head that stands on the other side swaps the two.
    if (s.against != Against::head || s.head != (other ? head : beside) ||
        s.head != std::min(s.other_head, s.config.heads))
        return;
    (other ? s.head : s.other_head) = other ? beside : shown;
}

void click(Program& p, const CompareLayout& l, float x, float y) {
    AppState& s = p.state;
    for (std::size_t i = 0; i < l.tabs.size(); ++i)
        if (l.tabs[i].contains(x, y)) s.against = static_cast<Against>(i);
    if (l.button.contains(x, y)) {
        const std::string wanted(button_command(p));
        command(p, wanted);
    }
    const int heads = s.config.heads;
    if (s.against == Against::head && heads > 1)
        for (const bool other : {false, true}) {
            const CompareMap& m = other ? l.b : l.a;
            const int now = other ? std::min(s.other_head, heads) : s.head;
            if (m.back.contains(x, y)) choose_head(p, now > 1 ? now - 1 : heads, other);
            else if (m.forth.contains(x, y)) choose_head(p, now < heads ? now + 1 : 1, other);
        }
    const std::vector<Stage> stages = offered_stages(s.config);
    for (std::size_t i = 0; i < stages.size() && l.stages.w > 0; ++i)
        if (stage_box(l, static_cast<int>(i), static_cast<int>(stages.size())).contains(x, y))
            s.stage = stages[i], s.time = 1;
    for (std::size_t i = 0; i < p.comparison.heads.size() && l.table.w > 0; ++i) {
        const Rect row = table_row(l, static_cast<int>(i));
        const int head = p.comparison.heads[i].head + 1;
        if (row.contains(x, y) && head <= heads)
            choose_head(p, head, x >= row.x + 28 && x < row.x + 56 && s.against == Against::head);
    }
}

void handle_pointer(Program& p, const CompareLayout& l, std::optional<Place>& place, const Rect& area) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    const bool within = ImGui::IsWindowHovered() && area.contains(at.x, at.y);
    const auto pointed = within && has_other(p) ? place_at(l, at.x, at.y) : std::nullopt;
    const TensorPair tensors = compared_tensors(p);
    const RunHead a = side_a(p);
    const bool in_a = pointed && inside(matrix(a, tensors.a), *pointed);
    p.hover = in_a ? std::optional(Cell{tensors.a, info(tensors.a).per_head ? a.head : 0, pointed->row, pointed->col})
                   : std::nullopt;
    place = pointed ? pointed : selected_place(p);
    if (!within || !ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
    if (!pointed) return click(p, l, at.x, at.y);
    const bool again = selected_place(p) == pointed;
    if (again || p.hover) select(p.state, again ? std::nullopt : p.hover);
}

} // namespace

CompareLayout compared_layout(const Program& p, const Pen& pen, const Rect& area) {
    return compare_layout(shape_of(p, pen, area), area);
}

std::optional<Place> place_at(const CompareLayout& l, float x, float y) {
    for (const CompareMap* m : {&l.a, &l.b, &l.difference})
        if (const auto cell = cell_at(m->plate, x, y)) return Place{cell->row, cell->col};
    return std::nullopt;
}

std::optional<Rect> compared_place(const Program& p, const Pen& pen, const Rect& area, const Cell& cell) {
    const Plate& plate = compared_layout(p, pen, area).a.plate;
    const bool there = compared_tensors(p).a == cell.tensor && cell.row < plate.rows && cell.col < plate.cols;
    return there ? std::optional(cell_rect(plate, cell.row, cell.col)) : std::nullopt;
}

void compare_ui(Program& p, const Pen& pen, const Rect& area) {
    refresh_comparison(p);
    std::optional<Place> place;
    handle_pointer(p, compared_layout(p, pen, area), place, area);
    refresh_comparison(p); // a click may have chosen something else
    const CompareLayout l = compared_layout(p, pen, area);
    draw_tabs(p, pen, l);
    if (has_other(p)) {
        draw_maps(p, pen, l, place);
        draw_stages(p, pen, l);
        draw_table(p, pen, l);
    }
    draw_notes(p, pen, l, place);
}

} // namespace attn
