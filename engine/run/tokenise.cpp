#include "tokenise.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/formats/unicode.h"
#include "engine/formats/utf8.h"

namespace attn {

namespace {

enum class Class { invisible, space, word, joiner, single };

// Set inside words like apostrophe and hyphen, although Unicode calls them punctuation.
bool joins(char32_t c) {
    constexpr char32_t joiners[] = {
        '\'',   '-',   0x2019, 0x2010, 0x2011, // apostrophes and hyphens
        0x55A,  0x55B, 0x55C,  0x55E,  0x58A,  // Armenian: apostrophe, emphasis, exclamation, question, hyphen
        0x5BE,  0x5F3, 0x5F4,                  // Hebrew: maqaf, geresh, gershayim
        0x1806,                                // Mongolian hyphen
    };
    return std::find(std::begin(joiners), std::end(joiners), c) != std::end(joiners);
}

// Blank, although Unicode has no such name for them: an empty braille cell, a null notehead, what surrounds
// annotations between lines.
bool blank(char32_t c) { return c == 0x2800 || c == 0x1D159 || (c >= 0xFFF9 && c <= 0xFFFB); }

Class class_of(char32_t c) {
    const auto between = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (c == 0x200B) return Class::space; // the zero width space, where lines may break
    if (joins(c)) return Class::joiner;
    if (blank(c)) return Class::invisible;
    const bool ideograph =
        between(0x3001, 0x30FF) || between(0x3400, 0x9FFF) || between(0xF900, 0xFAFF) || between(0x20000, 0x3FFFF);
    const bool emoji = between(0x1F000, 0x1FAFF); // those, too, that Unicode will have one day
    switch (character_class(c)) {
    case CharacterClass::space: return Class::space;
    case CharacterClass::symbol: return Class::single;
    case CharacterClass::invisible:
    case CharacterClass::invisible_mark: return Class::invisible;
    case CharacterClass::letter:
    case CharacterClass::mark: break;
    }
    return ideograph || emoji ? Class::single : Class::word;
}

// That of the first code point in it that is seen.
Class class_of(std::string_view character) {
    while (!character.empty())
        if (const Class here = class_of(take_code_point(character)); here != Class::invisible) return here;
    return Class::invisible;
}

struct Piece {
    std::string text;
    std::size_t end; // how many bytes of the whole text lie before its end
};

struct Character : Piece {
    Class of;
};

// All characters but those that nobody sees: a soft hyphen neither ends a word nor is a part of it. A mark that
// follows a space is a character of its own.
std::vector<Character> visible_characters(std::string_view text) {
    std::vector<Character> out;
    std::size_t end = 0;
    const auto add = [&](std::string_view character) {
        end += character.size();
        if (const Class of = class_of(character); of != Class::invisible)
            out.push_back({{std::string(character), end}, of});
    };
    for (const std::string& character : characters(text)) {
        std::string_view rest = character;
        const bool space = class_of(take_code_point(rest)) == Class::space;
        if (space) add(std::string_view(character).substr(0, character.size() - rest.size()));
        add(space ? rest : character);
    }
    return out;
}

// Spaces between characters count as one, those around the sentence do not.
std::vector<Piece> single_characters(std::vector<Character> all) {
    std::vector<Piece> out;
    std::size_t space = 0; // where the last one ends
    for (Character& here : all) {
        if (here.of == Class::space) {
            space = here.end;
            continue;
        }
        if (space > 0 && !out.empty()) out.push_back({"·", space});
        space = 0;
        out.push_back(std::move(here));
    }
    return out;
}

std::vector<Piece> pieces(std::string_view text, Unit unit) {
    std::vector<Character> all = visible_characters(text);
    if (unit == Unit::characters) return single_characters(std::move(all));
    std::vector<Piece> out;
    bool in_word = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Character& here = all[i];
        const bool inside = here.of == Class::joiner && i + 1 < all.size() && all[i + 1].of == Class::word;
        if (here.of == Class::space) in_word = false;
        else if ((here.of == Class::word || inside) && in_word) out.back() = {out.back().text + here.text, here.end};
        else {
            in_word = here.of == Class::word;
            out.push_back(std::move(here));
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
