// What follows from the state is computed where the state changes, so whoever draws finds it ready.
#include <catch2/catch_test_macros.hpp>

#include "engine/words/text.h"
#include "shell/program/commands.h"
#include "shell/program/compare.h"
#include "shell/program/compare_work.h"
#include "shell/program/control.h"
#include "shell/program/playback.h"

using namespace attn;

TEST_CASE("comparison and experiment are in step after every change, before anything is drawn") {
    Program p = started("scene=compare&against=head&heads=2&stage=scores&time=1&speed=4&through=on");
    const auto in_step = [&] {
        return p.comparison.maps && p.comparison.maps->stage == p.state.stage &&
               p.comparison.built_from == compared(p.state);
    };
    CHECK(in_step());
    seek(p, 0.5);
    CHECK(p.state.stage == Stage::tokens);
    CHECK(in_step());
    const Config before = p.state.config;
    Config other = before;
    other.seed = 9;
    change(p, other);
    CHECK(in_step());
    restore(p, before);
    CHECK(in_step());
    REQUIRE(command(p, "play"));
    for (int i = 0; i < 300 && p.state.stage == Stage::tokens; ++i) advance(p, 0.1);
    CHECK(p.state.stage == Stage::project);
    CHECK(in_step());

    p = started("scene=compare&against=head&heads=2&stage=scores&time=1&autoplay=on");
    CHECK(p.playing == Playing::no); // whoever shows it begins to play
    CHECK(p.state.stage == Stage::scores);
    REQUIRE(command(p, "play"));
    CHECK(p.state.stage == Stage::scale);
    CHECK(in_step());

    set(p, "scene=scaling&d-k=64");
    change(p, other);
    REQUIRE(p.experiment);
    CHECK(p.experiment->seed == 9);
}

TEST_CASE("a long comparison is made a piece in each frame, and is the same in the end") {
    std::string words = "text=";
    for (int i = 0; i < 300; ++i) words += "w" + std::to_string(i % 7) + "+";
    const std::string settings = words + "end&scene=compare&against=pin&heads=8&d-model=32&stage=tokens&pin=" +
                                 "text%3Da%2Bb%26heads%3D4%26d-model%3D32";
    const Program at_once = started(settings);
    REQUIRE(is_compared(at_once));
    Program p = started(settings, {.frames = true});
    CHECK_FALSE(is_compared(p));
    CHECK_FALSE(p.comparison.maps);
    CHECK(moving(p));
    const std::vector<Finding> meanwhile = findings(p);
    REQUIRE(meanwhile.size() == 1);
    CHECK(meanwhile[0].text == text(words_of(p), "compare.working"));
    int frames = 0;
    double share = 0;
    for (; !is_compared(p) && frames < 100; ++frames) {
        CHECK(share_compared(p) >= share);
        share = share_compared(p);
        advance(p, 0.01);
    }
    CHECK(frames > 10);
    REQUIRE(p.comparison.maps);
    CHECK_FALSE(moving(p));
    CHECK((p.comparison.maps->difference == at_once.comparison.maps->difference));
    CHECK(p.comparison.distance == at_once.comparison.distance);
    REQUIRE(p.comparison.heads.size() == at_once.comparison.heads.size());
    for (std::size_t h = 0; h < p.comparison.heads.size(); ++h) {
        CHECK(p.comparison.heads[h].distance == at_once.comparison.heads[h].distance);
        for (std::size_t m = 0; m < p.comparison.heads[h].a.size(); ++m)
            CHECK(p.comparison.heads[h].a[m].value == at_once.comparison.heads[h].a[m].value);
    }
    // Another stage needs other maps only, another head all of it.
    set(p, "stage=softmax");
    CHECK(is_compared(p));
    CHECK(p.comparison.maps->stage == Stage::softmax);
    set(p, "head=2");
    CHECK_FALSE(is_compared(p));
    // What is asked for meanwhile is done in the end.
    CHECK(command(p, "difference"));
    CHECK(p.state.stage == Stage::softmax);
    for (int i = 0; !is_compared(p) && i < 100; ++i) advance(p, 0.01);
    CHECK(p.state.stage == Stage::tokens);
    CHECK(p.comparison.maps->stage == Stage::tokens);
    // A short text is compared at once.
    set(p, "text=a+b");
    CHECK(is_compared(p));
}
