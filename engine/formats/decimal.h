// Decimal text to the nearest number, whatever the locale of the process.
#pragma once

#include <optional>
#include <string_view>

namespace attn {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; } // in every locale

// The number nearest to the decimal `digits` ("-12.5e-3", the grammar of a JSON number), ties to even, as
// IEEE 754 rounds. Too large is infinity, too small is zero, both with the sign. `digits` must be such a
// number; nothing is checked here.
//
// The float is not the double rounded once more: rounding twice goes wrong where the double happens to lie
// half way between two floats (1.00000017881393432617187499 is one such number).
double nearest_double(std::string_view digits);
float nearest_float(std::string_view digits);

// The same for what people type, which may also begin with a plus sign or have no digit on one side of the point
// ("+.5", "2."). Nothing for any other text, and so for "inf", "nan", hexadecimal and spaces.
std::optional<double> read_double(std::string_view text);
std::optional<float> read_float(std::string_view text);

// The same by type, for code that is written once for both.
template <class Real> Real nearest(std::string_view digits);
template <> inline float nearest<float>(std::string_view digits) { return nearest_float(digits); }
template <> inline double nearest<double>(std::string_view digits) { return nearest_double(digits); }

} // namespace attn
