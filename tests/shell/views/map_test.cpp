// The map: where everything is, what is there already, and the flight into a stage and back.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>

#include "shell/layout/map_cell_state.h"
#include "shell/layout/reveal.h"
#include "shell/layout/stage_layout.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/views/breadcrumb.h"
#include "shell/views/flight.h"
#include "shell/views/map.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;
using attn_test::picture;

namespace {

struct Case {
    Dims dims;
    Rect canvas;
};
Case some_case() {
    const Dims dims =
        GENERATE(Dims{6, 6, 8, 2, 4, 4}, Dims{1, 1, 2, 1, 2, 2}, Dims{12, 12, 64, 8, 8, 8}, Dims{64, 64, 64, 8, 8, 8},
                 Dims{9, 9, 6, 6, 1, 1}, Dims{6, 4, 8, 4, 2, 2, 2, true, true, true},
                 Dims{30, 2, 8, 2, 4, 4, 1, true, false, true}, Dims{3, 40, 16, 4, 4, 4, 1, true, false, false});
    const Rect canvas =
        GENERATE(Rect{0, 0, 360, 640}, Rect{0, 0, 390, 720}, Rect{0, 0, 480, 480}, Rect{0, 0, 700, 420},
                 Rect{30, 40, 1204, 434}, Rect{0, 0, 1000, 1400}, Rect{0, 0, 2464, 1000}, Rect{0, 0, 3840, 2160});
    return {dims, canvas};
}
constexpr Metrics kMetrics{.row_name = 46, .row_label = 60, .col_name = 45, .col_label = 50};

bool inside(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x - 0.5f && inner.y >= outer.y - 0.5f && inner.right() <= outer.right() + 0.5f &&
           inner.bottom() <= outer.bottom() + 0.5f;
}

} // namespace

TEST_CASE("on the map nothing overlaps and nothing leaves the view, at any size") {
    const Case c = some_case();
    const MapLayout m = map_layout(c.dims, c.canvas, kMetrics);
    const Layout& l = m.picture;
    CAPTURE(c.canvas.w, c.canvas.h, c.dims.tokens, c.dims.heads);
    for (const Rect& r : {l.formula, l.stage, l.sentence, l.legend, m.zoom})
        if (r.w > 0) REQUIRE(inside(r, c.canvas));
    CHECK_FALSE(l.stage.overlaps(l.sentence));
    CHECK_FALSE(l.stage.overlaps(m.zoom));
    CHECK_FALSE(l.sentence.overlaps(m.zoom));
    CHECK(m.zoom.w / 3 >= 24);
    CHECK(m.zoom.h >= 24);
    for (std::size_t i = 0; i < l.panels.size(); ++i) {
        const Rect& a = l.panels[i].area;
        REQUIRE(a.w > 0);
        REQUIRE(a.h > 0);
        REQUIRE(inside(a, l.stage));
        for (std::size_t j = 0; j < i; ++j) REQUIRE_FALSE(a.overlaps(l.panels[j].area));
        for (const Rect& name : m.head_names) REQUIRE_FALSE(a.inset(0.5f).overlaps(name));
        if (!m.down)
            for (const Heading& h : m.headings) REQUIRE_FALSE(a.overlaps(h.name));
    }
    for (std::size_t i = 1; i < m.headings.size(); ++i) {
        CHECK_FALSE(m.headings[i].name.inset(0.1f).overlaps(m.headings[i - 1].name));
        CHECK(m.headings[i].stage > m.headings[i - 1].stage);
    }
}

TEST_CASE("every cell of the map is hit where it is seen, from wherever") {
    const Case c = some_case();
    const Camera camera = GENERATE(Camera{}, Camera{3, 0.3, 0.6}, Camera{20, 0.7, 0.4});
    const Layout l = seen(camera, map_layout(c.dims, c.canvas, kMetrics)).picture;
    for (const Panel& p : l.panels)
        for (int row = 0; row < p.rows; row += 1 + p.rows / 7)
            for (int col = 0; col < p.cols; col += 1 + p.cols / 7) {
                const Rect r = cell_rect(p, row, col);
                REQUIRE(cell_at(l, r.mid_x(), r.mid_y()) == Cell{p.tensor, p.head, row, col});
            }
}

TEST_CASE("flows lead from the matrix they come out of into the one they are for") {
    const Case c = some_case();
    const MapLayout m = map_layout(c.dims, c.canvas, kMetrics);
    const auto touches = [&](const Point& p, Tensor tensor, int head, float reach) {
        for (const Panel& panel : m.picture.panels)
            if (panel.tensor == tensor && (!info(tensor).per_head || head < 0 || panel.head == head) &&
                panel.area.inset(-reach).contains(p.x, p.y))
                return true;
        return false;
    };
    for (const Flow& f : m.flows) {
        CHECK(touches(f.at[0], f.from, f.head, 1));
        CHECK(touches(f.at[f.knots - 1], f.to, f.head, 60)); // queries and keys end at the name of the head
        if (f.knots < 4) continue;
        // Values go past the scores without touching them.
        for (const Panel& p : m.picture.panels)
            if (in_grid(p.tensor)) {
                const float t = 0.5f;
                const Point mid{f.at[1].x + (f.at[2].x - f.at[1].x) * t, f.at[1].y + (f.at[2].y - f.at[1].y) * t};
                CHECK_FALSE(p.area.contains(mid.x, mid.y));
            }
    }
    // Every matrix but the first has something that leads to it.
    for (const Panel& p : m.picture.panels) {
        bool reached = p.tensor == Tensor::x || p.tensor == Tensor::memory;
        for (const Flow& f : m.flows)
            reached |= f.to == p.tensor && (f.head < 0 || f.head == p.head || !info(p.tensor).per_head);
        CHECK(reached);
    }
}

TEST_CASE("what is not computed yet is not there yet, and in the end everything is") {
    const Program p = started("mask=causal&dropout=0.3&heads=2");
    const Trace& trace = p.now.run.trace;
    const MapLayout m = map_layout(dims(trace), {0, 0, 1200, 500}, kMetrics);
    const auto done = [&](const Panel& panel, Stage stage, double time) {
        double all = 0;
        for (int row = 0; row < panel.rows; ++row)
            for (int col = 0; col < panel.cols; ++col)
                all += map_cell_state(trace, {stage, time}, panel, row, col).done;
        return all / (panel.rows * panel.cols);
    };
    for (const Panel& panel : m.picture.panels) {
        CAPTURE(info(panel.tensor).key);
        double last = 0;
        for (const Stage stage : offered_stages(p.state.config))
            for (const double time : {0.0, 0.3, 0.6, 1.0}) {
                const double now = done(panel, stage, time);
                CHECK(now >= last);
                if (stage < stage_of(panel.tensor)) CHECK(now == 0);
                if (stage > stage_of(panel.tensor)) CHECK(now == 1);
                last = now;
            }
        CHECK(done(panel, stage_of(panel.tensor), 0.0) == 0);
        CHECK(done(panel, stage_of(panel.tensor), 1.0) == 1);
    }
}

TEST_CASE("the flight begins with the map and ends with the stage, to the last bit") {
    const Stage stage = static_cast<Stage>(GENERATE(range(0, kStageCount)));
    const Case c = some_case();
    const Layout there = layout(c.dims, stage, 1, 0, c.canvas, kMetrics);
    const MapLayout map = map_layout(c.dims, c.canvas, kMetrics);
    const Crossing end = crossing(map, there, c.dims, 1), begin = crossing(map, there, c.dims, 0);
    REQUIRE(end.of_stage.size() == there.panels.size());
    int home = 0;
    for (std::size_t i = 0; i < there.panels.size(); ++i) {
        CHECK(end.of_stage[i].area == there.panels[i].area);
        CHECK(end.of_stage[i].alpha == there.panels[i].alpha);
        const auto at = map_home(map, there.panels[i], c.dims);
        if (!at) CHECK(begin.of_stage[i].alpha == 0);
        if (at) CHECK(begin.of_stage[i].area == *at);
        home += at ? 1 : 0;
    }
    CHECK((home > 0 || stage == Stage::dropout));
    for (std::size_t i = 0; i < map.picture.panels.size(); ++i) {
        CHECK(std::abs(begin.of_map[i].area.x - map.picture.panels[i].area.x) < 0.01f);
        CHECK(begin.of_map[i].alpha == 1);
        CHECK(end.of_map[i].alpha == 0);
    }
}

TEST_CASE("a click on a matrix flies into its stage and its head, Escape flies back") {
    Headless screen(1204, 500);
    Program p = started("scene=map&heads=4&d-model=16&stage=output&motion=full");
    const auto place = [&](Tensor tensor, int head) {
        return *cell_place(figure_layout(p, screen.faces, screen.area), {tensor, head, 1, 1});
    };
    screen.frame(p);
    const Rect r = place(Tensor::weights, 2);
    screen.click(p, r.mid_x(), r.mid_y());
    CHECK(p.state.view == View::stage);
    CHECK(p.state.stage == Stage::softmax);
    CHECK(p.state.head == 3);
    CHECK(flying(p));
    CHECK_FALSE(selection(p.state, p.now.run.trace));
    for (int i = 0; i < 12; ++i) advance(p, 0.1), screen.frame(p);
    CHECK_FALSE(moving(p));
    // Arrived, the picture is that of somebody who has never been on the map.
    screen.point(-5, -5);
    for (int i = 0; i < 2; ++i) screen.frame(p);
    const auto arrived = picture(*ImGui::GetDrawData());
    Program other = started(format(p.state));
    screen.frame(other);
    const bool same = arrived == picture(*ImGui::GetDrawData());
    CHECK(same);
    screen.press(p, ImGuiKey_Escape);
    CHECK(p.state.view == View::map);
    CHECK(flying(p));
    p.flight.done = 1;
    screen.frame(p);
    const Rect first = place(Tensor::weights, 0);
    screen.click(p, first.mid_x(), first.mid_y());
    CHECK(p.state.head == 1);
}

TEST_CASE("on the map arrows walk stages and heads, and Enter flies into the lit one") {
    Headless screen;
    Program p = started("scene=map&stage=scores&motion=reduce");
    screen.frame(p);
    screen.press(p, ImGuiKey_RightArrow);
    CHECK(p.state.stage == Stage::scale);
    CHECK(p.state.time == 1);
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(p.state.head == 2);
    CHECK(where(p) == "Map, at Scale, head 2");
    for (int i = 0; i < 20; ++i) screen.press(p, ImGuiKey_LeftArrow);
    CHECK(p.state.stage == Stage::tokens);
    screen.press(p, ImGuiKey_Enter);
    CHECK(p.state.view == View::stage);
    CHECK_FALSE(moving(p));
    CHECK(where(p) == "Tokens");
}

TEST_CASE("the zoom control and the path back are pressed where they are drawn") {
    Headless screen(1204, 500);
    Program p = started("scene=map&motion=reduce");
    screen.frame(p);
    const Rect control = plain_map(p, screen.faces, screen.area).zoom;
    screen.click(p, control.right() - 10, control.mid_y());
    CHECK(p.state.camera.zoom == Catch::Approx(1.5));
    screen.click(p, control.mid_x(), control.mid_y());
    CHECK(p.state.camera == Camera{});
    set(p, "scene=stage");
    screen.frame(p);
    const Rect crumb = figure_layout(p, screen.faces, screen.area).crumb;
    CHECK(crumb.h >= 24);
    screen.click(p, crumb.x + 8, crumb.mid_y());
    CHECK(p.state.view == View::map);
}

TEST_CASE("the map draws finite vertices inside the canvas at any size, zoom and time, and while flying") {
    const auto [w, h] = GENERATE(std::pair{1280.0f, 480.0f}, std::pair{360.0f, 560.0f}, std::pair{3840.0f, 2160.0f});
    const auto settings =
        GENERATE(as<std::string>{}, "text=a&heads=1&d-model=2",
                 "memory=le+chat+est+assis&kv-heads=1&softcap=2&bias=on&dropout=0.4&mask=causal",
                 "heads=8&d-model=64&unit=characters&text=the+quick+brown+fox+jumps+over+the+lazy+dog");
    const auto camera = GENERATE(as<std::string>{}, "&zoom=6&at-x=0.4&at-y=0.3");
    Headless screen(w, h);
    for (const auto stage : {"project", "softmax", "output"}) {
        Program p = started(settings + camera + "&scene=map&time=0.5&stage=" + stage);
        for (const double done : {1.0, 0.0, 0.3, 0.8}) {
            if (done == 0) command(p, "enter");
            p.flight.done = done;
            screen.frame(p);
            const ImDrawData& data = *ImGui::GetDrawData();
            REQUIRE(data.TotalVtxCount > 100);
            CHECK(attn_test::finite(data));
        }
    }
}
