// The gradients of attention from its definition alone: the oracle's formulas once more, number by number on a tape that
// remembers for every number how it was made of at most two others. Going back over the tape gives all gradients by the
// chain rule, so no formula for a gradient of attention is written down anywhere here.
#pragma once

#include "oracle.h"

namespace oracle {

// Each of the shape of what it belongs to; empty where the case has none. Masked cells are 0.
struct Gradients {
    std::vector<Table> q, k, v;         // one for each head; k and v: for each that has its own
    std::vector<Table> scores, weights; // one for each head: the raw products; softmax's output before dropout
    Table x, memory, memory_v;
    Projections p;
    std::vector<double> b_q, b_k, b_v, b_o;
    Table output; // no gradient: what the tape computed forwards
};

// `c.d_output` is the gradient of the output.
Gradients gradients(const Case& c);

} // namespace oracle
