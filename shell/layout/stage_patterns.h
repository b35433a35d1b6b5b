// The patterns in which the panels of a stage are placed: sums side by side, products in a corner or in a line, blocks
// of columns. stage_layout.cpp says which stage has which.
#pragma once

#include <initializer_list>
#include <vector>

#include "layout.h"

namespace attn {

inline constexpr float kGap = 16;   // between operands and result
inline constexpr float kTitle = 22; // a symbol beside a panel
inline constexpr float kBadge = 46; // width of the sums beside a grid

// Cells as large as fit, at most a comfortable size, a little wider than high so that digits have room.
struct CellSize {
    float w, h;
};
CellSize cell_size(float room_w, float room_h, int across, int down);

Panel panel(Tensor, int head, int rows, int cols, float x, float y, CellSize, bool transposed = false);

// E, P and X below each other, for a canvas that is higher than wide.
void place_sum_down(Layout&, const Dims&, const Metrics&);
// E + P = X side by side, and below it the same for the memory.
void place_sums(Layout&, const Dims&, const Metrics&);

// Left operand, upper operands, results: the corner layout, once or several times with one left operand. A bias is
// a row between the upper operand and the result that it is added to.
struct Product {
    Panel left;
    std::vector<Panel> tops, results, biases{};
};
void place_product(Layout&, const Metrics&, Product, float right_margin);
// The product in one line, left operand, upper operand, result, where that leaves room for digits and the corner, in
// which the rows of both operands are below each other, does not. Whether it does.
bool place_in_line(Layout&, const Metrics&, Product);

// Q, K and V, or the contexts, as blocks of columns; `apart` 0..1 opens the gap between the heads. Heads that
// share keys and values share a block.
void place_blocks(Layout&, const Dims&, const Metrics&, std::initializer_list<Tensor>, float apart);

} // namespace attn
