// `attn measure`, and what a cell feeds.
#pragma once

#include <string>

#include "engine/stages/explain.h"

namespace attn {

// What measure.h says of each head, and how far the heads are from each other. Rows are averaged in the table.
std::string measures_as_table(const Trace&);
std::string measures_as_json(const Trace&);

// One sentence: which cells of which matrices this cell feeds.
std::string fed_by(const Trace&, const Cell&);

} // namespace attn
