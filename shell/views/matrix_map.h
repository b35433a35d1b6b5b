// One matrix as a map of cells, whichever run it belongs to: for pictures that show more than one run.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shell/draw/type.h"
#include "shell/layout/layout.h"
#include "shell/program/derived.h"

namespace attn {

struct MatrixMap {
    const Matrix* values = nullptr;
    Rect area{};
    Range range{};
    float largest = 1;          // the end of the colour scale
    const Mask* open = nullptr; // false where a cell is hatched; null: nowhere
    // What the numbers follow from, and which of its maps this is: equal ones look the same.
    Identity identity{};
    int part = 0;
    bool is_difference = false;             // a - b: what is infinite is a number on one side only
    std::array<std::string_view, 2> only{}; // what such a cell says: that only a has it, or only b
};

// Where a cell of the map is.
Rect map_cell(const MatrixMap&, int row, int col);

// Cells with their digits, where these fit. Many small ones are drawn as dots (pixel_grid.h): a pixel that stands for
// several shows the one that is farthest from zero, so that nothing remarkable is lost.
void draw_map(const Pen&, const MatrixMap&);

// Names beside the rows (right-aligned before `x`) or above the columns. Those in `bold` are bold and always there;
// others give way where they would run into each other.
void draw_row_names(const Pen&, const MatrixMap&, const std::vector<std::string>& names, float width, const Color&,
                    int bold);
void draw_col_names(const Pen&, const MatrixMap&, const std::vector<std::string>& names, float height, const Color&,
                    int bold);

// Whether names above columns of this width have to be slanted.
bool slanted_names(const Faces&, const std::vector<std::string>& names, float column);

// A bar with the colours from one end of the scale to the other, and its numbers below.
void draw_scale_bar(const Pen&, const Rect&, Range, float largest);

} // namespace attn
