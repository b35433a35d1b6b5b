#include "pointer.h"

#include <imgui.h>

#include "gesture.h"
#include "reveal.h"

namespace attn {

std::optional<Cell> shown_cell(const Program& p, const Layout& l, const Cell& cell) {
    for (auto plate = l.plates.rbegin(); plate != l.plates.rend(); ++plate) {
        const bool same_place = plate->head == cell.head && in_grid(plate->tensor) && in_grid(cell.tensor);
        if (!holds(*plate, cell) && !same_place) continue;
        const Look look_now = look(p.now.trace, p.state.stage, p.state.time, *plate, cell.row, cell.col);
        if (look_now.done < 1) return std::nullopt;
        return Cell{shown_tensor(look_now, *plate), cell.head, cell.row, cell.col};
    }
    return cell;
}

namespace {

std::optional<Cell> pointed_at(const Program& p, const Layout& l, float x, float y) {
    const auto cell = cell_at(l, x, y);
    return cell ? shown_cell(p, l, *cell) : std::nullopt;
}

} // namespace

void handle_pointer(Program& p, const Layout& l, const Rect& area) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (continue_drag(p, l)) return show_grip(p);
    const bool inside = ImGui::IsWindowHovered() && area.contains(at.x, at.y);
    p.hover = inside ? pointed_at(p, l, at.x, at.y) : std::nullopt;
    show_grip(p);
    if (!inside || !ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
    for (int h = 0; l.heads.w > 0 && h < p.now.trace.heads; ++h)
        if (head_thumb(l, p.now.trace.heads, h).contains(at.x, at.y)) {
            p.state.head = h + 1;
            return;
        }
    const auto selected = selection(p.state, p.now.trace);
    const bool again = selected && p.hover && shown_cell(p, l, *selected) == p.hover;
    const bool held = p.hover && begin_drag(p, *p.hover, again);
    select(p.state, again && !held ? std::nullopt : p.hover);
}

} // namespace attn
