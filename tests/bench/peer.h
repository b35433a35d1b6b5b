// The native peer: the same layer in plain Eigen, in a library of its own so that it may be compiled for AVX2 with FMA.
#pragma once

#pragma GCC visibility push(default)

extern "C" {

struct EigenLayer {
    int d, heads, tokens;
    const float *x, *w[4], *b[4]; // q, k, v, o; row-major [d, d] and [d]
    float* y;                     // [tokens, d]
};

void eigen_forward(const EigenLayer&);

// out = a b for [n, d] [d, d].
void eigen_multiply(const EigenLayer&);

// Runs `steps` steps of 12 independent 128-bit multiplications and additions, 96 floating point operations each, in
// registers. The machine's limit for a kernel of that width without FMA.
float peak_128(long steps);
}

#pragma GCC visibility pop
