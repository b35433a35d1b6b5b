// exp, tanh, log, sin and cos from additions and multiplications alone.
//
// The C library's versions differ between glibc, musl and the browser's, and one different last bit would
// break the promise that the picture shows exactly what the tests proved. So the data path uses only these.
// They need -ffp-contract=off: a fused multiply-add rounds once where these round twice.
#pragma once

namespace attn {

// e^x in float32, within 1 ulp on [-87.3, 0] and on up to 88; 0 below -87.3, +infinity above 88.7.
// NaN stays NaN. Reduction x = n ln 2 + r with |r| <= ln 2 / 2 in two parts (Cody and Waite), then a
// minimax polynomial for e^r (Cephes expf), then n is added to the exponent bits.
float exp(float x);

// tanh x in float32, within 2 ulp everywhere; 1 and -1 far out, NaN stays NaN, -0 stays -0. From 0.625 on it
// is 1 - 2 / (e^(2x) + 1). Nearer to 0 that would cancel, so an odd polynomial takes over (Cephes tanhf).
float tanh(float x);

// The double versions serve the seeded numbers, the sinusoidal positions and the tests' runs in double.
// Relative error below 1e-14: exp on [-700, 700] (0 below -708, +infinity above 709.78), tanh everywhere, log
// on normal positive numbers, sin and cos on [-1e5, 1e5].
double exp(double x);
double tanh(double x);
double log(double x);
double sin(double x);
double cos(double x);

} // namespace attn
