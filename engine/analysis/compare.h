// Two runs beside each other, or two heads of one run: where they differ, and by how much.
#pragma once

#include <optional>
#include <vector>

#include "engine/stages/stage.h"
#include "measure.h"

namespace attn {

// A head of a run. The run must outlive it.
struct RunHead {
    const Trace* trace = nullptr;
    int head = 0;
};
const Matrix& matrix(const RunHead&, Tensor);

// What a stage is compared in: its result; where only one of the two drops weights, the weights of the other are
// beside the dropped ones.
struct TensorPair {
    Tensor a{}, b{};
};
TensorPair compared_results(const RunHead& a, const RunHead& b, Stage);

// a - b over the rows and columns that both have. 0 where both are the same infinity: a score that is hidden in both
// does not differ. Infinite where only one is.
Matrix difference(const Matrix& a, const Matrix& b);

// How far two matrices are apart, from their difference.
struct Apart {
    float largest = 0;   // |a - b| where both have a number
    Index one_sided = 0; // how many cells are infinite on one side only
    bool any() const { return largest > 0 || one_sided > 0; }
};
Apart apart(const Matrix& difference);

// What two runs make of a stage.
struct StageDifference {
    Stage stage{};
    bool any = false; // something that the stage makes in both runs is not the same, or its result is in one only
    bool only_a = false, only_b = false; // its result is in one of them only
    bool shape = false;                  // its result has another shape
    Apart apart{};                       // its result, over the cells that both have
};
// A row of kStages. Per-head stages are compared in the heads of the two sides.
StageDifference stage_difference(const RunHead& a, const RunHead& b, const StageInfo&);
// One for each row of kStages.
std::vector<StageDifference> stage_differences(const RunHead& a, const RunHead& b);

// The first stage in which the two are not the same to the last bit; none when they never differ.
std::optional<Stage> first_difference(const std::vector<StageDifference>&);

} // namespace attn
