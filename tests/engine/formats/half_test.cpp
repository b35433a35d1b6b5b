// The 16-bit types of weights files, all of their values.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "engine/formats/half.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

// The number that the fields of a binary format stand for, by the definition of IEEE 754-2008, section 3.4:
// (-1)^S 2^(E - bias) (1 + F / 2^f), with E = 0 read as 2^(1 - bias) (F / 2^f).
double number_of(unsigned bits, int exponent_bits, int fraction_bits) {
    const int bias = (1 << (exponent_bits - 1)) - 1;
    const int exponent = static_cast<int>(bits >> fraction_bits) & ((1 << exponent_bits) - 1);
    const double fraction = static_cast<double>(bits & ((1u << fraction_bits) - 1)) / (1 << fraction_bits);
    const double sign = (bits >> (exponent_bits + fraction_bits)) != 0 ? -1.0 : 1.0;
    if (exponent == (1 << exponent_bits) - 1) return fraction != 0 ? NAN : sign * INFINITY;
    return sign * (exponent == 0 ? std::ldexp(fraction, 1 - bias) : std::ldexp(1 + fraction, exponent - bias));
}

void check_all(float (*convert)(std::uint16_t), int exponent_bits, int fraction_bits) {
    int wrong = 0, nans = 0;
    for (unsigned bits = 0; bits < 65536; ++bits) {
        const float have = convert(static_cast<std::uint16_t>(bits));
        const double wanted = number_of(bits, exponent_bits, fraction_bits);
        if (std::isnan(wanted)) {
            // Sign and payload stay, at the upper end of the float32's fields.
            const auto as_bits = std::bit_cast<std::uint32_t>(have);
            const std::uint32_t payload = (bits & ((1u << fraction_bits) - 1)) << (23 - fraction_bits);
            wrong += !std::isnan(have) || (as_bits >> 31) != (bits >> 15) || (as_bits & 0x7FFFFFu) != payload;
            ++nans;
        } else wrong += static_cast<double>(have) != wanted || std::signbit(have) != std::signbit(wanted);
    }
    CHECK(wrong == 0);
    CHECK(nans == 2 * ((1 << fraction_bits) - 1));
}

} // namespace

TEST_CASE("every half-precision number is read exactly") {
    check_all(float_of_f16, 5, 10);
    CHECK(float_of_f16(0x3C00) == 1.0f);
    CHECK(float_of_f16(0x7BFF) == 65504.0f);
    CHECK(float_of_f16(0x0001) == 0x1p-24f);
    CHECK(same_bits(float_of_f16(0x8000), -0.0f));
}

TEST_CASE("every bfloat16 number is read exactly") {
    check_all(float_of_bf16, 8, 7);
    CHECK(float_of_bf16(0x3F80) == 1.0f);
    CHECK(float_of_bf16(0x7F7F) == 0x1.FEp127f);
    CHECK(float_of_bf16(0x0001) == 0x1p-133f);
    CHECK(same_bits(float_of_bf16(0x8000), -0.0f));
}
