// Predict, then reveal: the blank cell gives nothing away, takes a number by hand and by key, and says right or wrong.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "engine/formats/number.h"
#include "shell/program/ask.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "shell/program/words.h"
#include "shell/report/report.h"
#include "shell/views/words_view.h"
#include "tests/shell/fixture.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Drawn;
using attn_test::Headless;

namespace {

const char* const kAsked = "preset=animal&stage=softmax&ask=weights.9.2";
const Cell kCell{Tensor::weights, 0, 8, 1};

bool written(const std::vector<Drawn>& all, std::string_view words) {
    return std::ranges::any_of(all, [&](const Drawn& d) { return d.words == words; });
}

} // namespace

TEST_CASE("the cell that is asked for is blank: in the picture, in the table, in the status and for the pointer") {
    Headless screen;
    Program p = started(kAsked);
    const auto drawn = attn_test::drawn(screen, p, 1280, 720);
    CHECK(written(drawn, "?"));
    CHECK_FALSE(written(drawn, "0.62"));
    CHECK(tables_json(p).find("0.62") == std::string::npos);
    CHECK(tables_json(p).find("\"?\"") != std::string::npos);
    CHECK(status_json(p).find("0.62") == std::string::npos);
    CHECK(status_json(p).find("\"right\":null") != std::string::npos);
    select(p.state, kCell);
    CHECK(status_json(p).find("0.62") == std::string::npos);
    CHECK_FALSE(written(attn_test::drawn(screen, p, 1280, 720), "0.62"));
    CHECK(asked_sentence(p).find("what do you expect?") != std::string::npos);
    CHECK(format(p.state).find("ask=weights.9.2") != std::string::npos);
}

TEST_CASE("a stage asks only for a number that it shows") {
    Headless screen;
    const auto asks = [&](std::string_view stage) {
        Program p = started("preset=animal&ask=weights.9.2&stage=" + std::string(stage));
        return std::ranges::any_of(attn_test::drawn(screen, p, 1280, 720), [](const Drawn& d) {
            return d.words.find("what do you expect?") != std::string::npos;
        });
    };
    CHECK(asks("softmax"));
    CHECK(asks("weighted-sum"));
    CHECK_FALSE(asks("scores"));
    CHECK_FALSE(asks("mask"));
}

TEST_CASE("the small pictures of the heads give nothing away either") {
    Headless screen;
    // The colour of the third query's second key in the picture of the first head.
    const auto color = [&](std::string_view settings) {
        Program p = started(std::string("mask=none&stage=scores&") + std::string(settings));
        std::vector<Color> small;
        for (const Drawn& d : attn_test::drawn(screen, p, 1280, 720))
            if (d.kind == Drawn::fill && d.at.right() < 150 && d.at.w < 16 && d.at.h < 16) small.push_back(d.color);
        REQUIRE(small.size() == 2 * 36);
        return small[2 * 6 + 1];
    };
    CHECK(color("seed=1") != color("seed=2"));
    CHECK(color("seed=1&ask=scores.3.2") == color("seed=2&ask=scores.3.2"));
    CHECK(color("seed=1&ask=scores.3.2&guess=0.5") == color("seed=1"));
}

TEST_CASE("a typed number is the answer: the stage plays and the state says right or wrong") {
    for (const auto& [typed, right] : {std::pair{"0.6", true}, {"0.2", false}, {"0,65", true}}) {
        Program p = started(kAsked);
        CAPTURE(typed);
        CHECK(grip(p, kCell) == Grip::number);
        open_field(p, kCell);
        CHECK(field_json(p, {}).find("\"text\":\"\"") != std::string::npos); // it does not hold the answer
        if (!type_number(p, kCell, typed)) continue;                         // a comma is for people of other places
        command(p, "release");
        CHECK(is_right(p) == right);
        CHECK(p.state.time == 0);
        CHECK(p.playing == Playing::one_stage);
        for (int i = 0; i < 1000 && p.playing != Playing::no; ++i) advance(p, 0.1);
        CHECK(p.state.time == 1);
        CHECK(asked_sentence(p).starts_with("You said 0."));
        CHECK((asked_sentence(p).find("Right") != std::string::npos) == right);
        CHECK(status_json(p).find(right ? "\"right\":true" : "\"right\":false") != std::string::npos);
        CHECK(started(format(p.state)).state.guess == p.state.guess); // a link carries it
    }
}

TEST_CASE("a drag guesses, too, and is no edit; Escape takes it back") {
    Headless screen;
    Program p = started(kAsked);
    screen.frame(p);
    const auto at = shown_place(p, screen.faces, screen.area, kCell);
    REQUIRE(at);
    screen.point(at->mid_x(), at->mid_y());
    screen.frame(p);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    screen.frame(p);
    for (int i = 1; i <= 6; ++i) {
        screen.point(at->mid_x(), at->mid_y() - 10.0f * static_cast<float>(i));
        screen.frame(p);
    }
    REQUIRE(p.guessing);
    CHECK(*p.guessing > 0.3f);
    CHECK_FALSE(p.state.guess.value);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    screen.frame(p);
    screen.frame(p);
    CHECK(p.state.guess.value);
    CHECK(p.state.config.edits.cells.empty());
    CHECK(p.history.past.empty());

    p = started(kAsked);
    open_field(p, kCell);
    type_number(p, kCell, "0.1");
    command(p, "cancel");
    CHECK_FALSE(p.state.guess.value);
    CHECK_FALSE(p.guessing);
}

TEST_CASE("another question has no answer yet; what is no cell is refused; a cell that is not there asks nothing") {
    Program p = started(std::string(kAsked) + "&guess=0.6");
    CHECK(is_right(p) == true);
    set(p, "ask=weights.9.7");
    CHECK_FALSE(p.state.guess.value);
    set(p, "ask=nothing.1.2");
    CHECK(p.notices.size() == 1);
    CHECK(p.state.ask.cell == Cell{Tensor::weights, 0, 8, 6});
    for (const char* bad : {"weights", "weights.1", "weights..2", "weights.0.1", "weights.1.2.3", ".", "weights.1."}) {
        CAPTURE(bad);
        set(p, std::string("ask=") + bad);
        CHECK(p.notices.size() == 1);
    }
    set(p, "ask=weights.90.7");
    CHECK(p.notices.empty());
    CHECK_FALSE(asked_cell(p));
    set(p, "guess=lots");
    CHECK(p.notices.size() == 1);
    set(p, "ask=none");
    CHECK_FALSE(p.state.ask.cell);
}

TEST_CASE("in the words the question is which word: no digits until one is pressed") {
    Headless screen;
    Program p = started("preset=animal&scene=words&ask=weights.9.2");
    auto drawn = attn_test::drawn(screen, p, 1280, 720);
    CHECK_FALSE(written(drawn, "0.62"));
    CHECK(written(drawn, "Which word does “it” look at most? Press it."));
    const auto wrong_or_right = [&](int token) {
        Program q = started("preset=animal&scene=words&ask=weights.9.2");
        const WordsLayout l = words_on(q, screen.faces, screen.area);
        const Rect box = place_of_word(l.queries, token)->box;
        screen.click(q, box.mid_x(), box.mid_y());
        return q;
    };
    Program right = wrong_or_right(1), wrong = wrong_or_right(6);
    CHECK(is_right(right) == true);
    CHECK(is_right(wrong) == false);
    CHECK(query_of(wrong) == 8); // “it” goes on asking
    CHECK(wrong.state.view == View::words);
    CHECK(words_told(right)[0] == "Right: “animal”, 0.62.");
    CHECK(words_told(wrong)[0] == "That one has 0.13; “animal” has 0.62.");
    drawn = attn_test::drawn(screen, right, 1280, 720);
    CHECK(written(drawn, "0.62"));
    // By keys: in the order of the sentence, which gives nothing away.
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(p.state.col == 1);
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(p.state.col == 2);
    CHECK(status_json(p).find("0.62") == std::string::npos);
    screen.press(p, ImGuiKey_Enter);
    CHECK(is_right(p) == true);
}
