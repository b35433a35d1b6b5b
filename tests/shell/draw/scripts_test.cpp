// Words in scripts that the shipped faces lack: each is one picture, as wide as whoever draws it says.
#include <catch2/catch_test_macros.hpp>

#include <fonts_data.h>

#include <set>

#include "engine/formats/utf8.h"
#include "shell/desktop/right_to_left.h"
#include "shell/draw/scripts.h"
#include "shell/draw/type.h"
#include "shell/program/control.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;
using namespace attn_test;

namespace {

std::vector<std::string> asked; // words that were drawn, and not only measured

// Draws a word of n bytes as a block of n / 10 em.
bool blocks(std::string_view word, float size, bool, bool only_advance, WordPicture& out) {
    out.advance = size * static_cast<float>(word.size()) / 10;
    if (only_advance) return true;
    asked.emplace_back(word);
    out.width = static_cast<int>(out.advance), out.height = static_cast<int>(size * 0.7f), out.top = -out.height;
    out.colored = word == "🙂";
    out.pixels.assign(static_cast<std::size_t>(out.width * out.height * (out.colored ? 4 : 1)), 255);
    return true;
}

struct WithWordRenderer {
    WithWordRenderer() { asked.clear(), set_word_renderer(blocks); }
    ~WithWordRenderer() { set_word_renderer(nullptr); }
};

std::size_t code_points(std::string_view text) {
    std::size_t n = 0;
    for (; !text.empty(); ++n) take_code_point(text);
    return n;
}

} // namespace

TEST_CASE("a word that lacks a character becomes one code point, the rest of the text stays") {
    const WithWordRenderer word_renderer;
    Headless screen;
    const auto set = [&](std::string_view text) { return with_pictures(screen.faces.bold, text); };
    CHECK(set("plain café −0.50") == "plain café −0.50");
    const std::string line = set("“שלום!” (query) looks at “cat”");
    CHECK(code_points(line) == code_points("“x” (query) looks at “cat”"));
    CHECK(line.ends_with("” (query) looks at “cat”"));
    CHECK(with_pictures(screen.faces.math, "S′") == "S′"); // mathematics has its own signs
    CHECK(set("שלום!") == set("שלום!"));
    CHECK(set("שלום!") != set("שלום"));
    CHECK(code_points(set("👩‍🚀")) == 1);
    CHECK(code_points(set(std::string("漢字漢字漢字漢字漢字漢字") + "漢字漢字漢字漢字漢字漢字漢字")) ==
          2); // 26 characters
}

TEST_CASE("the code points of pictures are none that a shipped face has") {
    for (unsigned i = 0; i < kFontTextRangeCount; ++i)
        CHECK((kFontTextRanges[i][1] < 0x500 || kFontTextRanges[i][0] >= 0x1D00));
}

TEST_CASE("pictures are as wide as they say, in a line, fitted and in a paragraph") {
    const WithWordRenderer word_renderer;
    Headless screen;
    Program p = started("text=漢字 שלום 🙂 cat&unit=words&stage=scores");
    screen.frame(p);
    CHECK(std::set<std::string>(asked.begin(), asked.end()).contains("漢"));
    CHECK(std::set<std::string>(asked.begin(), asked.end()).contains("שלום"));
    CHECK(std::set<std::string>(asked.begin(), asked.end()).contains("🙂"));
    const auto first = asked.size();
    screen.frame(p);
    CHECK(asked.size() == first); // drawn once
    ImGui::NewFrame();
    ImFont* face = screen.faces.text;
    CHECK(text_width(face, 20, "שלום") == 16.0f); // 8 bytes
    CHECK(text_width(face, 20, "a שלום") == text_width(face, 20, "a ") + 16.0f);
    CHECK(text_width(face, 10, fitted(face, 10, "漢字漢字漢字", 12)) <= 12.0f);
    CHECK(fitted(face, 10, "漢字", 40) == "漢字");
    ImGui::EndFrame();
}

TEST_CASE("the sentence about boxes is there only where boxes are") {
    const auto said = [](const Program& p) {
        for (const Notice& n : p.notices)
            if (message(n) == text(english(), "notice.no_glyph")) return true;
        return false;
    };
    CHECK(said(started("text=漢字", {.can_set = can_set})));
    CHECK(said(started("memory=漢字", {.can_set = can_set})));
    const WithWordRenderer word_renderer;
    CHECK_FALSE(said(started("text=漢字 नमस्ते 🙂", {.can_set = can_set})));
    CHECK_FALSE(said(started("text=plain", {.can_set = can_set})));
}

TEST_CASE("letters in the order in which they stand from left to right") {
    CHECK(in_line("cat") == U"cat");
    CHECK(in_line("שלום") == U"םולש");
    CHECK(in_line("אב12") == U"12בא"); // a number reads from the left
    // Arabic letters join: first, middle, last, and after one that does not join the next, alone.
    CHECK(in_line("بيت") == U"\uFE96\uFEF4\uFE91");
    CHECK(in_line("دار") == U"\uFEAD\uFE8D\uFEA9");
    CHECK(in_line("ب\u064Eت") == U"\uFE96\u064E\uFE91"); // a mark does not part them
    CHECK(in_line("ي") == U"\uFEF1");
    CHECK(in_line("☺\uFE0F") == U"☺");
}
