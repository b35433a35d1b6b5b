#include "derived.h"

#include <algorithm>

namespace attn {

ColorScale color_scale(Tensor tensor) {
    const TensorInfo& t = info(tensor);
    if (t.range == Range::zero_to_one) return ColorScale::weights;
    if (t.key.starts_with("w_") || t.key.starts_with("b_")) return ColorScale::projections;
    return t.cols == Axis::key ? ColorScale::scores : ColorScale::vectors;
}

Derived derived(const Config& config) {
    return {.run = run(config, projections_of(config)), .identity = new_identity()};
}

Identity new_identity() { return std::make_shared<char>(); }

float largest(const Derived& d, Tensor tensor) {
    using enum Tensor;
    auto& known = d.known[static_cast<std::size_t>(tensor)];
    if (known) return *known;
    const bool by_column = d.run.trace.options.mistakes.softmax_over_queries;
    float ScoreMagnitudes::* score = tensor == scores                  ? &ScoreMagnitudes::scores
                                     : tensor == scaled                ? &ScoreMagnitudes::scaled
                                     : tensor == capped                ? &ScoreMagnitudes::capped
                                     : tensor == masked                ? &ScoreMagnitudes::masked
                                     : tensor == shifted && !by_column ? &ScoreMagnitudes::shifted
                                                                       : nullptr;
    if (score && !d.scores) d.scores = score_magnitudes(d.run.trace);
    known = score ? (*d.scores).*score : largest(d.run.trace, tensor);
    return *known;
}

float range_of(const Derived& d, Tensor tensor) {
    const ColorScale scale = color_scale(tensor);
    if (scale == ColorScale::weights) return 1; // from 0 to 1 whatever there is
    auto& range = d.ranges[static_cast<std::size_t>(scale)];
    if (range) return *range;
    float max = 0;
    for (const TensorInfo& t : kTensors)
        // Maxima and sums of rows are beside the matrices and take no colour.
        if (color_scale(t.id) == scale && t.cols != Axis::one) max = std::max(max, largest(d, t.id));
    range = max;
    return max;
}

} // namespace attn
