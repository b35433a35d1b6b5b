#include "gesture.h"

#include <imgui.h>

#include <algorithm>
#include <cstdlib>

#include "shell/program/edit.h"

namespace attn {

namespace {

void move_number(Program& p, Drag& d, float y, bool fine) {
    if (!d.moved) {
        // From here on, so that the number does not jump.
        d.y = y;
        d.value = number_in_hand(p, d.cell);
        return;
    }
    if (y == d.y) return;
    d.value += (d.y - y) * drag_step(d.value, fine);
    d.value = std::clamp(d.value, -kMaxEditValue, kMaxEditValue);
    d.y = y;
    set_number(p, d.cell, drag_rounded(d.value, fine));
}

// All cells between the last one and this one, because a quick hand skips some.
void paint_to(Program& p, Drag& d, const Cell& to) {
    const int rows = to.row - d.cell.row, cols = to.col - d.cell.col, steps = std::max(std::abs(rows), std::abs(cols));
    for (int i = d.moved ? 1 : 0; i <= steps; ++i) {
        const int part = std::max(steps, 1);
        // Rounded to the nearer cell.
        const auto along = [&](int way) { return (2 * way * i + (way < 0 ? -part : part)) / (2 * part); };
        paint(p, {d.cell.tensor, d.cell.head, d.cell.row + along(rows), d.cell.col + along(cols)}, d.shut);
    }
    d.cell.row = to.row, d.cell.col = to.col;
}

void let_go(Program& p) {
    const Drag d = *p.drag;
    p.drag.reset();
    // A click: with the pencil it paints, without it a second one lets go of the cell.
    if (!d.moved && d.paints && p.state.pencil) paint(p, d.cell, d.shut);
    else if (!d.moved && d.again && !p.field) select(p.state, std::nullopt);
    if (!p.field) release(p);
}

} // namespace

bool begin_drag(Program& p, const Cell& cell, bool was_selected) {
    const Grip held = grip(p, cell);
    if (held == Grip::none) return false;
    const bool paints = held == Grip::paint;
    const ImVec2 at = ImGui::GetIO().MousePos;
    p.drag = {.cell = cell, .paints = paints, .shut = paints && paint_shuts(p, cell), .again = was_selected, .y = at.y};
    p.playing = Playing::no;
    hold(p.history, p.state.config);
    return true;
}

bool continue_drag(Program& p, const Layout& l) {
    if (!p.drag) return false;
    // A number changed under the hand may have taken the cell away: then there is nothing to hold.
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) || !contains(p.now.run.trace, p.drag->cell)) return let_go(p), true;
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 at = io.MousePos, from = io.MouseClickedPos[0];
    Drag& d = *p.drag;
    if (d.paints) {
        const auto under = cell_at(l, at.x, at.y);
        const bool other = under && in_grid(under->tensor) && (under->row != d.cell.row || under->col != d.cell.col);
        if (other) paint_to(p, d, *under), d.moved = true;
    } else {
        const bool begins = !d.moved && std::abs(at.y - from.y) >= kTremble;
        if (d.moved || begins) move_number(p, d, at.y, io.KeyShift);
        d.moved = d.moved || begins;
    }
    p.hover = d.cell;
    return true;
}

void show_grip(const Program& p) {
    const Grip held = p.hover ? grip(p, *p.hover) : Grip::none;
    if (held == Grip::number) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    if (held == Grip::paint) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

bool opens_field(const Program& p) {
    const auto cell = selection(p.state, p.now.run.trace);
    if (!cell || grip(p, *cell) != Grip::number) return false;
    for (const ImGuiKey key : {ImGuiKey_Enter, ImGuiKey_Minus, ImGuiKey_Equal})
        if (ImGui::IsKeyPressed(key)) return true;
    for (int digit = 0; digit <= 9; ++digit)
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_0 + digit))) return true;
    return false;
}

} // namespace attn
