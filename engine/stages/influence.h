// explain() turned round: which cells a cell feeds.
#pragma once

#include <vector>

#include "explain.h"

namespace attn {

// The cells that this cell feeds, each once. It is the exact inverse of explain(): `to` is among them when
// explain(to) has a term from this cell that is not skipped, and `to` is not hidden by the mask (then nothing but
// the mask itself has decided its value).
std::vector<Cell> influence(const Trace&, const Cell&);

} // namespace attn
