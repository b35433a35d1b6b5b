// What drawing keeps from one frame to the next. It only saves doing something again: what a frame shows follows from
// the program's state, and from what there was time for. Whoever has a context of ImGui has one, which outlives it.
#pragma once

#include "pixel_grid.h"
#include "scripts.h"
#include "texture_pool.h"

namespace attn {

// A long text has millions of cells, and a frame has a few milliseconds: so many cells are gone through in a frame,
// the rest later.
struct FrameBudget {
    double spent = 0;
    bool put_off = false; // something is left to the next frame, so there has to be one
};

struct Cache {
    WordPictures words;
    TexturePool textures;
    PixelColors colors;
    FrameBudget budget;
};

// Call before ImGui::NewFrame().
void begin_frame(Cache&);

} // namespace attn
