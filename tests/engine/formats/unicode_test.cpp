// The engine's compressed table of Unicode against the plain one, for every code point. unicode_agrees.mjs compares the
// plain one with another program's knowledge of Unicode.
#include <catch2/catch_test_macros.hpp>

#include "engine/formats/unicode.h"
#include "tests/engine/unicode_golden.h"

using namespace attn;

TEST_CASE("every code point has the class that Unicode gives it") {
    const std::vector<CharacterClass> wanted = unicode_classes();
    REQUIRE(wanted.size() == kCodePoints);
    std::string wrong;
    for (char32_t c = 0; c < kCodePoints; ++c)
        if (character_class(c) != wanted[c]) wrong += code_point_name(c) + " ";
    CHECK(wrong == "");
}

TEST_CASE("what the classes mean") {
    for (const char32_t c : U"aZ09é日אݐ½²") CHECK((c == 0 || character_class(c) == CharacterClass::letter));
    for (const char32_t c : {0x0, 0x1F, 0x20, 0x7F, 0x85, 0xA0, 0x3000, 0x2028})
        CHECK(character_class(c) == CharacterClass::space);
    for (const char32_t c : U"!'-_$+^`|~¡©×।۔։።：？；＝～。、「€→😀")
        CHECK((c == 0 || character_class(c) == CharacterClass::symbol));
    for (const char32_t c : {0x301, 0x93E, 0x5B8}) CHECK(character_class(c) == CharacterClass::mark);
    for (const char32_t c : {0xAD, 0x200B, 0x200D, 0x2060, 0x202E, 0xFEFF, 0x3164, 0x115F, 0xE0041, 0xE0FFF})
        CHECK(character_class(c) == CharacterClass::invisible);
    for (const char32_t c : {0xFE0F, 0xE0100, 0x34F}) CHECK(character_class(c) == CharacterClass::invisible_mark);
    CHECK(character_class(0x10FFFF) == CharacterClass::letter);
}
