// The scene "words": who asks, what the arcs and shades say, what a press and a key do, long and masked sentences.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <cmath>

#include "engine/formats/number.h"
#include "shell/host/snapshot.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/narration.h"
#include "shell/program/playback.h"
#include "shell/program/words.h"
#include "shell/report/report.h"
#include "shell/views/words_picture.h"
#include "shell/views/words_view.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Drawn;
using attn_test::Headless;

namespace {

const char* const kOpening = "preset=animal&scene=words";

bool says(const std::vector<Drawn>& all, std::string_view words) {
    return std::ranges::any_of(all, [&](const Drawn& d) { return d.words == words; });
}

bool in_digits(const Program& p, int key) {
    const std::vector<int> keys = keys_in_digits(p);
    return std::ranges::find(keys, key) != keys.end();
}

std::string told(const Program& p) {
    std::string out;
    for (const std::string& one : words_told(p)) out += one + "\n";
    return out;
}

} // namespace

TEST_CASE("the opening sentence: “it” looks at the animal, and with “wide” at the street") {
    Headless screen;
    Program p = started(kOpening);
    CHECK(query_of(p) == 8); // nobody had to say so: it looks hardest at another word
    CHECK(told(p).starts_with("“it” looks at “animal” 0.62, “street” 0.13, "));
    const auto drawn = attn_test::drawn(screen, p, 1280, 720);
    CHECK(says(drawn, "0.62"));
    CHECK(says(drawn, "0.13"));
    CHECK(says(drawn, "Built by hand, not learned."));
    set(p, "text=the animal did not cross the street because it was too wide");
    CHECK(told(p).starts_with("“it” looks at “street” 0.62, “animal” 0.13, "));
}

TEST_CASE("all words are inside the canvas, apart, and on one or two lines of large type where there is room") {
    const auto [w, h] = GENERATE(std::pair{1280.0f, 720.0f}, std::pair{760.0f, 640.0f}, std::pair{360.0f, 560.0f},
                                 std::pair{3840.0f, 2160.0f}, std::pair{480.0f, 300.0f});
    const auto settings =
        GENERATE(as<std::string>{}, "preset=animal", "heads=8&d-model=8", "preset=translation",
                 "text=a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n "
                 "o p q r s t u v w x y z a b c d e f g h i j k l");
    CAPTURE(w, h, settings);
    Headless screen(w, h);
    Program p = started("scene=words&" + settings);
    const WordsLayout l = words_on(p, screen.faces, screen.area);
    CHECK(l.size >= kSmall);
    if (settings == "preset=animal" && w >= 760) CHECK(l.size >= 20);
    std::vector<WordPlace> all = l.queries;
    all.insert(all.end(), l.keys.begin(), l.keys.end());
    CHECK(l.queries.size() == static_cast<std::size_t>(p.now.run.trace.queries()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i].box.x >= 0);
        CHECK(all[i].box.right() <= w);
        for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(all[i].box.inset(0.1f).overlaps(all[j].box.inset(0.1f)));
        CHECK_FALSE(all[i].box.overlaps(l.heads));
    }
    if (h >= 560) CHECK(all.back().box.bottom() <= l.sentence.y);
    for (int which = 0; l.heads.w > 0 && which <= p.now.run.trace.heads; ++which) {
        const Rect r = words_thumb(l, p.now.run.trace.heads, which);
        CHECK(r.right() <= w);
        CHECK(r.w > 0);
    }
    screen.frame(p);
    CHECK(attn_test::finite(*ImGui::GetDrawData()));
}

TEST_CASE("arcs are as thick as their weights, and words as dark") {
    Headless screen;
    Program p = started(kOpening);
    const WordsLayout l = words_on(p, screen.faces, screen.area);
    CHECK(arc_thickness(l, 0.6f) == 2 * arc_thickness(l, 0.3f));
    Pen pen{{}, &screen.faces, &theme(Appearance::light), screen.cache};
    CHECK(luminance(word_ground(p, pen, 1)) < luminance(word_ground(p, pen, 6)));
    CHECK(luminance(word_ground(p, pen, 6)) < luminance(word_ground(p, pen, 3)));
    // The same colour as that of the cell.
    const Color cell =
        cell_color(theme(Appearance::light), Range::zero_to_one, p.now.run.trace.head(0).softmax.weights(8, 1), 1);
    CHECK(packed(word_ground(p, pen, 1)) == packed(cell));
}

TEST_CASE("a word that is pressed asks, an arc and its digits lead to their cell of the stage softmax") {
    Headless screen;
    Program p = started(kOpening);
    screen.frame(p);
    WordsLayout l = words_on(p, screen.faces, screen.area);
    const Rect cross = place_of_word(l.queries, 4)->box;
    screen.click(p, cross.mid_x(), cross.mid_y());
    CHECK(p.state.row == 5);
    CHECK(p.state.view == View::words);
    CHECK(query_of(p) == 4);
    set(p, "row=9");
    l = words_on(p, screen.faces, screen.area);
    const Arc arc = arc_between(l, *place_of_word(l.queries, 8), *place_of_word(l.queries, 1));
    const float x = (arc.x[0] + 3 * arc.x[1] + 3 * arc.x[2] + arc.x[3]) / 8;
    const float y = (arc.y[0] + 3 * arc.y[1] + 3 * arc.y[2] + arc.y[3]) / 8;
    CHECK(distance_to(arc, x, y) < 0.5f);
    const auto by = GENERATE(as<std::string>{}, "arc", "digits", "key");
    if (by == "arc") screen.click(p, x, y);
    else if (by == "digits")
        screen.click(p, place_of_word(l.queries, 1)->tag.mid_x(), place_of_word(l.queries, 1)->tag.mid_y());
    else screen.press(p, ImGuiKey_Enter);
    CHECK(p.state.view == View::stage);
    CHECK(p.state.stage == Stage::softmax);
    CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::weights, 0, 8, 1});
    for (int i = 0; i < 40; ++i) { // the way there is drawn, and it ends
        advance(p, 0.05);
        screen.frame(p);
        CHECK(attn_test::finite(*ImGui::GetDrawData()));
    }
    CHECK_FALSE(moving(p));
}

TEST_CASE("keys walk: from query to query, and from key to key by weight") {
    Headless screen;
    Program p = started(kOpening);
    screen.press(p, ImGuiKey_RightArrow);
    CHECK(query_of(p) == 9);
    screen.press(p, ImGuiKey_LeftArrow);
    CHECK(query_of(p) == 8);
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(p.state.col == 2); // “animal”, the largest
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(p.state.col == 7); // “street”
    CHECK(told(p).find("“it” (query) looks at “street” (key): 0.13 of its attention.") != std::string::npos);
    screen.press(p, ImGuiKey_UpArrow);
    CHECK(p.state.col == 2);
    screen.press(p, ImGuiKey_Escape);
    CHECK(p.state.col == 0);
    for (int i = 0; i < 30; ++i) screen.press(p, ImGuiKey_RightArrow);
    CHECK(query_of(p) == 11);
}

TEST_CASE("a finger first sees the digits of a thin arc, then it leads on") {
    Headless screen;
    Program p = started(std::string(kOpening) + "&row=9");
    p.environment.touch = true;
    screen.frame(p);
    const WordsLayout l = words_on(p, screen.faces, screen.area);
    const Rect tag = place_of_word(l.queries, 11)->tag; // “tired”
    CHECK_FALSE(in_digits(p, 11));
    screen.click(p, tag.mid_x(), tag.mid_y());
    CHECK(p.state.view == View::words);
    CHECK(in_digits(p, 11));
    screen.click(p, tag.mid_x(), tag.mid_y());
    CHECK(p.state.view == View::stage);
}

TEST_CASE("what the mask hides is hatched, and why is said") {
    const auto [settings, reason] = GENERATE(
        std::pair<std::string, std::string>{"text=a b c d&row=2",
                                            "Hatched: what “b” may not look at, because it comes later"},
        std::pair<std::string, std::string>{"text=a b&pad=2&mask=padding&row=2",
                                            "because it only fills up the sentence"},
        std::pair<std::string, std::string>{"text=a b c d e&mask=none&window=1&row=2", "further away than the window"},
        std::pair<std::string, std::string>{"text=a b c&mask=none&paint=2:1&row=2", "painted shut by hand"},
        std::pair<std::string, std::string>{"text=a b c d&break=mask-turned-round&row=2", "because the mask hides it"});
    Program p = started("scene=words&" + settings);
    CAPTURE(settings, told(p));
    CHECK(told(p).find(reason) != std::string::npos);
    Program open = started("scene=words&mask=none");
    CHECK(told(open).find("Hatched") == std::string::npos);
}

TEST_CASE("heads are small pictures with the names of their patterns; all of them at once are told one by one") {
    Headless screen;
    Program p = started("scene=words&heads=4&text=the cat sat on the mat");
    screen.frame(p);
    WordsLayout l = words_on(p, screen.faces, screen.area);
    screen.click(p, words_thumb(l, 4, 3).mid_x(), words_thumb(l, 4, 3).mid_y());
    CHECK(p.state.head == 3);
    screen.click(p, words_thumb(l, 4, 0).mid_x(), words_thumb(l, 4, 0).mid_y());
    CHECK(p.state.all_heads);
    CHECK(format(p.state).find("all-heads=on") != std::string::npos);
    CHECK(words_told(p)[0].starts_with("head 1: “mat” looks at"));
    CHECK(words_told(p).size() >= 4);
    screen.press(p, ImGuiKey_2);
    CHECK(p.state.head == 2);
    CHECK_FALSE(p.state.all_heads);
    Program previous = started("scene=words&preset=previous-token");
    CHECK(told(previous).find("head 1 looks at the previous token: 1.00 of its attention") != std::string::npos);
}

TEST_CASE("cross-attention: two lines, and only the first one asks") {
    Headless screen;
    Program p = started("scene=words&preset=translation&row=2");
    screen.frame(p);
    const WordsLayout l = words_on(p, screen.faces, screen.area);
    REQUIRE(l.keys.size() == 4);
    CHECK(l.queries[0].box.bottom() < l.keys[0].box.y);
    screen.click(p, l.queries[2].box.mid_x(), l.queries[2].box.mid_y());
    CHECK(p.state.row == 3);
    screen.click(p, l.keys[1].box.mid_x(), l.keys[1].box.mid_y());
    CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::weights, 0, 2, 1});
    CHECK(p.state.view == View::stage);
}

TEST_CASE("beyond 64 words, those near the query and those it looks at most stay, the others are folded") {
    std::vector<float> weights(300, 0.001f);
    weights[7] = 0.5f, weights[250] = 0.2f;
    const std::vector<WordItem> items = shown_words(300, 100, weights);
    int shown = 0, folded = 0;
    for (const WordItem& i : items) i.folded > 0 ? folded += i.folded : ++shown;
    CHECK(shown + folded == 300);
    CHECK(shown <= kMostWords);
    for (const int token : {7, 90, 100, 110, 250}) CHECK(std::ranges::find(items, WordItem{token, 0}) != items.end());
    CHECK(std::ranges::find(items, WordItem{89, 0}) == items.end());
    CHECK(shown_words(64, 3, {}).size() == 64);
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "w" + std::to_string(i) + " ";
    Headless screen(390, 640);
    Program p = started("scene=words&text=" + text + "&row=500");
    screen.frame(p);
    CHECK(attn_test::finite(*ImGui::GetDrawData()));
    CHECK(words_on(p, screen.faces, screen.area).queries.size() < 64);
}

TEST_CASE("the words are exported, reported and in the table") {
    Program p = started(std::string(kOpening) + "&row=9");
    const std::string svg = figure_as_svg(p, 1280, 720);
    CHECK(svg.find(">animal<") != std::string::npos);
    CHECK(svg.find(">0.62<") != std::string::npos);
    CHECK(svg.find("<path d=\"M") != std::string::npos);
    CHECK(status_json(p).find("“it” looks at “animal” 0.62") != std::string::npos);
    const std::string tables = tables_json(p);
    CHECK(tables.find("\"matrix\":\"weights\"") != std::string::npos);
    CHECK(tables.find("0.62") != std::string::npos);
    CHECK(picture_name(p.state).starts_with("words-the-animal"));
}

TEST_CASE("Play leaves the words and begins at the beginning") {
    Program p = started(std::string(kOpening) + "&stage=softmax");
    command(p, "play");
    CHECK(p.state.view == View::stage);
    CHECK(p.state.stage == Stage::tokens);
    CHECK(p.state.time == 0);
    CHECK(moving(p));
}

TEST_CASE("Play tells the story of the word that asks, whatever is pressed meanwhile") {
    Program p = started(kOpening);
    command(p, "play");
    CHECK(moment_of(p).lead == 8);
    CHECK(format(p.state).find("lead=9") != std::string::npos);
    set(p, "stage=scores&time=0.5&row=3&col=1");
    CHECK(moment_of(p).lead == 8);
    CHECK(narration(english(), p.now.run, moment_of(p), 0).sentence.starts_with("“it” asks, "));
    // The slider and an arc leave the words as Play does.
    Program slid = started(kOpening);
    seek(slid, 3.5);
    CHECK(moment_of(slid).lead == 8);
    Program flown = started(kOpening);
    fly_to_weight(flown, 1);
    CHECK(moment_of(flown).lead == 8);
    // Elsewhere it is the query of the cell that is asked for, or nobody's.
    CHECK(moment_of(started("stage=scores&ask=scores.3.2")).lead == 2);
    CHECK(moment_of(started("stage=project&ask=k.3.2")).lead == -1);
    CHECK(moment_of(started("stage=scores&row=3&col=2")).lead == -1);
    command(p, "reset");
    CHECK(moment_of(p).lead == -1);
}
