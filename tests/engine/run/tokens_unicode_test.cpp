// Tokens against Unicode's own classes, for every code point, with all deviations named; and examples of scripts.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "engine/formats/utf8.h"
#include "engine/run/tokenise.h"
#include "tests/engine/unicode_golden.h"

using namespace attn;

namespace {

using Strings = std::vector<std::string>;
Strings words_in(std::string_view text) { return tokenised(text, Unit::words); }
Strings letters_in(std::string_view text) { return tokenised(text, Unit::characters); }

std::string utf8(char32_t c) {
    std::string out;
    append_utf8(out, c);
    return out;
}

// ---------------------------------------------------------------- the deviations
bool one_of(char32_t c, std::u32string_view all) { return all.find(c) != all.npos; }
bool between(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Punctuation that is a part of a word when it is inside one.
bool joins_words(char32_t c) {
    return one_of(c, U"'-\u2019\u2010\u2011\u055A\u055B\u055C\u055E\u058A\u05BE\u05F3\u05F4\u1806");
}
// Symbols and others that nobody sees, although Unicode does not say so.
bool is_blank(char32_t c) { return one_of(c, U"\u2800\U0001D159\uFFF9\uFFFA\uFFFB"); }
// Letters and digits that are words of their own.
bool stands_alone(char32_t c) {
    return between(c, 0x3001, 0x30FF) || between(c, 0x3400, 0x9FFF) || between(c, 0xF900, 0xFAFF) ||
           between(c, 0x20000, 0x3FFFF) || between(c, 0x1F000, 0x1FAFF);
}
// No marks, but they continue the character before them.
bool continues(char32_t c) {
    return one_of(c, U"\u200C\u200D\u180E") || between(c, 0x1F3FB, 0x1F3FF) || between(c, 0xE0020, 0xE007F);
}

enum class Role { word, single, joiner, space, kept, unseen }; // kept: as a part of the character before it
Role role_of(char32_t c, CharacterClass of) {
    if (c == 0x200B) return Role::space; // the zero width space
    if (joins_words(c)) return Role::joiner;
    if (is_blank(c)) return Role::unseen;
    if (continues(c)) return c < 0x1F3FB || c > 0x1F3FF ? Role::kept : Role::word;
    switch (of) {
    case CharacterClass::space: return Role::space;
    case CharacterClass::symbol: return Role::single;
    case CharacterClass::invisible: return Role::unseen;
    case CharacterClass::invisible_mark: return Role::kept;
    case CharacterClass::mark: return Role::word;
    case CharacterClass::letter: break;
    }
    return stands_alone(c) ? Role::single : Role::word;
}

Strings wanted_inside(Role role, const std::string& c) {
    switch (role) {
    case Role::word:
    case Role::joiner:
    case Role::kept: return {"a" + c + "b"};
    case Role::single: return {"a", c, "b"};
    case Role::space: return {"a", "b"};
    case Role::unseen: break;
    }
    return {"ab"};
}

} // namespace

TEST_CASE("every code point inside a word, alone and between spaces is what Unicode says, or a deviation") {
    const std::vector<CharacterClass> classes = unicode_classes();
    REQUIRE(classes.size() == kCodePoints);
    std::string inside, alone, apart;
    for (char32_t c = 0; c < kCodePoints; ++c) {
        if (is_surrogate(c)) continue;
        const std::string text = utf8(c);
        const Role role = role_of(c, classes[c]);
        const bool seen = role != Role::space && role != Role::kept && role != Role::unseen;
        if (words_in("a" + text + "b") != wanted_inside(role, text)) inside += code_point_name(c) + " ";
        const Strings itself = seen ? Strings{text} : Strings{};
        if (words_in(text) != itself || letters_in(text) != itself) alone += code_point_name(c) + " ";
        const Strings three = seen ? Strings{"a", text, "b"} : Strings{"a", "b"};
        if (words_in("a " + text + " b") != three) apart += code_point_name(c) + " ";
    }
    CHECK(inside == "");
    CHECK(alone == "");
    CHECK(apart == "");
}

TEST_CASE("punctuation of other scripts is no part of a word") {
    CHECK(words_in("यह एक किताब है।") == Strings{"यह", "एक", "किताब", "है", "।"});
    CHECK(words_in("یہ کتاب ہے۔") == Strings{"یہ", "کتاب", "ہے", "۔"});
    CHECK(words_in("Բարեւ։") == Strings{"Բարեւ", "։"});
    CHECK(words_in("ይህ ነው።") == Strings{"ይህ", "ነው", "።"});
    CHECK(words_in("时间：10点") == Strings{"时", "间", "：", "10", "点"});
    CHECK(words_in("你好吗？Yes") == Strings{"你", "好", "吗", "？", "Yes"});
    CHECK(words_in("A；B") == Strings{"A", "；", "B"});
    CHECK(words_in("x＝1") == Strings{"x", "＝", "1"});
    CHECK(words_in("1～3年") == Strings{"1", "～", "3", "年"});
    CHECK(words_in("ཀ།ខ") == Strings{"ཀ", "།", "ខ"});
    CHECK(words_in("ഒന്ന്₹രണ്ട്") == Strings{"ഒന്ന്", "₹", "രണ്ട്"});
}

TEST_CASE("letters and numbers that look like symbols stay in words") {
    CHECK(words_in("H₂O x² 1½ µm Ⅷ ℝ") == Strings{"H₂O", "x²", "1½", "µm", "Ⅷ", "ℝ"});
    CHECK(words_in("人々〇々") == Strings{"人", "々", "〇", "々"});
}

TEST_CASE("apostrophes and hyphens of other scripts are inside words like ours") {
    CHECK(words_in("בית־ספר צה״ל ג׳ירפה") == Strings{"בית־ספר", "צה״ל", "ג׳ירפה"});
    CHECK(words_in("Ի՞նչ է։ այո՞") == Strings{"Ի՞նչ", "է", "։", "այո", "՞"});
    CHECK(words_in("state‐of‑the‑art") == Strings{"state‐of‑the‑art"});
    CHECK(words_in("״שלום״") == Strings{"״", "שלום", "״"});
}

TEST_CASE("invisible characters neither break words nor make them different") {
    CHECK(words_in("co\u00ADop\u00ADe\u00ADrate") == Strings{"cooperate"});
    CHECK(words_in("a\u2060b a\uFEFFb") == Strings{"ab", "ab"});
    CHECK(words_in("don\u00AD't don'\u00ADt \u00ADa\u00AD") == Strings{"don't", "don't", "a"});
    CHECK(words_in("\u200Fשלום\u200E, \u2067x\u2069") == Strings{"שלום", ",", "x"});
    CHECK(letters_in("a\u00ADb \u00AD c\u2060") == Strings{"a", "b", "·", "c"});
    for (const char32_t c : {0xFE0F, 0x3164, 0x115F, 0x1160, 0x2800, 0xE0041, 0xFFA0, 0x61C, 0x1D159}) {
        CAPTURE(code_point_name(c));
        CHECK(words_in(utf8(c)).empty());
        CHECK(words_in("a " + utf8(c) + " b") == Strings{"a", "b"});
        CHECK(letters_in("a " + utf8(c) + " b") == Strings{"a", "·", "b"});
    }
    CHECK(words_in("❤\uFE0F 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F") ==
          Strings{"❤\uFE0F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"});
}

TEST_CASE("nothing that is seen is lost behind a space") {
    CHECK(words_in("a 🏽 b") == Strings{"a", "🏽", "b"});
    CHECK(words_in("a \u0301") == Strings{"a", "\u0301"});
    CHECK(letters_in("a \u0301b") == Strings{"a", "·", "\u0301", "b"});
}
