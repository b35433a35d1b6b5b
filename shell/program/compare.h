// What the view "compare" is about, without drawing: which two, what they are called, where they differ. The maps
// are in compare_maps.cpp, the findings in compare_findings.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "comparison.h"
#include "program.h"

namespace attn {

Compared compared(const AppState&);

// a: the run that is shown; b: the other one. Precondition: is_compared().
RunHead side_a(const Program&);
RunHead side_b(const Program&);
// Whether there are two: before anything was pinned there is only one.
bool has_other(const Program&);

// The matrices that are compared in this stage. Where a stage has one matrix for all heads, two heads are compared in
// their own share of it.
TensorPair compared_tensors(const Program&);
bool own_shares(const Program&);

// What the maps show, as a heading: "Masked scores, head 1".
std::string compared_title(const Program&);

ComparedMaps compared_maps(const Program&);

std::string name_a(const Program&); // "head 1", "this run", "broken"
std::string name_b(const Program&);

// The cell at a place of the two maps that is looked at: under the pointer, or selected. Indices from 0 that may lie in
// only one of the two matrices.
struct Place {
    int row = 0, col = 0;
    bool operator==(const Place&) const = default;
};
std::optional<Place> selected_place(const Program&);
bool inside(const Matrix&, const Place&);

// One sentence about a place: both numbers and their difference.
std::string compared_sentence(const Program&, const Place&);

// The mistakes that are made and change nothing in this run.
std::vector<const MistakeInfo*> harmless_mistakes(const Config&);

std::vector<Finding> findings(const Program&);

} // namespace attn
