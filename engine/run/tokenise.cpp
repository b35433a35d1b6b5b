#include "tokenise.h"

#include <utility>

#include "engine/formats/utf8.h"

namespace attn {

namespace {

enum class Class { space, word, joiner, single };

Class class_of(std::string_view character) {
    const char32_t c = take_code_point(character);
    const auto between = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (c <= 0x20 || c == 0xA0 || between(0x2000, 0x200D) || between(0x2028, 0x202F) || between(0x2060, 0x2069) ||
        c == 0x3000 || c == 0xFEFF || c == 0x1680)
        return Class::space;
    if (c == '\'' || c == '-' || c == 0x2019) return Class::joiner;
    if (c < 0x80) return between('0', '9') || between('A', 'Z') || between('a', 'z') ? Class::word : Class::single;
    const bool symbol = between(0xA1, 0xBF) || c == 0xD7 || c == 0xF7 || between(0x2010, 0x2BFF) || c == 0x61F ||
                        c == 0x60C || c == 0x61B || between(0x3001, 0x303F) || between(0xFF00, 0xFF0F) || c == 0xFFFD;
    const bool ideograph =
        between(0x3040, 0x30FF) || between(0x3400, 0x9FFF) || between(0xF900, 0xFAFF) || between(0x20000, 0x3FFFF);
    const bool emoji = between(0x1F000, 0x1FAFF);
    return symbol || ideograph || emoji ? Class::single : Class::word;
}

struct Piece {
    std::string text;
    std::size_t end; // how many bytes of the whole text lie before its end
};

std::vector<Piece> pieces(std::string_view text, Unit unit) {
    std::vector<Piece> out;
    const std::vector<std::string> all = characters(text);
    bool in_word = false;
    std::size_t end = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Class here = class_of(all[i]);
        end += all[i].size();
        if (unit == Unit::characters) {
            // Spaces between words count as characters, those around the sentence do not.
            if (here != Class::space) out.push_back({all[i], end});
            else if (!out.empty() && i + 1 < all.size() && class_of(all[i + 1]) != Class::space)
                out.push_back({"·", end});
            continue;
        }
        const bool joins =
            here == Class::joiner && in_word && i + 1 < all.size() && class_of(all[i + 1]) == Class::word;
        if (here == Class::space) in_word = false;
        else if ((here == Class::word || joins) && in_word) out.back() = {out.back().text + all[i], end};
        else {
            out.push_back({all[i], end});
            in_word = here == Class::word;
        }
    }
    return out;
}

} // namespace

std::vector<std::string> tokenised(std::string_view text, Unit unit) {
    std::vector<std::string> out;
    for (Piece& piece : pieces(text, unit)) out.push_back(std::move(piece.text));
    return out;
}

Beginning beginning_of(std::string_view text, int max_words) {
    const std::vector<Piece> words = pieces(text, Unit::words);
    const auto count = static_cast<int>(words.size());
    if (count <= max_words || max_words <= 0) return {std::string(text), count};
    return {std::string(text.substr(0, words[static_cast<std::size_t>(max_words) - 1].end)), count};
}

} // namespace attn
