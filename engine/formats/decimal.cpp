#include "decimal.h"

#include <double-conversion/strtod.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace attn {

namespace {

// A decimal taken apart: 0.0125 is the digits 125 times ten to the -4.
struct Decimal {
    // No double, and no middle between two of them, has more significant digits than this. So of all digits behind
    // them it only matters whether one is not zero, and a single 1 says so.
    static constexpr std::size_t max_digits = 780;

    std::array<char, max_digits> digits; // the first `count`, without leading zeros; the others are never read
    std::size_t count = 0;
    std::int64_t exponent = 0;
    bool minus = false;

    void add(char digit) {
        if (count == 0 && digit == '0') return;
        if (count < max_digits) digits[count++] = digit;
        else {
            if (digit != '0') digits[max_digits - 1] = std::max(digits[max_digits - 1], '1');
            ++exponent;
        }
    }
};

// Takes `text` apart; false when it is no decimal.
bool take_apart(std::string_view text, Decimal& out) {
    std::size_t at = 0;
    const auto peek = [&] { return at < text.size() ? text[at] : '\0'; };
    const auto sign = [&] {
        const bool minus = peek() == '-';
        at += minus || peek() == '+';
        return minus;
    };
    out.minus = sign();
    bool any = false;
    for (; is_digit(peek()); ++at, any = true) out.add(text[at]);
    if (peek() == '.')
        for (++at; is_digit(peek()); ++at, any = true) {
            out.add(text[at]);
            --out.exponent;
        }
    if (!any) return false;
    if (peek() == 'e' || peek() == 'E') {
        ++at;
        const bool down = sign();
        if (!is_digit(peek())) return false;
        std::int64_t given = 0;
        constexpr std::int64_t beyond = std::int64_t{1} << 40; // any text that fits into memory
        for (; is_digit(peek()); ++at) given = std::min(given * 10 + (text[at] - '0'), beyond);
        out.exponent += down ? -given : given;
    }
    return at == text.size();
}

template <class Real, class Convert> Real value_of(const Decimal& d, Convert convert) {
    constexpr std::int64_t beyond = 100'000; // every double is zero or infinite long before
    const auto exponent = static_cast<int>(std::clamp(d.exponent, -beyond, beyond));
    const Real size = d.count == 0 ? 0 : convert({d.digits.data(), static_cast<int>(d.count)}, exponent);
    return d.minus ? -size : size;
}

double double_of(const Decimal& d) { return value_of<double>(d, double_conversion::Strtod); }
float float_of(const Decimal& d) { return value_of<float>(d, double_conversion::Strtof); }

} // namespace

double nearest_double(std::string_view digits) {
    Decimal d;
    take_apart(digits, d);
    return double_of(d);
}

float nearest_float(std::string_view digits) {
    Decimal d;
    take_apart(digits, d);
    return float_of(d);
}

std::optional<double> read_double(std::string_view text) {
    Decimal d;
    return take_apart(text, d) ? std::optional(double_of(d)) : std::nullopt;
}

std::optional<float> read_float(std::string_view text) {
    Decimal d;
    return take_apart(text, d) ? std::optional(float_of(d)) : std::nullopt;
}

} // namespace attn
