// What follows from a configuration.
#pragma once

#include <array>

#include "engine/attention.h"
#include "engine/stage.h"

namespace attn {

// Everything that follows from the configuration; rebuilt when it differs.
struct Derived {
    Config built_from;
    Trace trace;
    std::array<float, kTensorCount> largest{}; // the largest magnitude in each tensor, over all heads
    std::array<float, kTensorCount> range{};   // the largest of all that share its colour scale
};
Derived derived(const Config&);

} // namespace attn
