#include "paint.h"

#include <algorithm>

#include "engine/formats/number.h"

namespace attn {

namespace {

struct Range {
    int first = 1, last = 1;
};

// "3", "3-5" or "*".
std::optional<Range> range(std::string_view text) {
    if (text == "*") return Range{1, kAllPainted};
    const auto dash = text.find('-');
    const auto first = counted(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : counted(text.substr(dash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    return Range{*first, *last};
}

std::string range_text(int first, int last) {
    if (first == 1 && last == kAllPainted) return "*";
    return first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last);
}

} // namespace

std::string paint_text(const Paint& paint) {
    std::string out;
    for (const PaintedBlock& b : paint.blocks)
        out +=
            (out.empty() ? "" : ",") + range_text(b.first_row, b.last_row) + ":" + range_text(b.first_col, b.last_col);
    return out;
}

std::optional<Paint> paint_of(std::string_view text) {
    Paint out;
    while (!text.empty()) {
        const auto block = text.substr(0, text.find(','));
        const auto colon = block.find(':');
        if (colon == std::string_view::npos || out.blocks.size() == kMaxPainted) return std::nullopt;
        const auto rows = range(block.substr(0, colon)), cols = range(block.substr(colon + 1));
        if (!rows || !cols) return std::nullopt;
        out.blocks.push_back({rows->first, rows->last, cols->first, cols->last});
        if (block.size() == text.size()) break;
        text.remove_prefix(block.size() + 1);
        if (text.empty()) return std::nullopt; // nothing after the last comma
    }
    return out;
}

namespace {

bool covers(const PaintedBlock& b, int row, int col) {
    return b.first_row <= row && row <= b.last_row && b.first_col <= col && col <= b.last_col;
}

// Two blocks that together are one: the same rows and columns side by side, or the same columns and rows.
std::optional<PaintedBlock> joined(const PaintedBlock& a, const PaintedBlock& b) {
    const bool same_rows = a.first_row == b.first_row && a.last_row == b.last_row;
    const bool same_cols = a.first_col == b.first_col && a.last_col == b.last_col;
    const bool rows_meet = a.first_row <= b.last_row + 1 && b.first_row <= a.last_row + 1;
    const bool cols_meet = a.first_col <= b.last_col + 1 && b.first_col <= a.last_col + 1;
    if (!(same_rows && cols_meet) && !(same_cols && rows_meet)) return std::nullopt;
    return PaintedBlock{std::min(a.first_row, b.first_row), std::max(a.last_row, b.last_row),
                        std::min(a.first_col, b.first_col), std::max(a.last_col, b.last_col)};
}

// Adds a block and joins it with its neighbours as long as that makes one of two.
void add(std::vector<PaintedBlock>& blocks, PaintedBlock block) {
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (const auto whole = joined(blocks[i], block)) {
            block = *whole;
            blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i));
            i = static_cast<std::size_t>(-1); // the larger block may have neighbours of its own
        }
    blocks.push_back(block);
}

} // namespace

bool is_painted(const Paint& paint, int row, int col) {
    return std::any_of(paint.blocks.begin(), paint.blocks.end(),
                       [&](const PaintedBlock& b) { return covers(b, row, col); });
}

std::optional<Paint> with_cell(const Paint& paint, int row, int col, bool shut) {
    if (is_painted(paint, row, col) == shut) return paint;
    Paint out;
    if (shut) {
        out = paint;
        add(out.blocks, {row, row, col, col});
    } else {
        // What is left of a block around a hole: the rows above and below it, and at its left and right.
        for (const PaintedBlock& b : paint.blocks) {
            if (!covers(b, row, col)) {
                add(out.blocks, b);
                continue;
            }
            if (b.first_row < row) add(out.blocks, {b.first_row, row - 1, b.first_col, b.last_col});
            if (b.first_col < col) add(out.blocks, {row, row, b.first_col, col - 1});
            if (b.last_col > col) add(out.blocks, {row, row, col + 1, b.last_col});
            if (b.last_row > row) add(out.blocks, {row + 1, b.last_row, b.first_col, b.last_col});
        }
    }
    if (out.blocks.size() > kMaxPainted) return std::nullopt;
    return out;
}

Mask painted_mask(const Paint& paint, Index queries, Index keys) {
    Mask open = Mask::Constant(queries, keys, true);
    for (const PaintedBlock& b : paint.blocks) {
        const Index rows = std::min<Index>(b.last_row, queries) - b.first_row + 1;
        const Index cols = std::min<Index>(b.last_col, keys) - b.first_col + 1;
        if (rows > 0 && cols > 0) open.block(b.first_row - 1, b.first_col - 1, rows, cols).setConstant(false);
    }
    return open;
}

} // namespace attn
