#include "utf8.h"

#include "unicode.h"

namespace attn {

char32_t take_code_point(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    char32_t c = length == 1 ? first : length == 2 ? first & 31u : length == 3 ? first & 15u : first & 7u;
    bool good = length > 0 && length <= text.size();
    for (std::size_t i = 1; good && i < length; ++i) {
        good = byte(i) >> 6 == 2;
        c = (c << 6) | (byte(i) & 63u);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    good = good && c >= smallest[length] && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
    text.remove_prefix(good ? length : 1);
    return good ? c : 0xFFFD;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) return put(c);
    if (c < 0x800) return put(0xC0 | (c >> 6)), put(0x80 | (c & 63));
    if (c < 0x10000) return put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 63)), put(0x80 | (c & 63));
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 63)), put(0x80 | ((c >> 6) & 63)), put(0x80 | (c & 63));
}

std::string clean_utf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        append_utf8(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c);
    }
    return out;
}

namespace {

bool between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Code points that continue the character before them: Unicode's marks, and what is no mark but changes how its
// neighbours look. Those are the two zero width joiners, the Mongolian vowel separator, the vowel signs am of Thai and
// Lao, skin tones, and the tags in flags of regions.
bool extends(char32_t c) {
    const CharacterClass of = character_class(c);
    return of == CharacterClass::mark || of == CharacterClass::invisible_mark || between(c, 0x200C, 0x200D) ||
           c == 0x180E || c == 0xE33 || c == 0xEB3 || between(c, 0x1F3FB, 0x1F3FF) || between(c, 0xE0020, 0xE007F);
}
// What a zero width joiner can join: in "👩‍🚀" it makes one picture of two; between letters it is only a hint.
bool picture(char32_t c) { return between(c, 0x2190, 0x2BFF) || between(c, 0x1F000, 0x1FAFF); }
bool regional_indicator(char32_t c) { return between(c, 0x1F1E6, 0x1F1FF); }

} // namespace

std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> out;
    bool pictured = false, joined = false, half_flag = false;
    while (!text.empty()) {
        const char32_t c = take_code_point(text);
        const bool completes_flag = half_flag && regional_indicator(c);
        const bool continues = extends(c) || (joined && picture(c)) || completes_flag;
        if (out.empty() || !continues) {
            out.emplace_back();
            pictured = picture(c);
        }
        append_utf8(out.back(), c);
        joined = c == 0x200D && pictured;
        half_flag = regional_indicator(c) && !completes_flag;
    }
    return out;
}

} // namespace attn
