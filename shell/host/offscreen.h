// A context of ImGui's own that draws to nobody: for files and for tests.
#pragma once

#include <imgui.h>

#include "shell/draw/cache.h"

namespace attn {

// Current from its making to its end; then the one that was current before comes back.
class Offscreen {
public:
    Offscreen(float width, float height);
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    // Ends the frame, and does what a renderer would do with textures.
    void render();

    Cache cache;

private:
    ImGuiContext* before_;
};

} // namespace attn
