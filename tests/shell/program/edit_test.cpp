// Editing: history, numbers and paint by commands, and with the hand through ImGui's events.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <bit>
#include <cstring>

#include "engine/attention/projections.h"
#include "engine/math/random.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

namespace {

bool same_bits(const Matrix& a, const Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

// What the program shows must be what its configuration alone gives.
bool up_to_date(const Program& p) {
    const Trace fresh = run(p.state.config, projections_of(p.state.config)).trace;
    bool same = p.now.run.config == p.state.config;
    for (const Tensor tensor : {Tensor::x, Tensor::w_q, Tensor::w_o, Tensor::scores, Tensor::weights, Tensor::output})
        same = same && same_bits(matrix(fresh, tensor, 0), matrix(p.now.run.trace, tensor, 0));
    return same;
}

float number(const Program& p, const Cell& c) { return matrix(p.now.run.trace, c.tensor, c.head)(c.row, c.col); }

// One change at random, of any kind that a person can make.
void change_something(Program& p, Pcg32& random) {
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    const std::vector<std::string> texts{"a b c", "x", "one two three four five six", "le chat"};
    switch (below(8)) {
    case 0: return set(p, "text=" + percent_encoded(texts[random.next() % texts.size()]));
    case 1: return set(p, "seed=" + std::to_string(below(5)) + "&heads=" + std::to_string(1 + below(4)));
    case 2: return set(p, below(2) == 0 ? "mask=causal" : "mask=none&dropout=0.5");
    case 3: return set(p, below(2) == 0 ? "d-model=6" : "d-model=16&edits=w_q.1.1:7");
    case 4: return paint(p, {Tensor::masked, 0, 0, 0}, below(2) == 0);
    case 5: return void(command(p, below(2) == 0 ? "reset-edits" : "reset-mask"));
    default: break;
    }
    const Tensor tensor = below(2) == 0 ? Tensor::x : Tensor::w_q;
    const Matrix& m = matrix(p.now.run.trace, tensor, 0);
    set_number(p, {tensor, 0, below(static_cast<std::uint32_t>(m.rows())), below(static_cast<std::uint32_t>(m.cols()))},
               static_cast<float>(below(200) - 100) / 16);
}

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

TEST_CASE("undo and redo walk through the same configurations and the same bits") {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        Pcg32 random(seed, 5);
        Program p = started("text=a+b+c+d");
        std::vector<Config> way{p.state.config};
        std::vector<Matrix> outputs{p.now.run.trace.output};
        for (int step = 0; step < 25; ++step) {
            change_something(p, random);
            CHECK(up_to_date(p));
            if (p.state.config == way.back()) continue;
            way.push_back(p.state.config);
            outputs.push_back(p.now.run.trace.output);
        }
        CHECK(p.history.past.size() == way.size() - 1);
        for (std::size_t i = way.size() - 1; i-- > 0;) {
            REQUIRE(command(p, "undo"));
            CHECK(p.state.config == way[i]);
            CHECK(same_bits(p.now.run.trace.output, outputs[i]));
        }
        CHECK_FALSE(command(p, "undo"));
        for (std::size_t i = 1; i < way.size(); ++i) {
            REQUIRE(command(p, "redo"));
            CHECK(p.state.config == way[i]);
            CHECK(same_bits(p.now.run.trace.output, outputs[i]));
        }
        CHECK_FALSE(command(p, "redo"));
        // A random walk back and forth, and something new ends what could be redone.
        for (int i = 0; i < 10; ++i) command(p, random.next() % 2 == 0 ? "undo" : "redo");
        CHECK(up_to_date(p));
        command(p, "undo");
        const std::size_t steps = p.history.past.size();
        set(p, "seed=77");
        CHECK(p.history.past.size() == steps + 1);
        CHECK(p.history.future.empty());
    }
}

TEST_CASE("the steps go through text to a program that takes over") {
    Pcg32 random(8, 5);
    Program p = started("text=a+b+c+d");
    for (int step = 0; step < 20; ++step) change_something(p, random);
    for (int step = 0; step < 6; ++step) command(p, "undo");
    Program other = started(format(p.state));
    other.history = history_of(history_text(p.history));
    CHECK(other.history.past == p.history.past);
    CHECK(other.history.future == p.history.future);
    CHECK(history_of("").past.empty());
    CHECK(history_of("\n<\n>text=\nnonsense").past.size() == 1); // the defaults; the rest has no tokens or no place
}

TEST_CASE("time, selection and view are not steps, nor is what started the program; old steps are forgotten") {
    Program p = started("edits=x.1.1:2&seed=3");
    CHECK_FALSE(command(p, "undo"));
    set(p, "stage=softmax&time=0.5&row=1&col=1&head=2&theme=dark");
    command(p, "next");
    seek(p, 3);
    CHECK(p.history.past.empty());
    for (int i = 0; i < 150; ++i) set(p, "seed=" + std::to_string(i));
    CHECK(p.history.past.size() == kMaxSteps);
    set(p, "stage=dropout&dropout=0.5&stage=dropout");
    REQUIRE(p.state.stage == Stage::dropout);
    command(p, "undo"); // without dropout there is no such stage
    CHECK(p.state.stage == Stage::softmax);
    CHECK(command(p, "forget"));
    CHECK_FALSE(command(p, "undo"));
}

TEST_CASE("what is held is one step, nothing when it comes back, and can be called off") {
    Program p = started("");
    const Config before = p.state.config;
    command(p, "hold");
    for (const char* text : {"text=a", "text=ab", "text=abc"}) set(p, text);
    command(p, "release");
    CHECK(p.history.past.size() == 1);
    command(p, "undo");
    CHECK(p.state.config == before);
    command(p, "hold");
    set_number(p, kWq, 5);
    set_number(p, kWq, p.now.run.edited[0].was);
    command(p, "release");
    CHECK(p.state.config == before);
    CHECK(p.history.past.empty());
    command(p, "hold");
    set_number(p, kWq, 5);
    command(p, "cancel");
    CHECK(p.state.config == before);
    CHECK(p.history.past.empty());
    CHECK(up_to_date(p));
}

TEST_CASE("numbers are set, refused and taken back") {
    Program p = started("");
    const float was = number(p, kWq);
    CHECK(type_number(p, kWq, "-0,5"));
    CHECK(number(p, kWq) == -0.5f);
    CHECK(up_to_date(p));
    for (const char* wrong : {"", "much", "nan", "1e30", "inf"}) {
        CHECK_FALSE(type_number(p, kWq, wrong));
        CHECK(p.notices.size() == 1);
        CHECK(number(p, kWq) == -0.5f);
    }
    take_back(p, kWq);
    CHECK(number(p, kWq) == was);
    CHECK(p.state.config.edits.cells.empty());
    set_number(p, {Tensor::scores, 0, 0, 0}, 3); // not an input
    set_number(p, {Tensor::x, 0, 99, 0}, 3);
    CHECK(p.state.config.edits.cells.empty());
    set(p, "edits=x.1.1:1,x.40.1:2");
    CHECK(message(p.notices.back()).find("not there now: 1") != std::string::npos);
    CHECK(command(p, "restore"));
    CHECK(p.state.config == Config{});
    CHECK_FALSE(command(p, "restore"));
}

TEST_CASE("paint shuts and opens cells, and says why it cannot") {
    Program p = started("stage=mask&mask=causal");
    const Cell open{Tensor::masked, 0, 3, 1}, closed{Tensor::masked, 0, 1, 3};
    CHECK(paint_shuts(p, open));
    paint(p, open, true);
    CHECK(is_masked(p.now.run.trace, Tensor::weights, 1, 3, 1));
    CHECK(is_painted(p, open));
    CHECK_FALSE(paint_shuts(p, open));
    paint(p, open, false);
    CHECK(p.state.config.paint.blocks.empty());
    CHECK_FALSE(paint_shuts(p, closed));
    paint(p, closed, false);
    CHECK(p.notices.size() == 1);
    CHECK(p.history.past.size() == 2);
}

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
