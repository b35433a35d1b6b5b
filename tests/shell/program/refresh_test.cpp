// What follows from the state is computed where the state changes, so whoever draws finds it ready.
#include <catch2/catch_test_macros.hpp>

#include "shell/program/commands.h"
#include "shell/program/compare.h"
#include "shell/program/control.h"

using namespace attn;

TEST_CASE("comparison and experiment are in step after every change, before anything is drawn") {
    Program p = started("scene=compare&against=head&heads=2&stage=scores&time=1&speed=4");
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
