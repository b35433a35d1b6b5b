// Where the parts of the figure are on canvases of every size.
#pragma once

#include "layout.h"

namespace attn {

// Lays out the regions. `heads`: how many the strip shows, 0 for no strip.
void place_regions(Layout&, const Rect& canvas, int heads);

// The thumbnail of head h in the strip.
Rect head_thumb(const Layout&, int heads, int head);

} // namespace attn
