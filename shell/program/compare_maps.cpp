// What the maps of a comparison show: the difference, the cells that both hide, the names.
#include <algorithm>

#include "compare.h"
#include "engine/stages/describe.h"
#include "program.h"

namespace attn {

namespace {

using Names = std::vector<std::string>;

Names names_of(const RunHead& side, Tensor tensor, bool rows) {
    const Axis axis = rows ? info(tensor).rows : info(tensor).cols;
    if (axis != Axis::query && axis != Axis::key) return {};
    const Extent extent = extent_of(*side.trace, tensor);
    Names out;
    for (int i = 0; i < (rows ? extent.rows : extent.cols); ++i)
        out.push_back(rows ? row_label(*side.trace, tensor, i) : col_label(*side.trace, tensor, i));
    return out;
}

// The two runs' names for the places that both have: one where they agree, else both.
Names joint(const Names& a, const Names& b) {
    Names out;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        out.push_back(a[i] == b[i] ? a[i] : a[i] + "/" + b[i]);
    return out;
}

Names distinct(Names names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

// A difference is hidden where both hide the cell.
std::optional<Mask> open_in_either(const Mask* a, const Mask* b, const Matrix& of) {
    if (!a || !b) return std::nullopt;
    return Mask(a->topLeftCorner(of.rows(), of.cols()).array() || b->topLeftCorner(of.rows(), of.cols()).array());
}

} // namespace

ComparedMaps compared_maps(const Program& p) {
    const TensorPair t = compared_tensors(p);
    const RunHead a = side_a(p), b = side_b(p);
    ComparedMaps m{.identity = new_identity(), .against = p.state.against, .stage = p.state.stage, .tensors = t};
    m.difference = difference(matrix(a, t.a), matrix(b, t.b));
    m.apart = apart(m.difference);
    m.open = open_in_either(open_cells(*a.trace, t.a, a.head), open_cells(*b.trace, t.b, b.head), m.difference);
    m.a = {names_of(a, t.a, true), names_of(a, t.a, false)};
    m.b = {names_of(b, t.b, true), names_of(b, t.b, false)};
    m.both = {joint(m.a.rows, m.b.rows), joint(m.a.cols, m.b.cols)};
    for (MapNames* n : {&m.a, &m.b, &m.both})
        n->distinct_rows = distinct(n->rows), n->distinct_cols = distinct(n->cols);
    m.findings = findings(p), m.words = &words_of(p);
    return m;
}

} // namespace attn
