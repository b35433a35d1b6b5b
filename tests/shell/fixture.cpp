#include "fixture.h"

#include <algorithm>

#include <cmath>

namespace attn_test {

Headless::Headless(float width, float height) : Offscreen(width, height), area{0, 0, width, height} {
    ImGui::GetIO().ConfigInputTrickleEventQueue = false;
    faces = attn::load_faces(cache.words);
}

void Headless::frame(attn::Program& program) {
    attn::begin_frame(cache);
    ImGui::NewFrame();
    attn::figure_ui(program, faces, cache, area);
    render();
}

void Headless::point(float x, float y) { ImGui::GetIO().AddMousePosEvent(x, y); }

void Headless::click(attn::Program& program, float x, float y) {
    point(x, y);
    frame(program);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    frame(program);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    frame(program);
}

void Headless::press(attn::Program& program, ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    frame(program);
    ImGui::GetIO().AddKeyEvent(key, false);
    frame(program);
}

const attn::Panel* panel_of(const attn::Layout& l, attn::Tensor tensor) {
    const auto found = std::find_if(l.panels.begin(), l.panels.end(),
                                    [tensor](const attn::Panel& one) { return one.tensor == tensor; });
    return found == l.panels.end() ? nullptr : &*found;
}

std::vector<float> picture(const ImDrawData& data) {
    std::vector<float> out;
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawVert& v : list->VtxBuffer)
            out.insert(out.end(), {v.pos.x, v.pos.y, v.uv.x, v.uv.y, static_cast<float>(v.col & 0xFFFF),
                                   static_cast<float>(v.col >> 16)});
        for (const ImDrawIdx i : list->IdxBuffer) out.push_back(static_cast<float>(i));
    }
    return out;
}

bool finite(const ImDrawData& data, float left, float right) {
    for (const ImDrawList* list : data.CmdLists)
        for (const ImDrawVert& v : list->VtxBuffer)
            if (!std::isfinite(v.pos.x) || !std::isfinite(v.pos.y) || v.pos.x <= left || v.pos.x >= right) return false;
    return true;
}

} // namespace attn_test
