// UTF-8: decoding, cleaning, and what counts as one character.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/formats/utf8.h"
#include "engine/math/random.h"

using namespace attn;

namespace {

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> out;
    while (!text.empty()) out.push_back(take_code_point(text));
    return out;
}

std::string random_bytes(Pcg32& random) {
    // Half of them from the bytes that begin and continue UTF-8, so that near misses are common.
    constexpr unsigned char likely[] = {0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x91, 0x80, 0xBF, 0x0A};
    std::string out;
    for (std::uint32_t i = random.next() % 24; i > 0; --i)
        out += static_cast<char>(random.next() % 2 ? likely[random.next() % 12] : random.next() % 256);
    return out;
}

} // namespace

TEST_CASE("every code point is written and read back") {
    int wrong = 0;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, c);
        std::string_view rest = text;
        wrong += take_code_point(rest) != c || !rest.empty();
    }
    CHECK(wrong == 0);
}

TEST_CASE("malformed UTF-8 reads as one replacement for each bad byte") {
    using Points = std::vector<char32_t>;
    CHECK(code_points("\x80") == Points{0xFFFD});
    CHECK(code_points("\xC3") == Points{0xFFFD});
    CHECK(code_points("\xC3"
                      "A") == Points{0xFFFD, 'A'});
    CHECK(code_points("\xC0\xAF") == Points{0xFFFD, 0xFFFD}); // longer than needed
    CHECK(code_points("\xE0\x80\x80") == Points{0xFFFD, 0xFFFD, 0xFFFD});
    CHECK(code_points("\xED\xA0\x80") == Points{0xFFFD, 0xFFFD, 0xFFFD});             // a surrogate
    CHECK(code_points("\xF4\x90\x80\x80") == Points{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}); // above U+10FFFF
    CHECK(code_points("\xFF"
                      "é") == Points{0xFFFD, 0xE9});
}

TEST_CASE("cleaning makes well-formed text and changes nothing the second time") {
    Pcg32 random(9, 9);
    int wrong = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string clean = clean_utf8(random_bytes(random));
        wrong += clean_utf8(clean) != clean;
        for (const char32_t c : code_points(clean)) wrong += c < 0x20 || (c >= 0x7F && c < 0xA0);
    }
    CHECK(wrong == 0);
    CHECK(clean_utf8("a\tb\nc\x7F") == "a b c ");
    CHECK(clean_utf8("héllo 👩‍🚀 שלום") == "héllo 👩‍🚀 שלום");
    CHECK(clean_utf8(std::string_view("a\0b", 3)) == "a b");
}

TEST_CASE("splitting into characters loses nothing") {
    Pcg32 random(10, 9);
    int wrong = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string clean = clean_utf8(random_bytes(random));
        std::string together;
        for (const std::string& character : characters(clean)) {
            wrong += character.empty();
            together += character;
        }
        wrong += together != clean;
    }
    CHECK(wrong == 0);
}

TEST_CASE("what a reader calls one character is one") {
    const std::string one =
        GENERATE(from_range(std::vector<std::string>{"a",
                                                     "é",
                                                     "e\u0301",
                                                     "a\u0323\u0307",
                                                     "日",
                                                     "שׁ",
                                                     "בּ",
                                                     "نً",
                                                     "का",
                                                     "👩",
                                                     "👋🏽",
                                                     "👩‍🚀",
                                                     "👨‍👩‍👧‍👦",
                                                     "🏳️‍🌈",
                                                     "🇫🇷",
                                                     "❤️",
                                                     "1️⃣",
                                                     "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
                                                     "ก็",
                                                     "か\u3099",
                                                     "a\u200C"}));
    CAPTURE(one);
    CHECK(characters(one).size() == 1);
    CHECK(characters("x" + one + "y").size() == 3);
}

TEST_CASE("flags pair up from the left, and joiners join only pictures") {
    CHECK(characters("🇫🇷🇩🇪").size() == 2);
    CHECK(characters("🇫🇷🇩").size() == 2);
    CHECK(characters("a\u200Db").size() == 2);
    CHECK(characters(" \u200Db").size() == 2);
    CHECK(characters("a\u200D🚀").size() == 2);
    CHECK(characters("\u0301").size() == 1); // a mark with nothing before it
    CHECK(characters("").empty());
}
