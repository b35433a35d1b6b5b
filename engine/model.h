// The learned matrices of one attention layer.
#pragma once

#include "config.h"
#include "matrix.h"

namespace attn {

// Row vectors multiply from the left: Q = X W_Q. PyTorch's nn.Linear stores the transpose.
struct Model {
    Matrix w_q, w_k; // [E, H d_k]
    Matrix w_v;      // [E, H d_v]
    Matrix w_o;      // [H d_v, E]
};

// Random projections, normal with standard deviation 1/sqrt(E) so that lengths are kept, three decimals.
// Each has its own stream, so no two are alike. An untrained model: the pattern is chance, the steps are real.
Model seeded_model(int d_model, int seed);

} // namespace attn
