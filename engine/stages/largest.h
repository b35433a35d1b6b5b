// The largest magnitudes of matrices: what the ranges of colours follow from.
#pragma once

#include "engine/attention/attention.h"
#include "stage.h"

namespace attn {

// The largest magnitude over all heads and all unmasked finite cells: one colour range for a tensor.
float largest(const Trace&, Tensor);

// The same for the scores and what becomes of them before softmax, from one pass that holds a few rows of one head at
// a time: with 1,024 tokens and eight heads the matrices themselves would take 128 MB.
struct ScoreMagnitudes {
    float scores = 0, scaled = 0, capped = 0, masked = 0, shifted = 0;
};
ScoreMagnitudes score_magnitudes(const Trace&);

} // namespace attn
