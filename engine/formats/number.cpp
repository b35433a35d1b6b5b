#include "number.h"

#include <double-conversion/double-to-string.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace attn {

namespace {

using Mode = double_conversion::DoubleToStringConverter::DtoaMode;

// The digits of a number without its sign, and where the point is: 0.0125 is "125" with the point at -1.
struct Digits {
    std::string text;
    int point;
};
Digits digits_of(double size, Mode mode, int decimals) {
    std::array<char, 400> buffer; // the largest double has 309 digits before the point
    bool minus = false;
    int length = 0, point = 0;
    double_conversion::DoubleToStringConverter::DoubleToAscii(size, mode, decimals, buffer.data(),
                                                              static_cast<int>(buffer.size()), &minus, &length, &point);
    return {std::string(buffer.data(), static_cast<std::size_t>(length)), point};
}

// Whether the number is just between two of so many decimals: a half of the last decimal is a number with one binary
// digit more behind the point than there are decimals.
bool is_between(double size, int decimals) {
    const double scaled = std::ldexp(size, decimals + 1);
    constexpr double exact = 9007199254740992.0; // 2^53; numbers beyond are even
    return scaled < exact && std::floor(scaled) == scaled && static_cast<std::uint64_t>(scaled) % 2 == 1;
}

// "12.50". The library rounds a number between two others up; here the even one of the two is wanted.
std::string with_decimals(double size, int decimals) {
    auto [digits, point] = digits_of(size, Mode::FIXED, decimals);
    const int last = point + decimals - 1;
    const auto at = [&](int i) { return i >= 0 && i < static_cast<int>(digits.size()) ? digits[i] : '0'; };
    if (at(last) % 2 == 1 && is_between(size, decimals)) --digits[last];
    std::string out = point > 0 ? "" : "0";
    for (int i = 0; i < point; ++i) out += at(i);
    if (decimals > 0) out += '.';
    for (int i = point; i <= last; ++i) out += at(i);
    return out;
}

bool is_zero(std::string_view digits) { return digits.find_first_not_of("0.") == std::string_view::npos; }

} // namespace

std::string fixed(double value, int decimals) {
    if (std::isnan(value)) return "undefined";
    const std::string minus = "\u2212";
    if (std::isinf(value)) return value < 0 ? minus + "∞" : "∞";
    const std::string digits = with_decimals(std::fabs(value), decimals);
    return value < 0 && !is_zero(digits) ? minus + digits : digits;
}

std::string bracketed(double value, int decimals) {
    const std::string digits = fixed(value, decimals);
    return digits.starts_with("\u2212") ? "(" + digits + ")" : digits;
}

std::string at_most(double value, int decimals) {
    if (!std::isfinite(value)) return shortest(value);
    std::string digits = with_decimals(std::fabs(value), decimals);
    if (digits.find('.') != std::string::npos) {
        while (digits.back() == '0') digits.pop_back();
        if (digits.back() == '.') digits.pop_back();
    }
    return value < 0 && !is_zero(digits) ? "-" + digits : digits;
}

namespace {
// Digits with their point, or with an exponent where the point is far from them or behind the first `max_digits`.
std::string with_point(Digits number, int max_digits) {
    auto& [digits, point] = number;
    const int count = static_cast<int>(digits.size()), exponent = point - 1;
    if (exponent < -4 || exponent >= max_digits) { // 1.25e-07
        if (count > 1) digits.insert(1, 1, '.');
        const std::string power = std::to_string(exponent < 0 ? -exponent : exponent);
        return digits + (exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
    }
    if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    if (point < count) digits.insert(static_cast<std::size_t>(point), 1, '.');
    else digits.append(static_cast<std::size_t>(point - count), '0');
    return digits;
}

template <class Real> std::string shortest_of(Real value, Mode mode) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    const std::string minus = std::signbit(value) ? "-" : "";
    const double size = std::fabs(static_cast<double>(value));
    // Whole numbers are written out: 123456792 is a float whose shortest digits are 12345679.
    if (std::floor(size) == size && size < 1e15) return minus + std::to_string(static_cast<std::uint64_t>(size));
    const Digits digits = digits_of(size, mode, 0);
    return minus + with_point(digits, static_cast<int>(digits.text.size()));
}

template <class Real> void append_shortest_of(std::string& out, Real value) {
    std::array<char, 32> digits;
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}
} // namespace

std::string shortest(float value) { return shortest_of(value, Mode::SHORTEST_SINGLE); }
std::string shortest(double value) { return shortest_of(value, Mode::SHORTEST); }
void append_shortest(std::string& out, float value) { append_shortest_of(out, value); }
void append_shortest(std::string& out, double value) { append_shortest_of(out, value); }

std::string significant(double value, int digits) {
    if (!std::isfinite(value) || value == 0) return shortest(value);
    Digits number = digits_of(std::fabs(value), Mode::PRECISION, digits);
    number.text.resize(number.text.find_last_not_of('0') + 1);
    return (value < 0 ? "-" : "") + with_point(number, digits);
}

std::string exponential(double value, int decimals) {
    const auto kept = static_cast<std::size_t>(decimals) + 1;
    Digits number{std::string(kept, '0'), 1};
    if (value != 0) {
        // Enough digits to tell a middle between two numbers from what is near it.
        number = digits_of(std::fabs(value), Mode::PRECISION, decimals + 31);
        number.text.resize(std::max(number.text.size(), kept), '0');
        const std::string rest = number.text.substr(kept);
        number.text.resize(kept);
        const auto last_one = rest.find_last_not_of('0');
        const bool half = last_one == 0 && rest[0] == '5', odd = (number.text.back() - '0') % 2 == 1;
        if (last_one != rest.npos && (half ? odd : rest[0] >= '5')) {
            std::size_t at = kept;
            while (at > 0 && number.text[at - 1] == '9') number.text[--at] = '0';
            if (at > 0) ++number.text[at - 1];
            else number = {"1" + number.text.substr(0, kept - 1), number.point + 1};
        }
    }
    std::string out = std::signbit(value) ? "-" : "";
    out += number.text[0];
    if (decimals > 0) out += "." + number.text.substr(1);
    const int power = number.point - 1, size = power < 0 ? -power : power;
    return out + (power < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
}

std::optional<int> counted(std::string_view text) {
    if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    int out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out >= 1 ? std::optional(out) : std::nullopt;
}

} // namespace attn
