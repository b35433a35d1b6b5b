// Numbers as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace attn {

// Fixed decimals for people: a true minus sign (U+2212), never "-0.00"; NaN as "undefined", infinities as
// the sign and "∞". Rounds half to even on the exact binary value.
std::string fixed(double value, int decimals);

// The same as an operand: negative numbers stand in brackets.
std::string bracketed(double value, int decimals);

// A row or column counted from 1, written with at most four digits and nothing else.
std::optional<int> counted(std::string_view);

// The shortest decimal that reads back as the same number: for files and the command line.
// NaN and infinities are "nan", "inf" and "-inf".
std::string shortest(float value);
std::string shortest(double value);

} // namespace attn
