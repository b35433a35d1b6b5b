#include "fixture.h"

#include <cfloat>

namespace attn_test {

namespace {
void destroy(ImTextureData& texture) {
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
}
} // namespace

Headless::Headless(float width, float height) : area{0, 0, width, height} {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0f / 60;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.ConfigInputTrickleEventQueue = false;
    faces = attn::load_faces();
}

Headless::~Headless() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) destroy(*texture);
    ImGui::DestroyContext();
}

void Headless::frame(attn::Program& program) {
    ImGui::NewFrame();
    attn::figure_ui(program, faces, area);
    ImGui::Render();
    // What a renderer would do with the font texture.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
        if (texture->Status == ImTextureStatus_WantDestroy) destroy(*texture);
        else if (texture->Status != ImTextureStatus_Destroyed) texture->SetStatus(ImTextureStatus_OK);
    }
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

} // namespace attn_test
