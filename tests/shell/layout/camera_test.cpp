// The camera: what it shows, that nothing can be lost, and that what is drawn through it is hit through it.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shell/input/pointer.h"
#include "shell/layout/camera.h"
#include "shell/layout/stage_layout.h"
#include "shell/program/control.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;
using Catch::Approx;

namespace {
constexpr Rect kView{40, 30, 800, 500};

bool lies_in(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x - 0.05f && inner.y >= outer.y - 0.05f && inner.right() <= outer.right() + 0.05f &&
           inner.bottom() <= outer.bottom() + 0.05f;
}
} // namespace

TEST_CASE("the view never leaves the picture, however it is moved") {
    Camera c;
    for (int i = 0; i < 400; ++i) {
        const auto n = static_cast<float>(i);
        c = i % 3 == 0 ? zoomed(c, kView, i % 2 ? 1.7 : 0.7, kView.x + std::fmod(n * 97, kView.w), kView.y + n)
                       : panned(c, kView, std::fmod(n * 131, 900.0f) - 450, std::fmod(n * 57, 700.0f) - 350);
        REQUIRE(c.zoom >= 1);
        REQUIRE(c.zoom <= kMaxZoom);
        REQUIRE(lies_in(window(c, kView), kView));
    }
    CHECK(confined({0.1, 7, -3}) == Camera{});
}

TEST_CASE("zooming keeps what is under the pointer, as far as the edge allows") {
    const Rect spot{300, 200, 0, 0};
    const Camera near = zoomed({}, kView, 4, spot.x, spot.y);
    CHECK(near.zoom == Approx(4));
    CHECK(seen(near, kView, spot).x == Approx(spot.x));
    CHECK(seen(near, kView, spot).y == Approx(spot.y));
    const Camera nearer = zoomed(near, kView, 3, 500, 100);
    const Rect there = seen(near, kView, spot), here = seen(nearer, kView, spot);
    CHECK(here.x - 500 == Approx((there.x - 500) * 3).epsilon(1e-4));
    CHECK(here.y - 100 == Approx((there.y - 100) * 3).epsilon(1e-4));
}

TEST_CASE("a drag takes the picture along with the pointer") {
    const Camera near = zoomed({}, kView, 4, 440, 280), moved = panned(near, kView, 30, -20);
    const Rect part{400, 250, 10, 10};
    CHECK(seen(moved, kView, part).x - seen(near, kView, part).x == Approx(30).epsilon(1e-4));
    CHECK(seen(moved, kView, part).y - seen(near, kView, part).y == Approx(-20).epsilon(1e-4));
}

TEST_CASE("a flight begins and ends exactly, and its window only grows or only shrinks") {
    const Camera a = zoomed({}, kView, 8, 100, 100), b = zoomed({}, kView, 2, 700, 400);
    CHECK(between(a, b, 0) == a);
    CHECK(between(a, b, 1) == b);
    float last = window(a, kView).w;
    for (const double t : {0.1, 0.3, 0.5, 0.7, 0.9}) {
        const Rect now = window(between(a, b, t), kView);
        CHECK(now.w > last);
        CHECK(lies_in(now, kView));
        last = now.w;
    }
}

TEST_CASE("following moves the view just so far that the part is seen") {
    const Camera near = zoomed({}, kView, 4, 60, 50);
    const Rect far{700, 450, 20, 10};
    CHECK_FALSE(lies_in(seen(near, kView, far), kView));
    CHECK(lies_in(seen(following(near, kView, far), kView, far), kView));
    const Rect close = window(near, kView).inset(20);
    CHECK(following(near, kView, close) == near);
}

TEST_CASE("every cell of every stage is hit where it is seen, from wherever") {
    const Stage stage = static_cast<Stage>(GENERATE(range(0, kStageCount)));
    const std::string camera = GENERATE("zoom=1", "zoom=3&at-x=0.2&at-y=0.7", "zoom=40&at-x=0.55&at-y=0.5");
    const Headless screen;
    const Program p = started("mask=causal&heads=4&d-model=16&" + camera + "&stage=" + std::string(info(stage).key));
    const Layout l = figure_layout(p, screen.faces, screen.area);
    for (const Panel& panel : l.panels)
        for (int row = 0; row < panel.rows; ++row)
            for (int col = panel.first_col; col < panel.first_col + panel.cols; ++col) {
                const Rect r = cell_rect(panel, row, col);
                const Cell cell{panel.tensor, panel.head, row, col};
                if (panel.alpha > 0.5f) REQUIRE(cell_at(l, r.mid_x(), r.mid_y()) == cell);
            }
}

TEST_CASE("seen from near, badges are beside their rows and no wider, because they are numbers") {
    const Program p = started("mask=causal");
    const Layout far = layout(dims(p.now.run.trace), Stage::softmax, 1, 0, {0, 0, 1280, 720}, {});
    REQUIRE(far.badges.w > 0);
    const Camera camera = zoomed({}, far.stage, 3, far.stage.mid_x(), far.stage.mid_y());
    const Layout near = seen(camera, far);
    CHECK(near.badges.w == far.badges.w);
    CHECK(near.badges.h == Approx(3 * far.badges.h));
    CHECK(near.badges.x == Approx(seen(camera, far.stage, far.badges).x));
    CHECK(near.badges.y == Approx(seen(camera, far.stage, far.badges).y));
    const Panel& grid = near.panels.back();
    CHECK(near.badges.y == Approx(cell_rect(grid, 0, 0).y).margin(0.1));
    CHECK(near.badges.bottom() == Approx(cell_rect(grid, grid.rows - 1, 0).bottom()).margin(0.1));
}

TEST_CASE("the camera is in the link, and a link cannot lose the picture") {
    const Program p = started("stage=softmax&zoom=4&at-x=0.4&at-y=0.6");
    CHECK(p.state.camera == Camera{4, 0.4, 0.6});
    CHECK(started(format(p.state)).state == p.state);
    CHECK(started("zoom=4&at-x=0&at-y=1").state.camera == Camera{4, 0.125, 0.875});
}

TEST_CASE("keys zoom, pan and fit, gliding; reduced motion jumps") {
    Headless screen;
    Program p = started("stage=softmax&motion=full");
    screen.frame(p);
    screen.press(p, ImGuiKey_Equal);
    CHECK(p.state.camera.zoom == Approx(1.5));
    CHECK(camera(p) == Camera{});
    CHECK(moving(p));
    for (int i = 0; i < 10; ++i) advance(p, 0.1);
    CHECK(camera(p) == p.state.camera);
    CHECK_FALSE(moving(p));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    screen.press(p, ImGuiKey_RightArrow);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    CHECK(p.state.camera.x > 0.5);
    CHECK_FALSE(selection(p.state, p.now.run.trace));
    screen.press(p, ImGuiKey_0);
    CHECK(p.state.camera == Camera{});
    set(p, "motion=reduce");
    screen.press(p, ImGuiKey_Equal);
    CHECK(camera(p).zoom == Approx(1.5));
    screen.press(p, ImGuiKey_Minus);
    CHECK(camera(p) == Camera{});
}

TEST_CASE("whoever walks out of the view by keys takes it along") {
    Headless screen;
    Program p = started("stage=softmax&zoom=5&at-x=0.6&at-y=0.6&row=2&col=2&motion=reduce");
    screen.frame(p);
    const auto place = [&] {
        return *cell_place(figure_layout(p, screen.faces, screen.area), *selection(p.state, p.now.run.trace));
    };
    const Rect view = figure_layout(p, screen.faces, screen.area).stage;
    for (const ImGuiKey key : {ImGuiKey_RightArrow, ImGuiKey_DownArrow, ImGuiKey_LeftArrow, ImGuiKey_UpArrow})
        for (int i = 0; i < 6; ++i) {
            screen.press(p, key);
            CHECK(lies_in(place(), view));
        }
    CHECK(p.state.camera.zoom == 5);
    set(p, "scene=map&zoom=5&stage=tokens&row=0");
    screen.frame(p);
    for (int i = 0; i < 9; ++i) screen.press(p, ImGuiKey_RightArrow);
    const Layout map = figure_layout(p, screen.faces, screen.area);
    CHECK(map.stage.contains(cell_place(map, {Tensor::output, 0, 0, 0})->mid_x(), view.mid_y()));
}

TEST_CASE("Escape lets go of the cell, then of the zoom, then of the stage; Enter flies back") {
    Headless screen;
    Program p = started("stage=softmax&row=2&col=1&zoom=3&motion=reduce");
    screen.frame(p);
    screen.press(p, ImGuiKey_Escape);
    CHECK_FALSE(selection(p.state, p.now.run.trace));
    CHECK(p.state.camera.zoom == 3);
    screen.press(p, ImGuiKey_Escape);
    CHECK(p.state.camera == Camera{});
    CHECK(p.state.view == View::stage);
    screen.press(p, ImGuiKey_Backspace);
    CHECK(p.state.view == View::map);
    screen.press(p, ImGuiKey_Enter);
    CHECK(p.state.view == View::stage);
    CHECK(p.state.stage == Stage::softmax);
}

TEST_CASE("the wheel zooms about the pointer, a drag pans, and neither is a click") {
    Headless screen;
    Program p = started("stage=softmax");
    const Cell cell{Tensor::weights, 0, 3, 2};
    const auto place = [&] { return *cell_place(figure_layout(p, screen.faces, screen.area), cell); };
    const Rect before = place();
    screen.frame(p);
    screen.point(before.mid_x(), before.mid_y());
    screen.frame(p);
    ImGui::GetIO().AddMouseWheelEvent(0, 3);
    screen.frame(p);
    CHECK(p.state.camera.zoom == Approx(1.728));
    CHECK(place().mid_x() == Approx(before.mid_x()).margin(0.5));
    CHECK(p.hover == cell);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    screen.frame(p);
    screen.point(before.mid_x() - 60, before.mid_y() - 25);
    screen.frame(p);
    CHECK(place().mid_x() == Approx(before.mid_x() - 60).margin(1.1));
    CHECK(place().mid_y() == Approx(before.mid_y() - 25).margin(1.1));
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    screen.frame(p);
    CHECK_FALSE(selection(p.state, p.now.run.trace));
    screen.click(p, before.mid_x() - 60, before.mid_y() - 25);
    CHECK(selection(p.state, p.now.run.trace) == cell);
}
