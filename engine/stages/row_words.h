// What a row of weights says as a whole.
#pragma once

#include <string>

#include "engine/run/run.h"
#include "explain.h"
#include "titles.h"

namespace attn {

// How the row of the cell is spread over the keys, the largest share first: “sat” looks at: “cat” 52 %, “the” 31 %, ... At
// most `most` keys are named and the others counted. "" where the cell is in no matrix of weights.
std::string row_sentence(const Words&, const Run&, const Cell&, int most = 6);

} // namespace attn
