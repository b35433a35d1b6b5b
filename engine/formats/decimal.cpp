#include "decimal.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

namespace attn {

namespace {

// Most numbers need no arithmetic beyond one division: a whole number below 2^53 and a power of ten up to
// 10^22 are both exact doubles, and IEEE 754 rounds their product or quotient correctly (W. D. Clinger 1990,
// "How to Read Floating Point Numbers Accurately"). Nothing for the others.
std::optional<double> quick(std::string_view digits) {
    constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    constexpr std::uint64_t exact = std::uint64_t{1} << 53;
    std::size_t i = 0;
    const bool minus = digits[0] == '-';
    i += minus;
    std::uint64_t whole = 0;
    int exponent = 0;
    bool fraction = false;
    for (; i < digits.size(); ++i) {
        const char c = digits[i];
        if (c == '.') {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9') break;
        whole = whole * 10 + static_cast<std::uint64_t>(c - '0');
        if (whole > exact) return std::nullopt;
        exponent -= fraction;
        if (exponent < -400) return std::nullopt;
    }
    if (i < digits.size()) { // at the e
        ++i;
        const bool down = digits[i] == '-';
        i += digits[i] == '-' || digits[i] == '+';
        int given = 0;
        for (; i < digits.size(); ++i) {
            given = given * 10 + (digits[i] - '0');
            if (given > 1000) return std::nullopt;
        }
        exponent += down ? -given : given;
    }
    if (exponent < -22 || exponent > 22) return std::nullopt;
    const auto number = static_cast<double>(whole);
    const double size = exponent < 0 ? number / powers[static_cast<std::size_t>(-exponent)]
                                     : number * powers[static_cast<std::size_t>(exponent)];
    return minus ? -size : size;
}

} // namespace

double nearest_double(std::string_view digits) {
    const auto value = quick(digits);
    return value ? *value : std::strtod(std::string(digits).c_str(), nullptr);
}

float nearest_float(std::string_view digits) {
    // The correctly rounded double lies on the same side of every half-way point between two floats as the
    // decimal itself, unless it is such a point: those are the doubles whose last 29 bits are 1000...0. (The
    // quick way gives nothing below 10^-22, so floats are still normal there.)
    constexpr std::uint64_t low = (std::uint64_t{1} << 29) - 1, half = std::uint64_t{1} << 28;
    const auto value = quick(digits);
    const bool sure = value && (std::bit_cast<std::uint64_t>(*value) & low) != half;
    return sure ? static_cast<float>(*value) : std::strtof(std::string(digits).c_str(), nullptr);
}

} // namespace attn
