// Where a token is, as numbers.
#pragma once

#include "matrix.h"

namespace attn {

// [T, d_model] sinusoidal positions (Vaswani et al. 2017, section 3.5):
//   P(t, 2i) = sin(t / 10000^(2i / d_model)),  P(t, 2i + 1) = cos(t / 10000^(2i / d_model)).
template <class R> MatrixOf<R> positions(Index tokens, int d_model);

} // namespace attn
