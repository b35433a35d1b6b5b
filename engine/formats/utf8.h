// Text as code points and as what a person calls one character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn {

// What some programs put before a text to say that it is UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The first code point of `text` is returned and removed. A malformed byte reads as U+FFFD.
char32_t take_code_point(std::string_view& text);
// Appends the one to four bytes of a code point. Surrogates and numbers above U+10FFFF must not come in.
void append_utf8(std::string& out, char32_t code_point);

// Well-formed UTF-8: every malformed byte becomes U+FFFD, control characters become spaces.
std::string clean_utf8(std::string_view text);

// Splits into user-perceived characters: a letter with its combining marks, an emoji with its modifiers and
// joiners, a flag. A small part of Unicode's UAX #29, enough for sentences that people type.
std::vector<std::string> characters(std::string_view text);

} // namespace attn
