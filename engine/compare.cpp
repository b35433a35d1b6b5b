#include "compare.h"

#include <algorithm>
#include <cmath>

namespace attn {

const Matrix& matrix(const RunHead& side, Tensor tensor) {
    return matrix(*side.trace, tensor, info(tensor).per_head ? side.head : 0);
}

Matrix difference(const Matrix& a, const Matrix& b) {
    const Index rows = std::min(a.rows(), b.rows()), cols = std::min(a.cols(), b.cols());
    Matrix out(rows, cols);
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < cols; ++j) out(i, j) = a(i, j) == b(i, j) ? 0.0f : a(i, j) - b(i, j);
    return out;
}

namespace {

float largest_of(const Matrix& m) {
    float most = 0;
    for (Index i = 0; i < m.size(); ++i) most = std::max(most, std::fabs(m.data()[i]));
    return most;
}

} // namespace

std::vector<StageDifference> stage_differences(const RunHead& a, const RunHead& b) {
    std::vector<StageDifference> out;
    for (const StageInfo& stage : kStages) {
        StageDifference now{.stage = stage.id};
        for (const auto& made : stage.makes) {
            if (!made) continue;
            // What only one run has differs where it is the stage's result: a soft cap that only one has shows in
            // the masked scores.
            const bool in_a = has(*a.trace, *made), in_b = has(*b.trace, *made), result = *made == stage.result;
            if (result ? !in_a && !in_b : !in_a || !in_b) continue;
            const Matrix &of_a = matrix(a, *made), &of_b = matrix(b, *made);
            const bool shape = of_a.rows() != of_b.rows() || of_a.cols() != of_b.cols();
            const float largest = largest_of(difference(of_a, of_b));
            now.shape = now.shape || shape;
            now.any = now.any || shape || largest > 0;
            if (result) now.largest = largest;
        }
        out.push_back(now);
    }
    return out;
}

std::optional<Stage> first_difference(const std::vector<StageDifference>& all) {
    const auto found = std::find_if(all.begin(), all.end(), [](const StageDifference& d) { return d.any; });
    return found == all.end() ? std::nullopt : std::optional(found->stage);
}

} // namespace attn
