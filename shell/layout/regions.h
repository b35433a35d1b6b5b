// Where the parts of the figure are on canvases of every size.
#pragma once

#include "layout.h"

namespace attn {

// Height of two lines of the sentence below the picture.
inline constexpr float kSentenceHeight = 44;
inline constexpr float kZoomWidth = 108; // of the zoom control

// Whether everything is below each other rather than side by side.
bool is_stacked(const Rect& canvas);

// Lays out the regions. `heads`: how many the strip shows, 0 for no strip.
void place_regions(Layout&, const Rect& canvas, int heads);

// The thumbnail of head h in the strip.
Rect head_thumb(const Layout&, int heads, int head);

} // namespace attn
