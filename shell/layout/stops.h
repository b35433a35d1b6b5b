// The natural pieces of a stage: after a term, a cell, a row, a step of softmax. Stepping goes from one to the next.
#pragma once

#include <vector>

#include "engine/stages/stage.h"

namespace attn {

// `lead` as in Moment. The moments of the stage at which a piece is done, ascending; the first is when all operands are in their places,
// the last is 1.
std::vector<double> stops(const Trace&, Stage, int lead = -1);

} // namespace attn
