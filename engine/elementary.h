// exp, log, sin and cos from additions and multiplications alone.
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

// The double versions serve the seeded numbers and the sinusoidal positions. Relative error below 1e-14 in
// the ranges used there: exp on [-700, 700], log on normal positive numbers, sin and cos on [-1e5, 1e5].
double exp(double x);
double log(double x);
double sin(double x);
double cos(double x);

} // namespace attn
