// Matrices whose cells are too small to be drawn one by one: each is one texture, made of dots (dots.h).
#pragma once

#include "scene.h"
#include "shell/draw/dots.h"

namespace attn {

// Below this many CSS pixels a cell is no longer drawn by itself, unless there are only a few.
inline constexpr float kLeastCell = 6;
inline constexpr int kManyCells = 512;
bool is_mosaic(const Plate&);

void draw_mosaic(const Scene&, const Plate&);

} // namespace attn
