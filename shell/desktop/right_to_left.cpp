#include "right_to_left.h"

#include <algorithm>

#include "engine/formats/utf8.h"

namespace attn {

namespace {

bool right_to_left(char32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

bool is_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7) || (c >= 0x610 && c <= 0x61A) ||
           (c >= 0x64B && c <= 0x65F) || c == 0x670;
}

// How many forms each letter from U+0621 has in Unicode's block of Arabic presentation forms, where they are one
// after the other: alone, last, first, middle. Letters with two forms do not join the next one; 0 is not a letter.
constexpr std::string_view kForms = "12222424244444222244444444" // U+0621 .. U+063A
                                    "000000"                     // U+063B .. U+0640
                                    "4444444224";                // U+0641 .. U+064A
constexpr char32_t kFirstLetter = 0x621, kFirstForm = 0xFE80;

int forms(char32_t c) {
    const auto at = static_cast<std::size_t>(c - kFirstLetter);
    return c >= kFirstLetter && at < kForms.size() ? kForms[at] - '0' : 0;
}

// The letter beside `i` that it may join, past marks.
char32_t beside(const std::u32string& word, std::size_t i, int direction) {
    for (;;) {
        i += static_cast<std::size_t>(direction);
        if (i >= word.size()) return 0;
        if (!is_mark(word[i])) return word[i];
    }
}

std::u32string joined(const std::u32string& word) {
    std::u32string out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const int count = forms(word[i]);
        if (count == 0) {
            out += word[i];
            continue;
        }
        const bool from_before = count > 1 && forms(beside(word, i, -1)) == 4;
        const bool to_next = count == 4 && forms(beside(word, i, 1)) > 1;
        char32_t form = kFirstForm;
        for (char32_t c = kFirstLetter; c < word[i]; ++c) form += static_cast<char32_t>(forms(c));
        out += form + (from_before && to_next ? 3 : to_next ? 2 : from_before ? 1 : 0);
    }
    return out;
}

// What joins or varies other characters and is not itself seen.
bool unseen(char32_t c) {
    return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

} // namespace

std::u32string in_line(std::string_view text) {
    std::u32string word;
    while (!text.empty())
        if (const char32_t c = take_code_point(text); !unseen(c)) word += c;
    if (std::none_of(word.begin(), word.end(), right_to_left)) return word;
    word = joined(word);
    std::reverse(word.begin(), word.end());
    // What reads from left to right within it is turned back: numbers, Latin letters.
    for (auto at = word.begin(); at != word.end();) {
        const auto end = std::find_if(at, word.end(), right_to_left);
        std::reverse(at, end);
        at = std::find_if_not(end, word.end(), right_to_left);
    }
    return word;
}

} // namespace attn
