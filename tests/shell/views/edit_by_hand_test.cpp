// Editing with the hand and the keys, through ImGui's events.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "tests/english.h"
#include "tests/shell/edited.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;
using attn_test::same_bits;
using attn_test::up_to_date;

namespace {

float number(const Program& p, const Cell& c) { return matrix(p.now.run.trace, c.tensor, c.head)(c.row, c.col); }

constexpr Cell kWq{Tensor::w_q, 0, 2, 3};

Rect place(const Program& p, const Headless& screen, const Cell& cell) {
    return *cell_place(figure_layout(p, screen.faces, screen.area), cell);
}
void press_at(Program& p, Headless& screen, float x, float y) {
    screen.point(x, y);
    screen.frame(p);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    screen.frame(p);
}
void move_to(Program& p, Headless& screen, float x, float y) {
    screen.point(x, y);
    screen.frame(p);
}
void lift(Program& p, Headless& screen) {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    screen.frame(p);
}
void chord(Program& p, Headless& screen, ImGuiKey modifier, ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(modifier, true);
    screen.press(p, key);
    ImGui::GetIO().AddKeyEvent(modifier, false);
    screen.frame(p);
}

} // namespace

TEST_CASE("dragging a number up makes it larger, in the same frame as all that follows, as one step") {
    Headless screen;
    Program p = started("stage=project");
    screen.frame(p);
    const float was = number(p, kWq);
    const Matrix output = p.now.run.trace.output;
    const Rect r = place(p, screen, kWq);
    press_at(p, screen, r.mid_x(), r.mid_y());
    CHECK(selection(p.state, p.now.run.trace) == kWq);
    CHECK(ImGui::GetMouseCursor() == ImGuiMouseCursor_ResizeNS);
    for (int i = 1; i <= 30; ++i) {
        move_to(p, screen, r.mid_x(), r.mid_y() - static_cast<float>(i));
        CHECK(up_to_date(p));
    }
    CHECK(number(p, kWq) == Catch::Approx(was + 0.26f).margin(0.006)); // 4 of the 30 pixels begin the drag
    CHECK_FALSE(same_bits(p.now.run.trace.output, output));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    const float coarse = number(p, kWq);
    move_to(p, screen, r.mid_x(), r.mid_y() - 20);
    CHECK(number(p, kWq) == Catch::Approx(coarse - 0.01f).margin(0.002));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    lift(p, screen);
    move_to(p, screen, r.mid_x(), r.mid_y() - 90); // nothing is held any more
    CHECK(number(p, kWq) == Catch::Approx(coarse - 0.01f).margin(0.002));
    CHECK(selection(p.state, p.now.run.trace) == kWq);
    CHECK(p.history.past.size() == 1);
    chord(p, screen, ImGuiMod_Ctrl, ImGuiKey_Z);
    CHECK(number(p, kWq) == was);
    CHECK(same_bits(p.now.run.trace.output, output));
    chord(p, screen, ImGuiMod_Ctrl, ImGuiKey_Y);
    CHECK(number(p, kWq) != was);
    // Far away it stops where numbers may go.
    press_at(p, screen, r.mid_x(), r.mid_y());
    move_to(p, screen, r.mid_x(), r.mid_y() - 10);
    for (int i = 0; i < 40; ++i)
        move_to(p, screen, r.mid_x(),
                r.mid_y() - static_cast<float>(i % 2 == 0 ? 9000 : 8000) * static_cast<float>(i + 1));
    CHECK(number(p, kWq) <= kMaxEditValue);
    CHECK(p.now.run.trace.output.allFinite());
    lift(p, screen);
}

TEST_CASE("a click on a number selects and lets go as on any other cell, and changes nothing") {
    Headless screen;
    Program p = started("stage=project");
    screen.frame(p);
    const Rect r = place(p, screen, kWq);
    screen.click(p, r.mid_x(), r.mid_y());
    CHECK(selection(p.state, p.now.run.trace) == kWq);
    press_at(p, screen, r.mid_x(), r.mid_y());
    move_to(p, screen, r.mid_x() + 2, r.mid_y() - 2); // a tremble
    lift(p, screen);
    CHECK_FALSE(selection(p.state, p.now.run.trace).has_value());
    CHECK(p.state.config == Config{});
    CHECK(p.history.past.empty());
}

TEST_CASE("readonly keeps numbers and mask from the hand and the keys") {
    Headless screen;
    Program p = started("stage=project&readonly=on");
    screen.frame(p);
    const Rect r = place(p, screen, kWq);
    press_at(p, screen, r.mid_x(), r.mid_y());
    move_to(p, screen, r.mid_x(), r.mid_y() - 50);
    CHECK(ImGui::GetMouseCursor() == ImGuiMouseCursor_Arrow);
    lift(p, screen);
    chord(p, screen, ImGuiMod_Shift, ImGuiKey_UpArrow);
    set(p, "stage=mask&matrix=masked&row=3&col=1");
    screen.press(p, ImGuiKey_M);
    command(p, "pencil");
    CHECK_FALSE(p.state.pencil);
    CHECK(p.state.config == Config{});
}

TEST_CASE("a drag over the mask paints what it crosses as the first cell was: shut when that was open") {
    Headless screen;
    Program p = started("stage=mask&mask=none");
    screen.frame(p);
    const auto at = [&](int row, int col) { return place(p, screen, {Tensor::masked, 0, row, col}); };
    press_at(p, screen, at(1, 1).mid_x(), at(1, 1).mid_y());
    CHECK(p.state.config.paint.blocks.empty());             // a press alone paints nothing
    move_to(p, screen, at(1, 4).mid_x(), at(1, 4).mid_y()); // at once over three cells
    move_to(p, screen, at(3, 4).mid_x(), at(3, 4).mid_y());
    lift(p, screen);
    CHECK(param_text(Param{}, p.state.config.paint) == "2:2-5,3-4:5");
    CHECK(p.history.past.size() == 1);
    press_at(p, screen, at(1, 3).mid_x(), at(1, 3).mid_y());
    move_to(p, screen, at(1, 5).mid_x(), at(1, 5).mid_y());
    lift(p, screen);
    CHECK(param_text(Param{}, p.state.config.paint) == "2:2-3,3-4:5");
    CHECK(p.history.past.size() == 2); // each drag is one
    chord(p, screen, ImGuiMod_Ctrl, ImGuiKey_Z);
    chord(p, screen, ImGuiMod_Ctrl, ImGuiKey_Z);
    CHECK(p.state.config.paint.blocks.empty());
    // Other stages select with a drag and paint only with the pencil; with it a click paints.
    set(p, "stage=softmax");
    screen.frame(p);
    const Rect weight = place(p, screen, {Tensor::weights, 0, 2, 2});
    press_at(p, screen, weight.mid_x(), weight.mid_y());
    move_to(p, screen, weight.mid_x() + weight.w, weight.mid_y());
    lift(p, screen);
    CHECK(p.state.config.paint.blocks.empty());
    command(p, "pencil");
    screen.click(p, weight.mid_x(), weight.mid_y());
    CHECK(param_text(Param{}, p.state.config.paint) == "3:3");
}

TEST_CASE("keys change the selected cell: shift and arrows, delete, M") {
    Headless screen;
    Program p = started("stage=project&matrix=w_q&row=3&col=4");
    screen.frame(p);
    const float was = number(p, kWq);
    chord(p, screen, ImGuiMod_Shift, ImGuiKey_UpArrow);
    CHECK(number(p, kWq) == Catch::Approx(was + 0.1f).margin(0.006));
    CHECK(selection(p.state, p.now.run.trace) == kWq);
    chord(p, screen, ImGuiMod_Shift, ImGuiKey_DownArrow);
    chord(p, screen, ImGuiMod_Shift, ImGuiKey_DownArrow);
    CHECK(number(p, kWq) == Catch::Approx(was - 0.1f).margin(0.006));
    screen.press(p, ImGuiKey_Delete);
    CHECK(number(p, kWq) == was);
    screen.press(p, ImGuiKey_Enter); // opens the field, and does not step on
    screen.press(p, ImGuiKey_2);     // nor is it the second head
    CHECK(p.state.stage == Stage::project);
    CHECK(p.state.head == 1);
    set(p, "stage=mask&matrix=masked&row=3&col=1");
    screen.press(p, ImGuiKey_M);
    CHECK(param_text(Param{}, p.state.config.paint) == "3:1");
    screen.press(p, ImGuiKey_M);
    CHECK(p.state.config.paint.blocks.empty());
}

TEST_CASE("an edited cell carries a mark wherever it is drawn") {
    const std::string where = GENERATE(as<std::string>{}, "stage=tokens", "stage=project");
    Headless screen;
    Program p = started(where);
    set_number(p, {Tensor::x, 0, 1, 1}, 0.1f);
    screen.frame(p);
    const auto triangles = [&] { return ImGui::GetDrawData()->TotalIdxCount; };
    const int with = triangles();
    p.now.run.edited.clear(); // the same numbers, but none of them known as edited
    screen.frame(p);
    CHECK(with > triangles());
}
