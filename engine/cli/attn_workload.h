// What the benchmarks compute: self-attention with four projections and biases on seeded numbers. The peers it is
// compared with get the same numbers.
#pragma once

#include "engine/attention/projections.h"
#include "engine/math/matrix.h"

namespace attn {

struct Workload {
    Matrix x;                // [tokens, d], uniform in [-1, 1)
    Projections projections; // four times [d, d], uniform and so small that lengths are kept, and biases [1, d]
};
Workload workload(int d, int tokens);

// Floating point operations of the products: four projections, scores and weighted sum. The exponentials,
// heads * tokens^2 of them, are not counted.
double flops(double d, double tokens);

} // namespace attn
