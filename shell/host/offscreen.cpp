#include "offscreen.h"

namespace attn {

namespace {

void destroy(ImTextureData& texture) {
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
}

} // namespace

Offscreen::Offscreen(float width, float height) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(ImGui::CreateContext());
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0f / 60;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
}

Offscreen::~Offscreen() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) destroy(*texture);
    ImGui::DestroyContext();
    ImGui::SetCurrentContext(before_);
}

void Offscreen::render() {
    ImGui::Render();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
        if (texture->Status == ImTextureStatus_WantDestroy) destroy(*texture);
        else if (texture->Status != ImTextureStatus_Destroyed) texture->SetStatus(ImTextureStatus_OK);
    }
}

} // namespace attn
