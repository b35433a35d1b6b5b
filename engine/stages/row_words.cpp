#include "row_words.h"

#include <algorithm>
#include <vector>

#include "describe.h"
#include "engine/formats/number.h"

namespace attn {

std::string row_sentence(const Words& w, const Run& run, const Cell& cell, int most) {
    if (cell.tensor != Tensor::weights && cell.tensor != Tensor::dropped) return "";
    const Trace& t = run.trace;
    const Matrix& m = matrix(t, cell.tensor, cell.head);
    std::vector<int> seen;
    for (int col = 0; col < m.cols(); ++col)
        if (m(cell.row, col) > 0) seen.push_back(col);
    const std::string row = row_label(t, cell.tensor, cell.row);
    if (seen.empty()) return text(w, "row.nothing", {{"row", row}});
    // The largest first; of equal ones the first, whatever the library's way of sorting.
    std::sort(seen.begin(), seen.end(), [&](int a, int b) {
        const float x = m(cell.row, a), y = m(cell.row, b);
        return x > y || (x == y && a < b);
    });
    const auto percent = [&](double share) { return fixed(100 * share, 0); };
    const int named = std::min(static_cast<int>(seen.size()), most);
    std::vector<std::string> parts;
    for (int i = 0; i < named; ++i)
        parts.push_back(text(w, "row.share",
                             {{"key", col_label(t, cell.tensor, seen[static_cast<std::size_t>(i)])},
                              {"share", percent(m(cell.row, seen[static_cast<std::size_t>(i)]))}}));
    if (const auto others = static_cast<int>(seen.size()) - named; others > 0) {
        double share = 0;
        for (std::size_t i = static_cast<std::size_t>(named); i < seen.size(); ++i) share += m(cell.row, seen[i]);
        parts.push_back(counted(w, "row.others", others, {{"share", percent(share)}}));
    }
    return text(w, "row.spread", {{"row", row}, {"list", listed(w, parts)}});
}

} // namespace attn
