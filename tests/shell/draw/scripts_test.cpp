// Words in scripts that the shipped faces lack: each is one picture, as wide as whoever draws it says.
#include <catch2/catch_test_macros.hpp>

#include <fonts_data.h>

#include <algorithm>
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

// Draws a word of n bytes as a block of n / 10 em.
struct Blocks final : WordRenderer {
    std::vector<std::string> asked; // words that were drawn, and not only measured

    bool draw(std::string_view word, float size, bool, bool only_advance, WordPicture& out) override {
        out.advance = size * static_cast<float>(word.size()) / 10;
        if (only_advance) return true;
        asked.emplace_back(word);
        out.width = static_cast<int>(out.advance), out.height = static_cast<int>(size * 0.7f), out.top = -out.height;
        out.colored = word == "🙂";
        out.pixels.assign(static_cast<std::size_t>(out.width * out.height * (out.colored ? 4 : 1)), 255);
        return true;
    }
};

struct WithBlocks : Headless {
    WithBlocks() { cache.words.renderer = &blocks; }
    Blocks blocks;
};

std::size_t code_points(std::string_view text) {
    std::size_t n = 0;
    for (; !text.empty(); ++n) take_code_point(text);
    return n;
}

} // namespace

TEST_CASE("a word that lacks a character becomes one code point, the rest of the text stays") {
    WithBlocks screen;
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
    WithBlocks screen;
    Program p = started("text=漢字 שלום 🙂 cat&unit=words&stage=scores");
    screen.frame(p);
    const auto& asked = screen.blocks.asked;
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
    const Environment boxes{.can_set = [](std::string_view words) { return can_set(nullptr, words); }};
    CHECK(said(started("text=漢字", boxes)));
    CHECK(said(started("memory=漢字", boxes)));
    Blocks blocks;
    const Environment pictures{.can_set = [&](std::string_view words) { return can_set(&blocks, words); }};
    CHECK_FALSE(said(started("text=漢字 नमस्ते 🙂", pictures)));
    CHECK_FALSE(said(started("text=plain", pictures)));
}

TEST_CASE("words that are not shown any more are forgotten, and the others are still drawn") {
    WithBlocks screen;
    const auto width = [&](std::string_view word) { return text_width(screen.faces.text, 20, word); };
    for (int frame = 0; frame < 100; ++frame) {
        begin_frame(screen.cache);
        ImGui::NewFrame();
        CHECK(width("שלום") == 16.0f);
        for (int i = 0; i < 100; ++i) CHECK(width("字" + std::to_string(frame * 100 + i)) > 0);
        CHECK(screen.cache.words.words.size() <= kOldWords + 300);
        std::set<std::string> names;
        for (const auto& word : screen.cache.words.words) names.insert(word.word);
        CHECK(names.size() == screen.cache.words.words.size()); // nobody is drawn twice
        CHECK(screen.faces.text->GetFontBaked(20)->Glyphs.Size <= static_cast<int>(kOldWords) + 300);
        screen.render();
    }
    const auto drawn = std::count(screen.blocks.asked.begin(), screen.blocks.asked.end(), "שלום");
    CHECK(drawn > 1); // once more each time that glyphs are forgotten
    CHECK(drawn < 12);
}

TEST_CASE("a frame that shows thousands of words forgets none of them") {
    WithBlocks screen;
    for (int frame = 0; frame < 3; ++frame) {
        begin_frame(screen.cache);
        ImGui::NewFrame();
        for (int i = 0; i < 3000; ++i) with_pictures(screen.faces.text, "字" + std::to_string(i));
        CHECK(screen.cache.words.words.size() == 3000);
        screen.render();
    }
}

TEST_CASE("two figures in one process share no words") {
    WithBlocks one;
    ImGui::NewFrame();
    CHECK(text_width(one.faces.text, 20, "שלום") == 16.0f);
    CHECK(one.cache.words.words.size() == 1);
    ImGui::EndFrame();
    const Headless other;
    CHECK(other.cache.words.words.empty());
    CHECK(with_pictures(other.faces.text, "שלום") == "שלום");
}

TEST_CASE("letters in the order in which they are read from left to right") {
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
