// Which query may attend to which key. Masks combine by "and"; true = may attend.
#pragma once

#include <vector>

#include "config.h"
#include "tokens.h"

namespace attn {

// [T, S] key j is allowed for query i when j <= i: a token does not see what comes after it.
Mask causal_mask(Index queries, Index keys);

// [T, S] from one flag per key (true = a real token): padding columns are closed for every query. Padding
// rows stay open: a query that pads is computed like any other and simply not used.
Mask padding_mask(Index queries, const std::vector<Token>& keys);

Mask mask_of(Masking masking, const std::vector<Token>& tokens);

} // namespace attn
