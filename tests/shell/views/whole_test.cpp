// Nothing of a stage is cut: not by the edge of the canvas, and not by paper that is laid over it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shell/program/control.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Drawn;

TEST_CASE("at the first camera no paper lies over a frame, and nothing reaches beyond the canvas") {
    const auto settings = GENERATE(as<std::string>{}, "text=the+cat+sat+on+the+mat", "preset=translation",
                                   "text=the+cat+sat+on+the+mat&row=2&col=1",
                                   "text=supercalifragilistic+words+are+longer+than+usual&bias=on&dropout=0.3");
    attn_test::Headless screen;
    Program p = started(settings + "&time=1");
    for (const StageInfo& stage : kStages) {
        if (!offered(p.state.config, stage.id)) continue;
        p.state.stage = stage.id;
        for (const float height : {430.0f, 520.0f, 600.0f, 720.0f})
            for (float width = 320; width < 1300; width += 9) {
                const std::vector<Drawn> all = attn_test::drawn(screen, p, width, height);
                CAPTURE(settings, stage.key, width, height);
                const Color paper = theme(appearance(p)).paper;
                int beyond = 0, covered = 0;
                for (std::size_t i = 0; i < all.size(); ++i) {
                    const Rect& r = all[i].at;
                    if (r.x < 0 || r.y < 0 || r.right() > width || r.bottom() > height) {
                        ++beyond;
                        UNSCOPED_INFO("beyond the edge: " << all[i].kind << " " << all[i].words << " " << r.x << " "
                                                          << r.y << " " << r.right() << " " << r.bottom());
                    }
                    if (all[i].kind != Drawn::fill || all[i].color != paper) continue;
                    for (std::size_t under = 0; under < i; ++under)
                        if (all[under].kind == Drawn::frame && all[under].at.overlaps(r)) {
                            ++covered;
                            UNSCOPED_INFO("covered " << r.x << " " << r.y << " " << r.right() << " " << r.bottom());
                        }
                }
                CHECK(beyond + covered == 0);
            }
    }
}
