// Lists of keys as people read them.
#pragma once

#include <functional>
#include <string>

namespace attn {

// The words of a range, or `word` of each of its rows, with commas between: "csv, json, npy".
template <class Range, class Word = std::identity> std::string with_commas(const Range& rows, Word word = {}) {
    std::string out;
    for (const auto& row : rows) out += (out.empty() ? "" : ", ") + std::string(std::invoke(word, row));
    return out;
}

} // namespace attn
