#include "paint.h"

#include <algorithm>

namespace attn {

namespace {

struct Range {
    int first = 1, last = 1;
};

std::optional<int> number(std::string_view text) {
    if (text.empty() || text.size() > 3) return std::nullopt;
    int out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + (c - '0');
    }
    return out >= 1 ? std::optional(out) : std::nullopt;
}

// "3", "3-5" or "*".
std::optional<Range> range(std::string_view text) {
    if (text == "*") return Range{1, kAllPainted};
    const auto dash = text.find('-');
    const auto first = number(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(text.substr(dash + 1));
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
