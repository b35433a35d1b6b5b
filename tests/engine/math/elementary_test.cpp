// exp, log, sin and cos against the C library in higher precision.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>

#include "engine/math/elementary.h"

namespace {

constexpr double kInfinitelyFar = std::numeric_limits<double>::infinity();

// |have - want| in units of the last place of the float next to `want`.
double ulps(float have, double want) {
    const double unit = std::ldexp(1.0, std::max(std::ilogb(static_cast<float>(want)), -126) - 23);
    return std::isfinite(have) ? std::fabs(have - want) / unit : kInfinitelyFar;
}

// The worst of every `step`-th float from `from` away from zero to `to`; both of one sign.
double worst_ulps(float from, float to, std::uint32_t step) {
    double worst = 0.0;
    for (auto bits = std::bit_cast<std::uint32_t>(from); bits <= std::bit_cast<std::uint32_t>(to); bits += step) {
        const float x = std::bit_cast<float>(bits);
        worst = std::max(worst, ulps(attn::exp(x), std::exp(static_cast<double>(x))));
    }
    return worst;
}

double relative(double have, long double want) {
    return static_cast<double>(std::fabs((static_cast<long double>(have) - want) / want));
}

} // namespace

TEST_CASE("exp of float is within 1 ulp on every 64th float of [-87.3, 0]") {
    CHECK(worst_ulps(-0.0f, -87.3f, 64) <= 1.0);
}

TEST_CASE("exp of float is within 1 ulp on up to 88") { CHECK(worst_ulps(0.0f, 88.0f, 64) <= 1.0); }

// Every float there is, about two minutes: engine_tests "[.measure]". Measured: 0.982 ulp at -81.3949.
TEST_CASE("measured: exp of float on every float of [-87.3, 0]", "[.measure]") {
    const double worst = worst_ulps(-0.0f, -87.3f, 1);
    std::printf("exp on every float of [-87.3, 0]: worst %.4f ulp\n", worst);
    CHECK(worst <= 1.0);
}

TEST_CASE("exp of float at the edges") {
    using attn::exp;
    constexpr float infinity = std::numeric_limits<float>::infinity();
    CHECK(exp(0.0f) == 1.0f);
    CHECK(exp(-0.0f) == 1.0f);
    CHECK(exp(std::numeric_limits<float>::denorm_min()) == 1.0f);
    CHECK(exp(-std::numeric_limits<float>::denorm_min()) == 1.0f);
    CHECK(exp(-87.3f) > 0.0f);
    CHECK(exp(-87.30001f) == 0.0f);
    CHECK(exp(-1e30f) == 0.0f);
    CHECK(exp(-std::numeric_limits<float>::max()) == 0.0f);
    CHECK(exp(-infinity) == 0.0f);
    CHECK_FALSE(std::signbit(exp(-infinity)));
    CHECK(std::isfinite(exp(88.72283f)));
    CHECK(exp(88.72284f) == infinity);
    CHECK(exp(std::numeric_limits<float>::max()) == infinity);
    CHECK(exp(infinity) == infinity);
    CHECK(std::isnan(exp(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("exp of float is never larger for a smaller number, so a larger score never weighs less") {
    // Steps of 0.001 are far above the error; neighbouring floats may differ by it.
    int wrong = 0;
    for (int i = -87000; i < 0; ++i)
        wrong += attn::exp(static_cast<float>(i) * 1e-3f) >= attn::exp(static_cast<float>(i + 1) * 1e-3f);
    CHECK(wrong == 0);
}

TEST_CASE("the double functions are within 1e-14 where they are used") {
    double exp_worst = 0, log_worst = 0, sin_worst = 0, cos_worst = 0;
    for (double x = -700.0; x <= 700.0; x += 0.0137)
        exp_worst = std::max(exp_worst, relative(attn::exp(x), std::exp(static_cast<long double>(x))));
    for (double x = 1e-300; x < 1e300; x *= 1.013)
        log_worst = std::max(log_worst, relative(attn::log(x), std::log(static_cast<long double>(x))));
    for (double x = 0.5001; x < 2.0; x += 1.7e-4)
        if (x != 1.0) log_worst = std::max(log_worst, relative(attn::log(x), std::log(static_cast<long double>(x))));
    for (double x = -1e5; x <= 1e5; x += 1.3717) {
        sin_worst =
            std::max(sin_worst, std::fabs(attn::sin(x) - static_cast<double>(std::sin(static_cast<long double>(x)))));
        cos_worst =
            std::max(cos_worst, std::fabs(attn::cos(x) - static_cast<double>(std::cos(static_cast<long double>(x)))));
    }
    for (double x = -7.0; x <= 64.0; x += 0.00137) {
        sin_worst =
            std::max(sin_worst, std::fabs(attn::sin(x) - static_cast<double>(std::sin(static_cast<long double>(x)))));
        cos_worst =
            std::max(cos_worst, std::fabs(attn::cos(x) - static_cast<double>(std::cos(static_cast<long double>(x)))));
    }
    CHECK(exp_worst < 1e-14);
    CHECK(log_worst < 1e-14);
    CHECK(sin_worst < 1e-14);
    CHECK(cos_worst < 1e-14);
}

TEST_CASE("tanh keeps the sign of zero, in either precision") {
    CHECK(std::signbit(attn::tanh(-0.0f)));
    CHECK(std::signbit(attn::tanh(-0.0)));
    CHECK_FALSE(std::signbit(attn::tanh(0.0f)));
    CHECK_FALSE(std::signbit(attn::tanh(0.0)));
}

TEST_CASE("sin and cos of what is no angle are NaN, and large ones are still angles") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const double x : {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity}) {
        CHECK(std::isnan(attn::sin(x)));
        CHECK(std::isnan(attn::cos(x)));
    }
    CHECK(std::fabs(attn::sin(1e9) - std::sin(1e9)) < 1e-6);
    CHECK(std::fabs(attn::cos(-1e9) - std::cos(-1e9)) < 1e-6);
}

TEST_CASE("the double functions at the edges") {
    CHECK(attn::exp(0.0) == 1.0);
    CHECK(attn::log(1.0) == 0.0);
    CHECK(attn::sin(0.0) == 0.0);
    CHECK(attn::cos(0.0) == 1.0);
    CHECK(std::fabs(attn::sin(3.141592653589793)) < 1e-15);
    CHECK(std::fabs(attn::cos(1.5707963267948966)) < 1e-15);
    CHECK(attn::log(0x1p-32) < -22.18);
    CHECK(std::isfinite(attn::log(std::numeric_limits<double>::min())));
    for (double x = -10.0; x <= 10.0; x += 0.25) {
        CHECK(std::fabs(attn::sin(-x) + attn::sin(x)) <= 1e-16);
        CHECK(std::fabs(attn::sin(x) * attn::sin(x) + attn::cos(x) * attn::cos(x) - 1.0) < 4e-16);
    }
}
