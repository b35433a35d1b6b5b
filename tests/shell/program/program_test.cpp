// Commands, links and bad input.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/math/random.h"
#include "engine/run/remarks.h"
#include "shell/layout/timeline.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/playback.h"
#include "shell/program/program.h"
#include "tests/english.h"

using namespace attn;

namespace {
void play_out(Program& p, double limit = 300) {
    for (double t = 0; p.playing != Playing::no && t < limit; t += 0.05) advance(p, 0.05);
}
} // namespace

TEST_CASE("next plays one stage and waits") {
    Program p = started("stage=tokens&time=0");
    REQUIRE(command(p, "next"));
    CHECK(p.playing == Playing::one_stage);
    play_out(p);
    CHECK(p.state.stage == Stage::tokens);
    CHECK(p.state.time == 1);
    command(p, "next");
    CHECK(p.state.stage == Stage::project);
    CHECK(p.state.time == 0);
    command(p, "next"); // while it runs: complete it
    CHECK(p.state.time == 1);
    CHECK(p.playing == Playing::no);
    command(p, "prev");
    CHECK(p.state.stage == Stage::tokens);
    CHECK(p.state.time == 1);
    command(p, "prev");
    CHECK(p.state.time == 0);
    CHECK_FALSE(command(p, "fly"));
}

TEST_CASE("a memory set by hand begins unmasked, and undo brings both back") {
    Program p = started("memory=die+Katze+schlief&stage=softmax&time=1");
    CHECK(p.state.config.mask == Masking::none);
    CHECK(p.now.run.trace.head(0).allowed.all());
    REQUIRE(p.notices.size() == 1);
    CHECK(p.notices[0].says.key == kUnmasked);
    CHECK(started(format(p.state)).notices.empty());
    p = started("");
    set(p, "memory=die+Katze");
    CHECK(p.state.config.mask == Masking::none);
    set(p, "mask=causal"); // chosen afterwards, it stays
    set(p, "memory=der+Hund");
    CHECK(p.state.config.mask == Masking::causal);
    CHECK(p.notices.empty());
    for (int i = 0; i < 3; ++i) command(p, "undo");
    CHECK(p.state.config == Config{});
    CHECK(started("memory=die+Katze&mask=causal").state.config.mask == Masking::causal);
}

TEST_CASE("play shows a stage from its beginning and stops at its end; the next press goes on") {
    Program p = started("stage=scores&speed=4"); // a link to the stage as it ends
    const auto play_on = [&] {
        command(p, "play");
        for (int i = 0; i < 10000 && p.playing != Playing::no; ++i) advance(p, 0.1);
    };
    command(p, "play");
    CHECK(p.state.time == 0);
    CHECK(p.state.stage == Stage::scores);
    play_on();
    CHECK(p.state.stage == Stage::scores);
    CHECK(p.state.time == 1);
    play_on();
    CHECK(p.state.stage == Stage::scale);
    CHECK(p.state.time == 1);
    seek(p, position(p.state.config, Stage::mask, 1)); // whoever went elsewhere sees that stage first
    CHECK(p.state.stage == Stage::softmax);
    set(p, "stage=mask&time=1");
    play_on();
    CHECK(p.state.stage == Stage::mask);
    set(p, "stage=output&time=1");
    play_on();
    play_on();
    CHECK(p.state.stage == Stage::tokens); // behind the last one is the first
}

TEST_CASE("the pace follows meaning: the stages that explain something take longest, and all take under a minute") {
    double all = 0;
    for (const Stage stage : offered_stages(Config{})) all += info(stage).seconds;
    CHECK(all < 60);
    CHECK(info(Stage::project).seconds < info(Stage::scores).seconds);
    CHECK(info(Stage::output).seconds < info(Stage::weighted_sum).seconds);
    for (const Stage stage : offered_stages(Config{})) CHECK(info(stage).seconds <= info(Stage::scores).seconds);
}

TEST_CASE("play runs through all stages and stops at the end") {
    const bool dropping = GENERATE(false, true);
    Program p = started(dropping ? "time=0&speed=4&through=on&dropout=0.3" : "time=0&speed=4&through=on");
    command(p, "play");
    int stages = 0;
    Stage last = p.state.stage;
    for (int i = 0; i < 100000 && p.playing != Playing::no; ++i) {
        advance(p, 0.1);
        stages += p.state.stage != last;
        last = p.state.stage;
    }
    CHECK(stages == kStageCount - (dropping ? 1 : 2));
    CHECK(p.state.stage == Stage::output);
    CHECK(p.state.time == 1);
    command(p, "toggle");
    CHECK(p.state.stage == Stage::tokens); // from the end it starts again
    CHECK(p.playing == Playing::all);
    command(p, "toggle");
    CHECK(p.playing == Playing::no);
}

TEST_CASE("a hidden tab's long pause does not jump ahead, and time never runs backwards") {
    Program p = started("time=0");
    command(p, "play");
    advance(p, 3600);
    CHECK(p.state.time <= 0.1 / info(Stage::tokens).seconds + 1e-9);
    const double before = p.state.time;
    advance(p, -5);
    CHECK(p.state.time == before);
}

TEST_CASE("reduced motion goes from end to end") {
    Program p = started("time=0&motion=reduce");
    command(p, "next");
    CHECK(p.state.time == 1);
    CHECK(p.playing == Playing::no);
    Program system = started("time=0", {.dark = true, .reduced_motion = true});
    CHECK(reduced_motion(system));
    CHECK(appearance(system) == Appearance::dark);
    set(system, "theme=light&motion=full");
    CHECK_FALSE(reduced_motion(system));
    CHECK(appearance(system) == Appearance::light);
}

TEST_CASE("seeking stops the animation and clamps") {
    Program p = started("");
    command(p, "play");
    seek(p, 3.5);
    CHECK(p.playing == Playing::no);
    CHECK(p.state.stage == Stage::scores);
    CHECK(p.state.time == Catch::Approx(0.5));
    seek(p, 99);
    CHECK(position(p.state.config, p.state.stage, p.state.time) == kStageCount - 1);
}

TEST_CASE("a link restores the state") {
    Program p = started("text=a%20b%20c&heads=4&mask=both&pad=2&stage=softmax&time=0.5&row=2&col=1&theme=dark&speed=2");
    CHECK(p.notices.empty());
    const Program again = started(format(p.state));
    CHECK(again.state == p.state);
    CHECK(format(AppState{}).empty());
    const auto cell = selection(p.state, p.now.run.trace);
    REQUIRE(cell.has_value());
    CHECK(*cell == Cell{Tensor::weights, 0, 1, 0});
}

TEST_CASE("bad input says so and keeps the last good state") {
    Program p = started("text=hello%20world&heads=2");
    SECTION("empty text") {
        set(p, "text=");
        CHECK(p.state.config.text == "hello world");
        REQUIRE(p.notices.size() == 1);
        CHECK(p.notices[0].key == "text");
    }
    SECTION("only spaces, with a good setting beside it") {
        set(p, "text=%20%20&seed=7");
        CHECK(p.state.config.text == "hello world");
        CHECK(p.state.config.seed == 7);
    }
    SECTION("heads that do not divide") {
        set(p, "heads=3");
        CHECK(p.state.config.heads == 2);
        REQUIRE(p.notices.size() == 1);
        CHECK(message(p.notices[0]).find("3") != std::string::npos);
        set(p, "heads=3&d-model=12");
        CHECK(p.state.config.heads == 3);
        CHECK(p.notices.empty());
    }
    SECTION("out of range is clamped, nonsense ignored") {
        set(p, "heads=99&d-model=64&seed=abc&mask=sideways&foo=1");
        CHECK(p.state.config.heads == 32);
        CHECK(p.state.config.seed == 1);
        CHECK(p.state.config.mask == Masking::causal);
        CHECK(p.notices.size() == 4);
    }
    SECTION("ten thousand words") {
        std::string text = "text=";
        for (int i = 0; i < 10000; ++i) text += "word+";
        set(p, text);
        CHECK(p.now.run.trace.x.rows() == kMaxTokens);
        CHECK_FALSE(p.notices.empty());
    }
    SECTION("emoji and right-to-left text") {
        set(p, "text=%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7%20%D7%A9%D7%9C%D7%95%D7%9D");
        CHECK(p.now.run.trace.tokens.size() == 2);
        CHECK(p.notices.empty()); // nobody has said that there are no fonts for them
        p.environment.can_set = [](std::string_view words) { return words.find("\xF0") == std::string_view::npos; };
        set(p, "seed=2");
        CHECK_FALSE(p.notices.empty());
    }
    SECTION("a selection outside the matrix is its last cell, and that is said") {
        set(p, "stage=scores&row=99&col=60");
        CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::scores, 0, 1, 1});
        REQUIRE(p.notices.size() == 2);
        CHECK(message(p.notices[0]) == "Row goes from 0 to 2; “99” became 2.");
        CHECK(format(p.state).find("row=2&col=2") != std::string::npos);
        set(p, "text=one");
        CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::scores, 0, 0, 0});
        CHECK(p.notices.empty()); // nobody asked for row 2 this time
    }
    SECTION("a selection survives the stages with narrower matrices") {
        set(p, "stage=tokens&row=1&col=8");
        seek(p, 3.5);
        CHECK(p.state.stage == Stage::scores);
        CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::scores, 0, 0, 1});
        CHECK(p.state.col == 8);
    }
}

TEST_CASE("values that only fit together wait for each other") {
    Program p = started("heads=2&d-model=6");
    set(p, "heads=8");
    CHECK(p.state.config.heads == 2);
    REQUIRE(p.notices.size() == 1);
    CHECK(p.notices[0].refused);
    CHECK(p.draft == Draft{8, 6});
    SECTION("the other value makes them fit") {
        set(p, "d-model=16");
        CHECK(p.state.config.heads == 8);
        CHECK(p.state.config.d_model == 16);
        CHECK(p.notices.empty());
        CHECK_FALSE(p.draft);
    }
    SECTION("they are judged as they are, with every change") {
        set(p, "d-model=12");
        CHECK(p.draft == Draft{8, 12});
        CHECK(p.state.config.d_model == 6);
        set(p, "seed=3");
        CHECK(p.state.config.seed == 3);
        CHECK(p.draft == Draft{8, 12});
        CHECK(p.notices.size() == 1); // still said
        set(p, "heads=3");
        CHECK(p.state.config.heads == 3);
        CHECK(p.state.config.d_model == 12);
        CHECK_FALSE(p.draft);
    }
    SECTION("the old value ends it") {
        set(p, "heads=2");
        CHECK_FALSE(p.draft);
        CHECK(p.notices.empty());
    }
}

TEST_CASE("starting again lets go of the selected cell") {
    Program p = started("stage=scores&row=2&col=1");
    REQUIRE(selection(p.state, p.now.run.trace));
    command(p, "reset");
    CHECK_FALSE(selection(p.state, p.now.run.trace));
    AppState begun;
    begun.time = 0;
    CHECK(p.state == begun);
}

TEST_CASE("a moment on the way is written with three digits") {
    Program p = started("time=0");
    command(p, "play");
    for (int i = 0; i < 7; ++i) advance(p, 0.0171);
    const std::string text = format(p.state);
    CHECK(text.starts_with("time=0.0"));
    CHECK(text.size() <= std::string("time=0.024").size());
}

TEST_CASE("any bytes at all leave a program that runs") {
    Program p = started("");
    Pcg32 random(7, 7);
    const std::string_view keys[] = {"text", "heads", "d-model", "time",  "row", "matrix",
                                     "seed", "pad",   "%",       "speed", "unit"};
    for (int round = 0; round < 1500; ++round) {
        std::string text;
        for (int pair = 0; pair < 3; ++pair) {
            text += (pair ? "&" : "") + std::string(keys[random.next() % std::size(keys)]) + "=";
            for (unsigned n = random.next() % 12; n > 0; --n)
                text += static_cast<char>(random.next() % 3 ? '0' + random.next() % 10 : random.next() % 256);
        }
        set(p, text);
        REQUIRE_FALSE(problem(p.state.config).has_value());
        REQUIRE(p.now.run.config == p.state.config);
        REQUIRE(p.state.head <= p.state.config.heads);
        const Program again = started(format(p.state));
        REQUIRE(again.state == p.state);
    }
}

TEST_CASE("a stage that the run does not have gives way to the one before it") {
    Program p = started("stage=dropout&dropout=0.2");
    CHECK(p.state.stage == Stage::dropout);
    set(p, "dropout=0");
    CHECK(p.state.stage == Stage::softmax);
    CHECK(started("stage=dropout").state.stage == Stage::softmax);
    command(p, "next");
    CHECK(p.state.stage == Stage::weighted_sum);
    p.state.time = 1;
    p.playing = Playing::no;
    command(p, "prev");
    CHECK(p.state.stage == Stage::softmax);
}
