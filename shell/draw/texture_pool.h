// The textures that matrices of very small cells are drawn with, and what each was made from. A slot is made anew only
// when that differs: what a frame shows follows from its inputs alone, slots only save doing it again.
#pragma once

#include <imgui.h>

#include <memory>
#include <vector>

#include "engine/stages/stage.h"
#include "pixel_grid.h"

namespace attn {

// What dots follow from. Equal keys, equal dots.
struct PixelGridKey {
    std::shared_ptr<const void> run{}; // Derived::identity
    Tensor tensor{};
    int head = 0, first_col = 0;
    bool transposed = false;
    float x = 0, y = 0, w = 0, h = 0;             // the panel, in pixels of the screen
    int left = 0, top = 0, right = 0, bottom = 0; // what of it is in view
    bool operator==(const PixelGridKey&) const = default;
};

// The dots of one matrix, of which rows [0, rows) have been gathered.
struct Gathered {
    Tensor tensor{};
    PixelGrid dots{};
    Index rows = 0;
};

// What colours follow from, beside the dots.
struct PaintKey {
    Tensor before{}; // what cells turn from
    const Theme* theme = nullptr;
    std::vector<float> shares{}; // of the change, for each dot
    bool operator==(const PaintKey&) const = default;
};

struct TextureSlot {
    PixelGridKey key{};
    Axis1 across{}, down{};
    Gathered now{}, before{}; // `before` is kept until cells turn from something else
    PixelGridKey shown{};     // what the texture was painted from
    PaintKey paint{};
    std::unique_ptr<ImTextureData> texture = std::make_unique<ImTextureData>();
    int frame = -1; // when it was drawn last
};

// Of one context of ImGui, which it must outlive.
struct TexturePool {
    std::vector<std::unique_ptr<TextureSlot>> slots;
    std::vector<std::unique_ptr<ImTextureData>> leaving; // until the renderer has let go of them
};

// The slot that showed this matrix last, or one for it. In one frame no slot is given twice; those that have not been
// asked for in a while are gone.
TextureSlot& texture_slot(TexturePool&, const PixelGridKey&);

// Whether the slot has a texture that can be drawn.
bool is_painted(const TextureSlot&);

// The slot's texture, at least `w` x `h` pixels, to be sent to the graphics card in this frame.
ImTextureData& fresh_texture(TexturePool&, TextureSlot&, int w, int h);

} // namespace attn
