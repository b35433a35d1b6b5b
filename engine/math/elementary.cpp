#include "elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace attn {

float exp(float x) {
    if (x != x) return x;
    if (x < -87.3f) return 0.0f;
    if (x > 88.72283f) return std::numeric_limits<float>::infinity();
    // Adding and subtracting 1.5 * 2^23 rounds to the nearest integer, the same way on every machine.
    constexpr float round = 12582912.0f, log2e = 1.44269504f;
    constexpr float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f;
    const float n = (x * log2e + round) - round;
    const float r = (x - n * ln2_high) - n * ln2_low;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    const float e = (p * (r * r) + r) + 1.0f;
    // n can be 128 where 2^n alone is too large, so the scaling is done in two exact halves.
    const auto power = [](int k) { return std::bit_cast<float>(static_cast<std::uint32_t>(k + 127) << 23); };
    const int whole = static_cast<int>(n), half = whole / 2;
    return e * power(half) * power(whole - half);
}

double exp(double x) {
    if (x != x) return x;
    if (x < -708.0) return 0.0;
    if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
    constexpr double log2e = 1.4426950408889634, ln2_high = 6.93147180369123816490e-01,
                     ln2_low = 1.90821492927058770002e-10;
    const double n = std::floor(x * log2e + 0.5);
    const double r = (x - n * ln2_high) - n * ln2_low;
    // Taylor's series; |r| <= 0.35, so the 14th term is below 1e-17.
    double sum = 1.0;
    for (int k = 14; k >= 1; --k) sum = 1.0 + sum * r / k;
    const auto power = [](int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); };
    const int whole = static_cast<int>(n), half = whole / 2;
    return sum * power(half) * power(whole - half);
}

float tanh(float x) {
    const float size = x < 0.0f ? -x : x;
    if (size >= 0.625f) {
        const float rest = 2.0f / (exp(2.0f * size) + 1.0f);
        return x < 0.0f ? rest - 1.0f : 1.0f - rest;
    }
    if (x == 0.0f) return x; // the polynomial would make 0 of -0
    const float x2 = x * x;
    float p = -5.70498872745e-3f;
    p = p * x2 + 2.06390887954e-2f;
    p = p * x2 + -5.37397155531e-2f;
    p = p * x2 + 1.33314422036e-1f;
    p = p * x2 + -3.33332819422e-1f;
    return p * (x2 * x) + x;
}

double tanh(double x) {
    const double size = x < 0.0 ? -x : x;
    if (size >= 0.5) {
        const double rest = 2.0 / (exp(2.0 * size) + 1.0);
        return x < 0.0 ? rest - 1.0 : 1.0 - rest;
    }
    // sinh / cosh by their series; |x| < 0.5, so the terms after the 10th are below 1e-20.
    double sinh = 1.0, cosh = 1.0;
    for (int k = 10; k >= 1; --k) {
        sinh = 1.0 + sinh * (x * x) / ((2.0 * k) * (2.0 * k + 1.0));
        cosh = 1.0 + cosh * (x * x) / ((2.0 * k - 1.0) * (2.0 * k));
    }
    return x * sinh / cosh;
}

double log(double x) {
    // x = m 2^n with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh((m - 1) / (m + 1)).
    auto bits = std::bit_cast<std::uint64_t>(x);
    int n = static_cast<int>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFull) | (std::uint64_t{1023} << 52));
    if (m > 1.4142135623730951) m *= 0.5, ++n;
    const double s = (m - 1.0) / (m + 1.0), s2 = s * s;
    double sum = 0.0;
    for (int k = 21; k >= 1; k -= 2) sum = 1.0 / k + sum * s2;
    return n * 0.6931471805599453 + 2.0 * s * sum;
}

namespace {

// The series of sin and cos on [-pi/4, pi/4].
double sin_series(double r) {
    double sum = 1.0;
    for (int k = 8; k >= 1; --k) sum = 1.0 - sum * (r * r) / ((2.0 * k) * (2.0 * k + 1.0));
    return r * sum;
}
double cos_series(double r) {
    double sum = 1.0;
    for (int k = 8; k >= 1; --k) sum = 1.0 - sum * (r * r) / ((2.0 * k - 1.0) * (2.0 * k));
    return sum;
}

// sin(x + turn * pi/2): pi/2 is subtracted in two parts so that the remainder keeps its digits.
double sin_quarter(double x, int turn) {
    constexpr double half_pi_high = 1.57079632673412561417e+00, half_pi_low = 6.07710050650619224932e-11;
    const double n = std::floor(x * 0.6366197723675814 + 0.5);
    const double r = (x - n * half_pi_high) - n * half_pi_low;
    if (std::isnan(r)) return r; // of NaN and of infinity
    const int quadrant = (static_cast<int>(n - 4.0 * std::floor(n / 4.0)) + turn) & 3;
    const double value = quadrant % 2 == 0 ? sin_series(r) : cos_series(r);
    return quadrant < 2 ? value : -value;
}

} // namespace

double sin(double x) { return sin_quarter(x, 0); }
double cos(double x) { return sin_quarter(x, 1); }

} // namespace attn
