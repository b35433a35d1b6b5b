// What follows from a configuration.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "engine/run/run.h"
#include "engine/stages/largest.h"
#include "engine/stages/stage.h"

namespace attn {

// Many matrices share one colour scale, so that the same number has the same colour wherever it is, and scores
// are seen to pale when they are scaled.
enum class ColorScale { vectors, projections, scores, weights };
ColorScale color_scale(Tensor);

// What pictures of a run are kept under. It points at nothing of interest: two are equal only if one is a copy of the
// other, since whoever keeps one keeps its address from being given again.
using Identity = std::shared_ptr<const void>;
Identity new_identity();

// Everything that follows from the configuration; rebuilt when it differs. What takes long is found out when it is
// first asked for: a long text has millions of scores, and whoever looks at its vectors does not wait for them.
struct Derived {
    Run run;
    Identity identity{};
    mutable std::optional<ScoreMagnitudes> scores{};
    mutable std::array<std::optional<float>, kTensorCount> known{};
    mutable std::array<std::optional<float>, 4> ranges{};
};
Derived derived(const Config&);

// The largest magnitude of a tensor over all heads, and of all tensors that share its colour scale.
float largest(const Derived&, Tensor);
float range_of(const Derived&, Tensor);

} // namespace attn
