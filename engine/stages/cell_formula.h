// The formula of a cell and of a stage, as a run computes them.
#pragma once

#include <string>

#include "explain.h"

namespace attn {

// The formula of one cell as this run computes it: TensorInfo::cell_formula, changed where a bias is added, keys
// come from a memory, another scale is used, or a mistake is made. TeX; in braces i, j, h are the cell's
// indices, r, c and g for the row, column and head that a number is copied from, D for d_k.
std::string cell_formula(const Trace&, Tensor);
// The same with the numbers of this very cell in place of the letters.
std::string cell_formula(const Trace&, const Explanation&);

// The formula of a stage, likewise; "" where there is none that is true.
std::string stage_formula(const Trace&, Stage);

} // namespace attn
