// What is spoken is what is drawn.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/stages/describe.h"
#include "shell/program/control.h"
#include "shell/report/report.h"
#include "shell/views/stage_view.h"
#include "tests/engine/kept_json.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

TEST_CASE("the report tells of the very cell that the figure shows") {
    const std::string_view options = GENERATE(
        as<std::string_view>{}, "", "mask=none", "mask=causal&dropout=0.4", "dropout=0.4&draws=50", "softcap=2",
        "temperature=2&scale=off", "mask=causal&softcap=1&dropout=0.3", "preset=translation", "preset=raschka-simple",
        "break=mask-after-softmax&mask=causal", "break=view-without-transpose", "break=softmax-over-queries",
        "break=no-scaling", "break=mask-turned-round&mask=causal", "break=dropout-left-on", "break=no-w-o");
    const std::string_view matrix = GENERATE(as<std::string_view>{}, "", "&matrix=scores", "&matrix=v");
    static const Headless wide(1280, 720), narrow(390, 844);
    for (const StageInfo& stage : kStages) {
        const std::string query =
            std::string(options) + "&stage=" + std::string(stage.key) + "&time=1&row=3&col=2" + std::string(matrix);
        CAPTURE(query);
        const Program p = started(query);
        if (p.state.stage != stage.id) continue; // this run does not have it
        const Json told = kept_json(status_json(p))["selection"];
        for (const Headless* screen : {&wide, &narrow}) {
            const auto drawn = focus(p, figure_layout(p, screen->faces, screen->area));
            REQUIRE(drawn);
            CHECK(told["matrix"].text() == info(drawn->tensor).key);
            CHECK(told["row"].number() == drawn->row);
            CHECK(told["col"].number() == drawn->col);
            CHECK(told["sentence"].text() == sentence(english(), p.now.run, *drawn));
        }
    }
}

TEST_CASE("averaged weights and capped scores are told as such") {
    const auto told = [](std::string_view settings) {
        return std::string(kept_json(status_json(started(settings)))["selection"]["sentence"].text());
    };
    CHECK(told("stage=dropout&dropout=0.4&draws=50&row=3&col=2&time=1").find("of 50 throws") != std::string::npos);
    CHECK(told("stage=scale&softcap=2&row=3&col=2&time=1").find("soft cap") != std::string::npos);
    CHECK_FALSE(told("stage=scores&row=3&col=2&time=0").empty()); // not computed yet, and named all the same
}
