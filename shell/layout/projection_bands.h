// The projections on a canvas that is too narrow for all of them in a corner: below each other, with all their numbers.
#pragma once

#include <vector>

#include "stage_patterns.h"

namespace attn {

// Each left operand as a strip, and below it a band for each of its results: at the left the matrix that it is
// multiplied by, small, at the right the result, with digits where these fit.
void place_bands(Layout&, const Metrics&, const std::vector<Product>&);

// Whether the results have digits when they are placed so.
bool bands_have_digits(const Layout&, const Metrics&, const std::vector<Product>&);

} // namespace attn
