// The experiment of scaling: its slider, its keys, where things are.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>

#include "shell/layout/scaling_layout.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/report/report.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

TEST_CASE("the parts of the experiment lie inside the canvas and do not overlap") {
    const Rect canvas = GENERATE(Rect{0, 0, 1280, 720}, Rect{0, 0, 1240, 420}, Rect{0, 0, 390, 700},
                                 Rect{0, 0, 360, 660}, Rect{0, 0, 3840, 2160}, Rect{20, 30, 760, 500});
    const ScalingLayout l = scaling_layout(canvas);
    std::vector<Rect> parts{l.heading, l.slider, l.finding};
    parts.insert(parts.end(), l.scores.begin(), l.scores.end());
    parts.insert(parts.end(), l.row.begin(), l.row.end());
    parts.insert(parts.end(), l.curves.begin(), l.curves.end());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(parts[i].x >= canvas.x);
        CHECK(parts[i].right() <= canvas.right() + 0.5f);
        CHECK(parts[i].bottom() <= canvas.bottom() + 0.5f);
        CHECK(parts[i].h > 20);
        for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(parts[i].inset(0.1f).overlaps(parts[j].inset(0.1f)));
    }
    CHECK(l.slider.h >= 44); // for fingers
    for (const int width : kExperimentWidths) CHECK(width_at(l.track, width_x(l.track, width)) == width);
    CHECK(width_at(l.track, -1000) == 1);
    CHECK(width_at(l.track, 99999) == kExperimentMaxWidth);
}

TEST_CASE("the slider is pressed and dragged; a press elsewhere does not move it") {
    Headless screen;
    Program p = started("scene=scaling&d-k=8");
    const ScalingLayout l = scaling_layout(screen.area);
    screen.frame(p);
    screen.point(width_x(l.track, 128), l.track.y);
    screen.frame(p);
    CHECK(p.state.experiment_d_k == 8);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    screen.frame(p);
    CHECK(p.state.experiment_d_k == 128);
    screen.point(width_x(l.track, 16), l.scores[0].mid_y()); // the hand may leave the line while it drags
    screen.frame(p);
    CHECK(p.state.experiment_d_k == 16);
    CHECK(p.experiment->now.d_k == 16);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    screen.frame(p);
    screen.point(width_x(l.track, 512), l.track.y);
    screen.frame(p);
    CHECK(p.state.experiment_d_k == 16);
    screen.click(p, l.row[0].mid_x(), l.row[0].mid_y());
    CHECK(p.state.experiment_d_k == 16);
}

TEST_CASE("the experiment has no stages to play") {
    Headless screen;
    Program p = started("stage=scores&time=0.2");
    command(p, "play");
    set(p, "scene=scaling");
    advance(p, 0.05);
    CHECK(p.playing == Playing::no);
    CHECK(p.state.time == 0.2);
}

TEST_CASE("arrow keys go from width to width, and stop at the ends") {
    Headless screen;
    Program p = started("scene=scaling&d-k=100");
    screen.press(p, ImGuiKey_RightArrow);
    CHECK(p.state.experiment_d_k == 128);
    screen.press(p, ImGuiKey_LeftArrow);
    CHECK(p.state.experiment_d_k == 96);
    set(p, "d-k=512");
    screen.press(p, ImGuiKey_UpArrow);
    CHECK(p.state.experiment_d_k == 512);
    set(p, "d-k=1");
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(p.state.experiment_d_k == 1);
    CHECK(p.state.row == 0); // no cell is selected here
}

TEST_CASE("the experiment follows the seed, and a link restores it") {
    Program p = started("scene=scaling&d-k=32&seed=1");
    const double before = p.experiment->now.raw.deviation;
    const auto* const curve = p.experiment->curve.data();
    set(p, "d-k=16");
    CHECK(p.experiment->curve.data() == curve); // another width is no other experiment
    set(p, "d-k=32");
    CHECK(started(format(p.state)).experiment->now.raw.deviation == before);
    set(p, "seed=2");
    CHECK(p.experiment->now.raw.deviation != before);
    set(p, "d-k=513");
    CHECK(p.state.experiment_d_k == 512);
    CHECK(p.notices.size() == 1);
    CHECK(tables_json(p).find("d_k = 512") != std::string::npos);
    CHECK(status_json(p).find("A score of 512 random products") != std::string::npos);
}

TEST_CASE("the experiment draws finite vertices inside the canvas at any size") {
    const auto [w, h] = GENERATE(std::pair{1280.0f, 720.0f}, std::pair{360.0f, 560.0f}, std::pair{1280.0f, 420.0f});
    Headless screen(w, h);
    for (const int d_k : {1, 64, 512}) {
        Program p = started("scene=scaling&d-k=" + std::to_string(d_k));
        screen.frame(p);
        bool good = ImGui::GetDrawData()->TotalVtxCount > 1000;
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
            for (const ImDrawVert& v : list->VtxBuffer)
                good = good && std::isfinite(v.pos.x) && std::isfinite(v.pos.y) && v.pos.x > -20 && v.pos.x < w + 20;
        CHECK(good);
    }
}
