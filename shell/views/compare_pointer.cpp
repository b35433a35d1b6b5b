#include "compare_pointer.h"

#include <imgui.h>

#include <algorithm>

#include "compare_notes.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"

namespace attn {

namespace {

void choose_head(Program& p, int head, bool other) {
    AppState& s = p.state;
    const int shown = s.head, beside = std::min(s.other_head, s.config.heads);
    (other ? s.other_head : s.head) = head;
    // Choosing the head that is on the other side swaps the two.
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

} // namespace

std::optional<Place> place_at(const CompareLayout& l, float x, float y) {
    for (const CompareMap* m : {&l.a, &l.b, &l.difference})
        if (const auto cell = cell_at(m->panel, x, y)) return Place{cell->row, cell->col};
    return std::nullopt;
}

bool handle_compare_pointer(Program& p, const CompareLayout& l, std::optional<Place>& place, const Rect& area) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    const bool within = ImGui::IsWindowHovered() && area.contains(at.x, at.y);
    const auto pointed = within && p.comparison.maps ? place_at(l, at.x, at.y) : std::nullopt;
    const TensorPair tensors = compared_tensors(p);
    const RunHead a = side_a(p);
    const bool in_a = pointed && inside(matrix(a, tensors.a), *pointed);
    p.hover = in_a ? std::optional(Cell{tensors.a, info(tensors.a).per_head ? a.head : 0, pointed->row, pointed->col})
                   : std::nullopt;
    place = pointed || !p.comparison.maps ? pointed : selected_place(p);
    if (!within || !ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return false;
    if (!pointed) return click(p, l, at.x, at.y), refresh(p), true;
    const bool again = selected_place(p) == pointed;
    if (again || p.hover) select(p.state, again ? std::nullopt : p.hover);
    return true;
}

} // namespace attn
