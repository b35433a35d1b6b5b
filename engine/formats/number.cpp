#include "number.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace attn {

std::string fixed(double value, int decimals) {
    if (std::isnan(value)) return "undefined";
    const std::string minus = "\u2212";
    if (std::isinf(value)) return value < 0 ? minus + "∞" : "∞";
    // printf and not std::to_chars: the latter's tables for fixed notation would weigh 100 kB on the web.
    std::array<char, 400> buffer;
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, std::fabs(value));
    const std::string digits = buffer.data();
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return value < 0 && !zero ? minus + digits : digits;
}

std::string bracketed(double value, int decimals) {
    const std::string digits = fixed(value, decimals);
    return digits.starts_with("\u2212") ? "(" + digits + ")" : digits;
}

namespace {
// The first number of digits that reads back as the same number is the shortest; 9 are always enough for a
// float and 17 for a double. Whole numbers are written out, since "%g" would make 1e+01 of ten.
template <class Real> std::string shortest_of(Real value, Real (*read)(const char*, char**)) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer{};
    const auto number = static_cast<double>(value);
    if (std::floor(number) == number && std::fabs(number) < 1e15) {
        std::snprintf(buffer.data(), buffer.size(), "%.0f", number);
        return buffer.data();
    }
    for (int digits = 1; digits <= 17; ++digits) {
        std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, number);
        if (read(buffer.data(), nullptr) == value) break;
    }
    return buffer.data();
}
} // namespace

std::string shortest(float value) { return shortest_of(value, std::strtof); }
std::string shortest(double value) { return shortest_of(value, std::strtod); }

std::optional<int> counted(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    int out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + (c - '0');
    }
    return out >= 1 ? std::optional(out) : std::nullopt;
}

} // namespace attn
