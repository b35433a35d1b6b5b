// Texts that end in "…" have no room for what is left out.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

#include "shell/program/control.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Drawn;

TEST_CASE("the names of the stages are whole on the map, and lie beside each other") {
    const auto settings = GENERATE(as<std::string>{}, "heads=8&d-model=32", "preset=translation", "dropout=0.3");
    attn_test::Headless screen;
    Program p = started(settings + "&scene=map&time=1");
    for (const auto& [width, height] : {std::pair{736.0f, 412.0f},
                                        {768.0f, 430.0f},
                                        {1000.0f, 480.0f},
                                        {1000.0f, 620.0f},
                                        {1280.0f, 700.0f},
                                        {1600.0f, 900.0f}})
        for (const StageInfo& stage : kStages) {
            if (!offered(p.state.config, stage.id)) continue;
            p.state.stage = stage.id;
            const std::vector<Drawn> all = attn_test::drawn(screen, p, width, height);
            CAPTURE(settings, width, height, stage.key);
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (all[i].kind != Drawn::text) continue;
                CAPTURE(all[i].words);
                CHECK_FALSE(
                    (all[i].words.size() > 3 && all[i].words.ends_with("…"))); // alone it is a sign of the formula
                CHECK(all[i].at.right() <= width - 14);                        // the picture ends before the canvas
                for (std::size_t j = 0; j < i; ++j)
                    if (all[j].kind == Drawn::text && all[j].at.overlaps(all[i].at)) {
                        CAPTURE(all[j].words);
                        CHECK(all[i].at.bottom() < 88); // letters of the formula lie in each other
                    }
            }
        }
}

TEST_CASE("no sentence and no name ends in dots on a canvas of any usual size") {
    const auto settings = GENERATE(as<std::string>{}, "text=the+cat+sat+on+the+mat", "heads=4&d-model=16",
                                   "preset=translation", "dropout=0.3&bias=on", "preset=alammar",
                                   "text=characterization+of+interoperability", "break=no-scaling&against=right");
    const auto [width, height] = GENERATE(
        std::pair{1280.0f, 720.0f}, std::pair{1000.0f, 480.0f}, std::pair{768.0f, 430.0f}, std::pair{736.0f, 412.0f},
        std::pair{600.0f, 400.0f}, std::pair{390.0f, 720.0f}, std::pair{358.0f, 662.0f});
    if (settings.starts_with("text=char") && width < 1280) return; // there is no room for such names
    attn_test::Headless screen;
    Program p = started(settings + "&time=1");
    const auto look = [&](std::string_view where) {
        std::string cut;
        for (const Drawn& one : attn_test::drawn(screen, p, width, height))
            if (one.kind == Drawn::text && one.words.size() > 3 && one.words.ends_with("…")) cut += one.words + " ";
        CAPTURE(settings, width, height, where);
        CHECK(cut == "");
    };
    for (const std::string_view also : {"", "&row=2&col=1"})
        for (const StageInfo& stage : kStages) {
            if (!offered(p.state.config, stage.id)) continue;
            set(p, "scene=stage&time=1&stage=" + std::string(stage.key) + std::string(also));
            look(stage.key);
            set(p, "scene=compare");
            look("compare");
        }
    set(p, "scene=scaling");
    look("scaling");
}
