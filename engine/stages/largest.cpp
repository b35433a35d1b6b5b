#include "largest.h"

#include <algorithm>
#include <cmath>

namespace attn {

namespace {

void raise(float& max, float value) {
    if (std::isfinite(value)) max = std::max(max, std::fabs(value));
}

float largest_of(const Matrix& m) {
    float max = 0;
    for (Index i = 0; i < m.size(); ++i) raise(max, m.data()[i]);
    return max;
}

// Head by head and cell by cell.
float largest_of_heads(const Trace& t, Tensor tensor) {
    float max = 0;
    for (int h = 0; h < t.heads; ++h) {
        const Matrix& m = matrix(t, tensor, h);
        for (Index i = 0; i < m.rows(); ++i)
            for (Index j = 0; j < m.cols(); ++j)
                if (!is_masked(t, tensor, h, i, j)) raise(max, m(i, j));
    }
    return max;
}

// What is seen in one row, and how far below the row's maximum it lies.
void raise_by_row(ScoreMagnitudes& max, const Head& part, Index row) {
    const float* scores = part.masked.data() + row * part.masked.cols();
    const bool* seen = part.seen.data() + row * part.seen.cols();
    bool any = false;
    float top = 0;
    for (Index j = 0; j < part.masked.cols(); ++j)
        if (seen[j] && (!any || scores[j] > top)) top = scores[j], any = true;
    for (Index j = 0; j < part.masked.cols(); ++j)
        if (seen[j]) raise(max.masked, scores[j]), raise(max.shifted, scores[j] - top);
}

} // namespace

ScoreMagnitudes score_magnitudes(const Trace& t) {
    constexpr Index at_a_time = 32;
    ScoreMagnitudes max;
    for (int h = 0; h < t.heads; ++h)
        for (Index first = 0; first < t.queries(); first += at_a_time) {
            const Head part = score_rows(t, h, first, std::min(at_a_time, t.queries() - first));
            max.scores = std::max(max.scores, largest_of(part.scores));
            max.scaled = std::max(max.scaled, largest_of(part.scaled));
            max.capped = std::max(max.capped, largest_of(part.capped));
            for (Index i = 0; i < part.masked.rows(); ++i) raise_by_row(max, part, i);
        }
    return max;
}

float largest(const Trace& t, Tensor tensor) {
    using enum Tensor;
    if (!has(t, tensor)) return 0;
    // The heads divide these among themselves, so nothing has to be computed to know their largest number.
    if (tensor == q_head) return largest_of(t.q);
    if (tensor == k_head) return largest_of(t.k);
    if (tensor == v_head) return largest_of(t.v);
    if (tensor == context && !t.options.mistakes.heads_averaged) return largest_of(t.concat);
    if (tensor == mask) return 0; // where it hides nothing it adds 0
    if (tensor == scores) return score_magnitudes(t).scores;
    if (tensor == scaled) return score_magnitudes(t).scaled;
    if (tensor == capped) return score_magnitudes(t).capped;
    if (tensor == masked) return score_magnitudes(t).masked;
    // Over the queries the maximum belongs to a column, and no few rows have it.
    if (tensor == shifted && !t.options.mistakes.softmax_over_queries) return score_magnitudes(t).shifted;
    return info(tensor).per_head ? largest_of_heads(t, tensor) : largest_of(matrix(t, tensor, 0));
}

} // namespace attn
