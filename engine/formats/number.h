// Numbers as text, whatever the locale of the process.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace attn {

// Fixed decimals for people: a true minus sign (U+2212), never "-0.00"; NaN as "undefined", infinities as
// the sign and "∞". Rounds half to even on the exact binary value.
std::string fixed(double value, int decimals);

// The same as an operand: negative numbers are in brackets.
std::string bracketed(double value, int decimals);

// The same for files and programs: with a hyphen for a minus sign, and without zeros at the end.
std::string at_most(double value, int decimals);

// A finite number as C's %.*e writes it, "1.2500e-07": for tensors that are printed as Python prints them. Rounds half
// to even on the exact binary value.
std::string exponential(double value, int decimals);

// A row or column counted from 1, written with at most four digits and nothing else.
std::optional<int> counted(std::string_view);

// The shortest decimal that reads back as the same number: for files and the command line.
// NaN and infinities are "nan", "inf" and "-inf".
std::string shortest(float value);
std::string shortest(double value);

// Appends the shortest decimal of a finite number in the fewest characters, such as "1e-04": a few times as fast as
// shortest(), for texts of millions of numbers. The page does not use it, because it would bring along large tables.
void append_shortest(std::string& out, float value);
void append_shortest(std::string& out, double value);

// So many significant digits, without zeros at the end; very large and very small numbers as 1.5e-07.
std::string significant(double value, int digits);

} // namespace attn
