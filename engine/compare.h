// Two runs beside each other, or two heads of one run: where they differ, and by how much.
#pragma once

#include <optional>
#include <vector>

#include "measure.h"
#include "stage.h"

namespace attn {

// A head of a run. The run must outlive it.
struct RunHead {
    const Trace* trace = nullptr;
    int head = 0;
};
const Matrix& matrix(const RunHead&, Tensor);

// a - b over the rows and columns that both have. 0 where both are the same infinity: a score that is hidden in both
// does not differ. Infinite where only one is.
Matrix difference(const Matrix& a, const Matrix& b);

// What two runs make of a stage.
struct StageDifference {
    Stage stage{};
    bool any = false;   // something that the stage makes in both runs is not the same, or its result is in one only
    bool shape = false; // something has another shape
    float largest = 0;  // |a - b| of its result, over the cells that both have
};
// One for each row of kStages. Per-head stages are compared in the heads of the two sides.
std::vector<StageDifference> stage_differences(const RunHead& a, const RunHead& b);

// The first stage in which the two are not the same to the last bit; none when they never differ.
std::optional<Stage> first_difference(const std::vector<StageDifference>&);

} // namespace attn
