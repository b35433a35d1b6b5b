// Setting prose: where lines break, and what is left out where there is no room.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "shell/draw/type.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

namespace {

constexpr float kLeading = 20; // of a line of kBody

} // namespace

TEST_CASE("a word that is longer than its line is broken between its characters, as late as possible") {
    const Headless screen;
    ImFont* face = screen.faces.text;
    const auto wide = [&](const char* words) { return text_width(face, kBody, words); };
    CHECK(std::round(kBody * 1.4f) == kLeading);
    CHECK(paragraph_height(face, kBody, wide("Wiiii"), "Wiiii") == kLeading);
    CHECK(paragraph_height(face, kBody, wide("Wiiii"), "Wiiiii") == 2 * kLeading);
    CHECK(paragraph_height(face, kBody, wide("Wiiii"), "Wiiiiiiiiii") == 2 * kLeading);
    CHECK(paragraph_height(face, kBody, wide("Wiiii"), "so Wiiiii") == 3 * kLeading);
    CHECK(paragraph_height(face, kBody, 1, "Wii") == 3 * kLeading); // a character at least
}

TEST_CASE("sentences that do not fit are set smaller, and those that still do not are left out whole") {
    const Headless screen;
    ImFont* face = screen.faces.text;
    const std::string_view both = "One is here, 0.5 of it. Another is there.", one = both.substr(0, both.find(" Ano"));
    const float width = text_width(face, kBody, one) + 1;
    CHECK(fitting_size(face, kBody, {0, 0, width, 2 * kLeading}, both) == kBody);
    CHECK(fitting_size(face, kBody, {0, 0, width, 2 * kLeading - 1}, both) == kBody - 1);
    CHECK(fitting_size(face, kBody, {0, 0, width, 1}, both) == kSmall);
    CHECK(whole_sentences(face, kBody, {0, 0, width, 2 * kLeading}, both) == both);
    CHECK(whole_sentences(face, kBody, {0, 0, width, kLeading}, both) == one);
    CHECK(whole_sentences(face, kBody, {0, 0, width, kLeading - 1}, both).empty());
}
