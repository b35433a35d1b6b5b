// From text to the texts of its tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn {

enum class Unit { words, characters };

// Words: runs of letters and digits, with an apostrophe or hyphen inside ("don't"); every other visible
// character (punctuation, an emoji, a Chinese or Japanese ideograph) is a token of its own.
// Characters: every visible character; a space shows as "·".
std::vector<std::string> tokenised(std::string_view text, Unit unit);

// `text` up to the end of its `max_words`th word, and how many words it has in all. Spaces at the end stay where
// nothing is cut off.
struct Beginning {
    std::string text;
    int words = 0;
};
Beginning beginning_of(std::string_view text, int max_words);

} // namespace attn
