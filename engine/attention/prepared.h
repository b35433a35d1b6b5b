// A layer made ready to run often: its projections are packed once, and a run keeps nothing but its output.
#pragma once

#include "contexts.h"
#include "options.h"
#include "projections.h"

namespace attn {

struct Prepared {
    const KernelSet* simd = nullptr; // null: the plain loops
    Projections projections{};
    Options options{};
    Packed w_q{}, w_k{}, w_v{}, w_o{}; // empty without kernels, w_o also where there is none
};

// Projections and options must fit each other. Mistakes are not followed (attend() does that).
Prepared prepared(Projections, Options, const KernelSet* simd = widest_kernels());

// The output of self-attention of the rows of x: the bits of attend().output.  [T, E] -> [T, width of the output]
// The options' masks must fit [T, T]. Memory: a few matrices like x, no n x n matrix.
Matrix output(const Prepared&, const Matrix& x);

} // namespace attn
