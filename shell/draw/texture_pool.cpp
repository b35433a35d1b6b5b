#include "texture_pool.h"

#include <imgui_internal.h>

#include <utility>

namespace attn {

namespace {

bool is_free(const ImTextureData& t) { return t.Status == ImTextureStatus_Destroyed; }

bool is_registered(ImTextureData* t) { return ImGui::GetCurrentContext()->UserTextures.contains(t); }

// The renderer lets go of a texture in the frame after it is asked to.
void leave(TexturePool& pool, std::unique_ptr<ImTextureData> texture) {
    if (is_free(*texture) || !is_registered(texture.get())) return;
    texture->UnusedFrames = 1;
    texture->SetStatus(ImTextureStatus_WantDestroy);
    pool.leaving.push_back(std::move(texture));
}

// What has not been shown for a while, in frames, gives its memory back; thumbnails, which take little, much later.
int patience(const TextureSlot& slot) { return slot.now.dots.kinds.size() > 64 * 64 ? 90 : 600; }

void clear_away(TexturePool& pool) {
    std::erase_if(pool.leaving, [](const auto& texture) {
        if (!is_free(*texture) && is_registered(texture.get())) return false;
        if (is_registered(texture.get())) ImGui::UnregisterUserTexture(texture.get());
        return true;
    });
    const int frame = ImGui::GetFrameCount();
    std::erase_if(pool.slots, [&](const auto& slot) {
        if (frame - slot->frame < patience(*slot) && slot->frame <= frame) return false;
        leave(pool, std::move(slot->texture));
        return true;
    });
}

} // namespace

TextureSlot& texture_slot(TexturePool& pool, const PixelGridKey& key) {
    clear_away(pool);
    const int frame = ImGui::GetFrameCount();
    TextureSlot* found = nullptr;
    for (const auto& slot : pool.slots) {
        const PixelGridKey& had = slot->key;
        if (slot->frame == frame || had.head != key.head || had.first_col != key.first_col ||
            had.transposed != key.transposed || had.tensor != key.tensor)
            continue;
        if (had == key) {
            found = slot.get();
            break;
        }
        // One of the same size rather than one that another view of the matrix will ask for.
        if (!found || (had.w == key.w && had.h == key.h)) found = slot.get();
    }
    if (!found) found = pool.slots.emplace_back(std::make_unique<TextureSlot>()).get();
    found->frame = frame;
    return *found;
}

bool is_painted(const TextureSlot& slot) { return !is_free(*slot.texture) && is_registered(slot.texture.get()); }

ImTextureData& fresh_texture(TexturePool& pool, TextureSlot& slot, int w, int h) {
    const bool fits = is_painted(slot) && slot.texture->Width >= w && slot.texture->Height >= h;
    if (!fits) {
        leave(pool, std::move(slot.texture));
        slot.texture = std::make_unique<ImTextureData>();
        const auto rounded = [](int length) { return (length + 63) / 64 * 64; };
        slot.texture->Create(ImTextureFormat_RGBA32, rounded(w), rounded(h));
        slot.texture->SetStatus(ImTextureStatus_WantCreate);
        slot.texture->UseColors = true;
        ImGui::RegisterUserTexture(slot.texture.get());
    } else if (slot.texture->Status != ImTextureStatus_WantCreate) {
        const ImTextureRect all{0, 0, static_cast<unsigned short>(w), static_cast<unsigned short>(h)};
        slot.texture->Updates.resize(0);
        slot.texture->Updates.push_back(all);
        slot.texture->UpdateRect = all;
        slot.texture->SetStatus(ImTextureStatus_WantUpdates);
    }
    return *slot.texture;
}

} // namespace attn
