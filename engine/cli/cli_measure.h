// `attn measure`, and what a cell feeds.
#pragma once

#include <string>

#include "engine/stages/explain.h"

namespace attn {

// What measure.h says of each head, and how far the heads are from each other. Rows are averaged in the table. Both let
// go of the heads that they have measured, so only a few heads of a long text are in memory.
std::string measures_as_table(Trace&);
std::string measures_as_json(Trace&);

// One sentence: which cells of which matrices this cell feeds.
std::string fed_by(const Trace&, const Cell&);

} // namespace attn
