// A matrix whose cells are too small to be drawn one by one, as the pixels of the screen. Pure arithmetic.
//
// A pixel that several cells share shows one of their numbers, never a mean that no cell has: the one with the
// largest magnitude, so a single large weight is seen however far away one looks. It is masked only if all of its
// cells are, so the edge of a mask stays sharp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "engine/math/matrix.h"
#include "theme.h"

namespace attn {

// Along one axis: which cells each dot stands for, and which dot each pixel shows.
struct Axis1 {
    std::vector<int> first, last; // of dot d: cells [first[d], last[d])
    std::vector<int> dot;         // of pixel p; -1 where there is no cell
    bool operator==(const Axis1&) const = default;
};
// `cells` cells of `pitch` pixels each begin at `origin`; pixels [from, to) are wanted. All in pixels of the screen.
Axis1 axis_of(float origin, float pitch, int cells, int from, int to);

// What each dot shows of one matrix.
enum class PixelKind : std::uint8_t { number, masked, dropped };
struct PixelGrid {
    std::vector<float> numbers;
    std::vector<PixelKind> kinds;
};
// Dots of which nothing has been gathered yet.
PixelGrid empty_pixel_grid(const Axis1& across, const Axis1& down);
// The rows of a matrix that begin with `first`; `keep` has the same rows, is 0 where a weight is dropped, and may be
// null.
struct Rows {
    const Matrix& numbers;
    const Matrix* keep = nullptr;
    Index first = 0;
};
// Puts these rows into the dots. `open` is false where a cell is hidden, for the whole matrix, or null; `first_col`,
// `transposed`: as in Panel.
void gather(PixelGrid&, const Rows&, const Mask* open, int first_col, bool transposed, const Axis1& across,
            const Axis1& down);

// The colours of a panel at a moment.
struct PixelPaint {
    const Theme* theme = nullptr;
    Range range{}, range_before{};
    float largest = 0, largest_before = 0;
    bool turning = false;          // cells turn from `before`; otherwise they are computed
    bool hatching = false;         // the hatch comes with the change
    std::span<const float> shares; // of the change, for each dot: 0 .. 1
    int stripes = 8;               // from one stripe of the hatch to the next, in pixels
    int phase = 0;                 // of the stripes, so that they stay where they are in the matrix
};
// The colours of a range, finer than a screen can show. Themes are tables that never change, so each is made once.
using ColorSteps = std::array<std::uint32_t, 1024>;
using PixelColors = std::map<std::pair<const Theme*, Range>, ColorSteps>;

// One colour for each pixel, row by row, as the screen takes it. `before` is read only while cells turn from it.
void paint_pixels(PixelColors&, const PixelPaint&, const PixelGrid& now, const PixelGrid& before, const Axis1& across,
                  const Axis1& down, std::uint32_t* pixels, int stride);

} // namespace attn
