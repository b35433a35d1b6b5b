#include "pointer.h"

#include <imgui.h>

#include <cmath>

#include "gesture.h"
#include "shell/layout/regions.h"
#include "shell/layout/reveal.h"
#include "shell/program/playback.h"

namespace attn {

std::optional<Cell> shown_cell(const Program& p, const Layout& l, const Cell& cell) {
    for (auto panel = l.panels.rbegin(); panel != l.panels.rend(); ++panel) {
        const bool same_place = panel->head == cell.head && in_grid(panel->tensor) && in_grid(cell.tensor);
        if (!holds(*panel, cell) && !same_place) continue;
        const CellState now = cell_state(p.now.run.trace, moment_of(p), *panel, cell.row, cell.col);
        if (now.done < 1) return std::nullopt;
        return Cell{shown_tensor(now, *panel), cell.head, cell.row, cell.col};
    }
    return cell;
}

namespace {

std::optional<Cell> pointed_at(const Program& p, const Layout& l, float x, float y) {
    const auto cell = cell_at(l, x, y);
    return cell ? shown_cell(p, l, *cell) : std::nullopt;
}

} // namespace

bool move_camera(Program& p, const Rect& view, float factor, float x, float y, float dx, float dy) {
    const Camera now = camera(p), to = panned(zoomed(now, view, factor, x, y), view, dx, dy);
    if (!has_camera(p.state.view) || to == now) return false;
    p.state.camera = to;
    p.flight = {p.state.view, to, 1};
    return true;
}

bool clicked() {
    const ImGuiIO& io = ImGui::GetIO();
    return ImGui::IsMouseReleased(ImGuiMouseButton_Left) && io.MouseDragMaxDistanceSqr[0] < kTremble * kTremble;
}

void drag_and_wheel(Program& p, const Rect& view, bool inside) {
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 from = io.MouseClickedPos[0];
    if (inside && io.MouseWheel != 0)
        move_camera(p, view, std::pow(1.2f, io.MouseWheel), io.MousePos.x, io.MousePos.y, 0, 0);
    if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble) && view.contains(from.x, from.y))
        move_camera(p, view, 1, from.x, from.y, io.MouseDelta.x, io.MouseDelta.y);
}

void handle_pointer(Program& p, const Layout& l, const Rect& area) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (continue_drag(p, l)) return show_grip(p);
    const bool inside = ImGui::IsWindowHovered() && area.contains(at.x, at.y);
    p.hover = inside ? pointed_at(p, l, at.x, at.y) : std::nullopt;
    show_grip(p);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && p.hover) {
        const auto chosen = selection(p.state, p.now.run.trace);
        const bool was_selected = chosen && shown_cell(p, l, *chosen) == p.hover;
        if (begin_drag(p, *p.hover, was_selected)) return select(p.state, p.hover);
    }
    drag_and_wheel(p, l.stage, inside);
    if (!inside || !clicked()) return;
    for (int h = 0; l.heads.w > 0 && h < p.now.run.trace.heads; ++h)
        if (head_thumb(l, p.now.run.trace.heads, h).contains(at.x, at.y)) {
            p.state.head = h + 1;
            return;
        }
    const auto selected = selection(p.state, p.now.run.trace);
    const bool again = selected && p.hover && shown_cell(p, l, *selected) == p.hover;
    select(p.state, again ? std::nullopt : p.hover);
}

} // namespace attn
