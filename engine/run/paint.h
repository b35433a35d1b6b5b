// Cells of the mask that a learner has painted shut, in a compact text form.
//
//     2:3          query 2 may not attend to key 3; both are counted from 1
//     1-3:5        the same for queries 1 to 3
//     4:*,*:1      all keys of query 4, and key 1 for all queries
//
// Cells outside the sentence are allowed and close nothing, so a text stays valid while the sentence is edited.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/math/matrix.h"

namespace attn {

inline constexpr int kMaxPainted = 512;  // blocks in one text
inline constexpr int kAllPainted = 9999; // the end of "*", and the largest number that can be written

// A block of cells, counted from 1, both ends included.
struct PaintedBlock {
    int first_row = 1, last_row = 1, first_col = 1, last_col = 1;
    bool operator==(const PaintedBlock&) const = default;
};
struct Paint {
    std::vector<PaintedBlock> blocks{};
    bool operator==(const Paint&) const = default;
};

std::string paint_text(const Paint&);
std::optional<Paint> paint_of(std::string_view text); // nothing when the text does not have this form

// Whether a cell is painted shut; both numbers are counted from 1.
bool is_painted(const Paint&, int row, int col);

// The same with one cell shut or open; nothing when that takes too many blocks.
std::optional<Paint> with_cell(const Paint&, int row, int col, bool shut);

// [T, S] open but for the painted cells.
Mask painted_mask(const Paint&, Index queries, Index keys);

} // namespace attn
