// The formula of attention, to be set by formula.h.
#pragma once

#include <string>
#include <string_view>

#include "engine/stages/stage.h"

namespace attn {

// The whole of attention as one line, with each part marked by its stage: what this run has of it.
std::string whole_formula(const Trace&);
// The same in the parts of which a narrow canvas shows the one that contains the stage.
std::string_view formula_part(std::string_view whole, Stage);

} // namespace attn
