#include "keys.h"

#include <imgui.h>

#include <algorithm>

#include "gesture.h"

namespace attn {

namespace {
// On the map a step leads to the next stage or the next head.
void walk_map(Program& p, int dx, int dy) {
    const std::vector<Stage> stages = offered_stages(p.state.config);
    const int index =
        std::clamp(stage_index(p.state.config, p.state.stage) + dx, 0, static_cast<int>(stages.size()) - 1);
    if (dx != 0) {
        p.playing = Playing::no;
        p.state.stage = stages[static_cast<std::size_t>(index)];
        p.state.time = 1;
    }
    p.state.head = std::clamp(p.state.head + dy, 1, p.now.trace.heads);
}
} // namespace

void walk(Program& p, int dx, int dy) {
    if (p.state.view == View::map) return walk_map(p, dx, dy);
    const auto now = selection(p.state, p.now.trace);
    if (!now) {
        const Tensor tensor = result_of(p.state.stage);
        return select(p.state, Cell{tensor, info(tensor).per_head ? p.state.head - 1 : 0, 0, 0});
    }
    const bool turned = now->tensor == Tensor::k_head && info(p.state.stage).per_head;
    if (turned) std::swap(dx, dy);
    const Matrix& m = matrix(p.now.trace, now->tensor, now->head);
    Cell next = *now;
    next.row = std::clamp(now->row + dy, 0, static_cast<int>(m.rows()) - 1);
    next.col = std::clamp(now->col + dx, 0, static_cast<int>(m.cols()) - 1);
    select(p.state, next);
}

void handle_keys(Program& p) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || io.KeyAlt || handle_edit_keys(p)) return;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key); };
    if (io.KeyShift) {
        if (pressed(ImGuiKey_LeftArrow)) command(p, "pan-left");
        if (pressed(ImGuiKey_RightArrow)) command(p, "pan-right");
        if (pressed(ImGuiKey_UpArrow)) command(p, "pan-up");
        if (pressed(ImGuiKey_DownArrow)) command(p, "pan-down");
    } else {
        if (pressed(ImGuiKey_LeftArrow)) walk(p, -1, 0);
        if (pressed(ImGuiKey_RightArrow)) walk(p, 1, 0);
        if (pressed(ImGuiKey_UpArrow)) walk(p, 0, -1);
        if (pressed(ImGuiKey_DownArrow)) walk(p, 0, 1);
    }
    if (pressed(ImGuiKey_Equal) || pressed(ImGuiKey_KeypadAdd)) command(p, "zoom-in");
    if (pressed(ImGuiKey_Minus) || pressed(ImGuiKey_KeypadSubtract)) command(p, "zoom-out");
    if (pressed(ImGuiKey_0)) command(p, "fit");
    if (pressed(ImGuiKey_Escape) || pressed(ImGuiKey_Backspace)) command(p, "leave");
    if (pressed(ImGuiKey_Space)) command(p, "toggle");
    if (pressed(ImGuiKey_Enter)) command(p, "enter");
    if (pressed(ImGuiKey_Period)) command(p, "next");
    if (pressed(ImGuiKey_Comma)) command(p, "prev");
    if (pressed(ImGuiKey_Home)) command(p, "reset");
    if (pressed(ImGuiKey_End)) seek(p, static_cast<double>(offered_stages(p.state.config).size()));
    for (int h = 0; h < p.now.trace.heads; ++h)
        if (pressed(static_cast<ImGuiKey>(ImGuiKey_1 + h))) p.state.head = h + 1;
}

} // namespace attn
