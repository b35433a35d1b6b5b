// Unicode's classes as its own files have them (tests/golden/unicode_classes.txt), for every code point.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/unicode.h"

namespace attn {

inline constexpr char32_t kCodePoints = 0x110000;
inline bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// [kCodePoints]; empty if a line of the file cannot be read.
std::vector<CharacterClass> unicode_classes();

// "U+00AD"
std::string code_point_name(char32_t);

} // namespace attn
