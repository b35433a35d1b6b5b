// From text to the texts of its tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn {

enum class Unit { words, characters };

// Words: runs of letters, digits and marks of any script, with an apostrophe or hyphen inside ("don't"); everything that
// Unicode calls punctuation or a symbol, an emoji, and a Chinese or Japanese ideograph is a token of its own.
// Characters: every visible character; a space shows as "·".
// What nobody sees (a soft hyphen, a word joiner, a direction) is no token, no part of one, and ends none, unless it
// changes how a character before it looks, as in "❤️". tokenise.cpp names where this differs from Unicode's classes
// (engine/formats/unicode.h).
std::vector<std::string> tokenised(std::string_view text, Unit unit);

// `text` up to the end of its `max_words`th word, and how many words it has in all. Spaces at the end stay where
// nothing is cut off.
struct Beginning {
    std::string text;
    int words = 0;
};
Beginning beginning_of(std::string_view text, int max_words);

} // namespace attn
