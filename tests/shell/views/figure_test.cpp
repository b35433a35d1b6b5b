// The figure as ImGui draws it, without a window.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>

#include "shell/draw/formula.h"
#include "shell/draw/theme.h"
#include "shell/draw/whole_formula.h"
#include "shell/input/keys.h"
#include "shell/layout/regions.h"
#include "shell/layout/timeline.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/move_selection.h"
#include "shell/program/playback.h"
#include "shell/views/stage_view.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;
using attn_test::picture;

TEST_CASE("scrubbing to a moment gives the same picture as playing to it") {
    const Stage stage = static_cast<Stage>(GENERATE(range(0, kStageCount)));
    Headless screen;
    std::vector<float> by_playing, by_scrubbing;
    // The first round fills ImGui's glyph texture, which moves its glyphs as it grows; the second one counts.
    for (int round = 0; round < 2; ++round) {
        Program played = started("mask=causal&time=0&stage=" + std::string(info(stage).key));
        screen.frame(played);
        command(played, "next");
        for (int i = 0; i < 40; ++i) {
            advance(played, 0.05);
            screen.frame(played);
        }
        by_playing = picture(*ImGui::GetDrawData());
        Program other = started("text=something+else&stage=output");
        screen.frame(other);
        Program scrubbed = started(format(played.state));
        scrubbed.state.time = played.state.time; // a link has the shortest decimal, which reads back the same
        screen.frame(scrubbed);
        by_scrubbing = picture(*ImGui::GetDrawData());
    }
    CHECK(by_playing.size() > 1000);
    const bool same = by_scrubbing == by_playing; // Catch2 would print every vertex
    CHECK(same);
}

TEST_CASE("every stage draws finite vertices inside the canvas at any size and time") {
    const Stage stage = static_cast<Stage>(GENERATE(range(0, kStageCount)));
    const auto [w, h] = GENERATE(std::pair{1280.0f, 720.0f}, std::pair{360.0f, 560.0f}, std::pair{3840.0f, 2160.0f});
    const auto settings = GENERATE(as<std::string>{}, "mask=causal", "text=a&heads=1&d-model=2",
                                   "memory=le+chat+est+assis&kv-heads=1&softcap=2&bias=on&dropout=0.4&mask=causal",
                                   "break=no-scaling,softmax-over-queries,mask-after-softmax,padding-on-rows,"
                                   "view-without-transpose,dropout-left-on,no-w-o,heads-averaged,keys-from-queries,"
                                   "mask-turned-round&mask=both&pad=1",
                                   "unit=characters&text=the+quick+brown+fox+jumps+over+the+lazy+dog&pad=8&"
                                   "mask=both&heads=8&d-model=64");
    Headless screen(w, h);
    for (const double time : {0.0, 0.07, 0.5, 1.0}) {
        Program p = started(settings + "&stage=" + std::string(info(stage).key));
        p.state.time = time;
        screen.frame(p);
        const ImDrawData& data = *ImGui::GetDrawData();
        REQUIRE(data.TotalVtxCount > 100);
        CHECK(attn_test::finite(data, -w, 2 * w));
    }
}

TEST_CASE("pointing at a cell gives that cell, and a click pins it until it is clicked again") {
    Headless screen;
    Program p = started("stage=softmax&mask=causal&seed=3");
    const Cell cell{Tensor::weights, 0, 4, 2};
    const Rect r = *cell_place(figure_layout(p, screen.faces, screen.area), cell);
    screen.frame(p); // ImGui knows a window from its first frame on
    screen.point(r.mid_x(), r.mid_y());
    screen.frame(p);
    REQUIRE(p.hover == cell);
    screen.click(p, r.mid_x(), r.mid_y());
    CHECK(selection(p.state, p.now.run.trace) == cell);
    screen.point(2, 2);
    screen.frame(p);
    CHECK_FALSE(p.hover.has_value());
    CHECK(focus(p, figure_layout(p, screen.faces, screen.area)) == cell);
    screen.click(p, r.mid_x(), r.mid_y());
    CHECK_FALSE(selection(p.state, p.now.run.trace).has_value());
    screen.click(p, r.mid_x(), r.mid_y());
    screen.press(p, ImGuiKey_Escape);
    CHECK_FALSE(selection(p.state, p.now.run.trace).has_value());
}

TEST_CASE("a cell that is not computed yet has no number to show") {
    Headless screen;
    Program p = started("stage=scores&time=0.3");
    const Rect r = *cell_place(figure_layout(p, screen.faces, screen.area), {Tensor::scores, 0, 5, 5});
    screen.frame(p);
    screen.point(r.mid_x(), r.mid_y());
    screen.frame(p);
    CHECK_FALSE(p.hover.has_value());
    seek(p, position(p.state.config, Stage::scores, 1));
    screen.frame(p);
    CHECK(p.hover.has_value());
}

TEST_CASE("a click on a thumbnail shows that head") {
    Headless screen;
    Program p = started("stage=scores&heads=4");
    const Rect thumb = head_thumb(figure_layout(p, screen.faces, screen.area), 4, 2);
    screen.click(p, thumb.mid_x(), thumb.mid_y());
    CHECK(p.state.head == 3);
    screen.press(p, ImGuiKey_1);
    CHECK(p.state.head == 1);
}

TEST_CASE("arrow keys walk cells as they lie on the screen") {
    Headless screen;
    Program p = started("stage=scores");
    screen.press(p, ImGuiKey_RightArrow);
    REQUIRE(selection(p.state, p.now.run.trace) == Cell{Tensor::scores, 0, 0, 0});
    screen.press(p, ImGuiKey_RightArrow);
    screen.press(p, ImGuiKey_DownArrow);
    CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::scores, 0, 1, 1});
    for (int i = 0; i < 20; ++i) move_selection(p, 1, 1);
    CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::scores, 0, 5, 5});
    // K is drawn turned: to the right is the next token, a row of K.
    select(p.state, Cell{Tensor::k_head, 0, 0, 0});
    move_selection(p, 1, 0);
    CHECK(selection(p.state, p.now.run.trace) == Cell{Tensor::k_head, 0, 1, 0});
}

TEST_CASE("keys steer the animation") {
    Headless screen;
    Program p = started("stage=scores");
    screen.press(p, ImGuiKey_Period);
    CHECK(p.state.stage == Stage::scale);
    screen.press(p, ImGuiKey_Comma);
    CHECK(p.state.stage == Stage::scores);
    screen.press(p, ImGuiKey_Space);
    CHECK(p.playing == Playing::one_stage);
    screen.press(p, ImGuiKey_End);
    CHECK(p.state.stage == Stage::output);
    screen.press(p, ImGuiKey_Home);
    CHECK(p.state.stage == Stage::tokens);
}

TEST_CASE("formulas are set, and broken ones do no harm") {
    Headless screen;
    Program p = started("");
    screen.frame(p);
    ImGui::NewFrame();
    for (const StageInfo& s : kStages) CHECK(typeset(screen.faces, s.formula, 20).width > 20);
    for (const TensorInfo& t : kTensors) CHECK(typeset(screen.faces, t.cell_formula, 20).width > 10);
    const FormulaLayout fraction = typeset(screen.faces, "\\frac{a}{b}", 20), plain = typeset(screen.faces, "a", 20);
    CHECK(fraction.ascent > plain.ascent);
    CHECK(fraction.rules.size() == 1);
    // Parentheses are as tall as a fraction between them, and closed again.
    const FormulaLayout tall = typeset(screen.faces, "(\\frac{a}{b}) x", 20), low = typeset(screen.faces, "(a) x", 20);
    CHECK(tall.runs.front().font == screen.faces.math_tall);
    CHECK(low.runs.front().font == screen.faces.math);
    CHECK(low.runs.size() == 4);
    for (const char* broken : {"\\frac{a}", "{", "}", "_", "^", "a_", "\\", "\\frac", "\\sqrt{", "x^{y_{z",
                               "\\at{nowhere}{x}", "'", "(", ")", "(()", "{(}"})
        CHECK(typeset(screen.faces, broken, 20).width >= 0);
    for (const StageInfo& s : kStages) {
        bool lit = false;
        for (const auto& run : typeset(screen.faces, whole_formula(p.now.run.trace), 20).runs)
            lit |= run.lit_in == s.id;
        CHECK(lit != (s.id == Stage::dropout)); // the formula of the paper has no dropout
    }
    ImGui::EndFrame();
}
