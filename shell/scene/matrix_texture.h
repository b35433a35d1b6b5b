// Matrices whose cells are too small to be drawn one by one: each is one texture, made of dots (pixel_grid.h).
#pragma once

#include "scene.h"
#include "shell/draw/pixel_grid.h"

namespace attn {

// Below this many CSS pixels a cell is no longer drawn by itself, unless there are only a few.
inline constexpr float kMinCell = 6;
inline constexpr int kManyCells = 512;
bool uses_texture(const Panel&);
// Whether several of its cells share a pixel, so that not every number can be seen; with so many pixels for each CSS pixel.
bool shares_pixels(const Panel&, float ratio);

void draw_matrix_texture(const Scene&, const Panel&);

} // namespace attn
