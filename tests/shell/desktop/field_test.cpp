// The desktop's field for a number, over its cell.
#include <catch2/catch_test_macros.hpp>

#include "shell/desktop/field.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

namespace {

constexpr Cell kWq{Tensor::w_q, 0, 2, 3};

struct Desktop {
    Headless screen;
    ImFont* controls = load_panel_face();
    Field field;
    Program p = started("stage=project");

    void frame() {
        ImGui::NewFrame();
        figure_ui(p, screen.faces, screen.cache, screen.area);
        field_ui(field, p, screen.faces, controls, screen.area);
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
            if (texture->Status == ImTextureStatus_WantCreate)
                texture->SetTexID(1), texture->SetStatus(ImTextureStatus_OK);
            else if (texture->Status == ImTextureStatus_WantUpdates) texture->SetStatus(ImTextureStatus_OK);
    }
    void frames(int count = 3) {
        while (count-- > 0) frame();
    }
    void press(ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(key, true);
        frame();
        ImGui::GetIO().AddKeyEvent(key, false);
        frames();
    }
    void type(const char* text) {
        for (; *text; ++text) {
            ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(*text));
            frame();
        }
        frames();
    }
    void double_click(const Cell& cell) {
        const Rect r = *cell_place(figure_layout(p, screen.faces, screen.area), cell);
        screen.point(r.mid_x(), r.mid_y());
        frame();
        for (const bool down : {true, false, true, false}) {
            ImGui::GetIO().AddMouseButtonEvent(0, down);
            frame();
        }
        frames();
    }
    float number(const Cell& c) const { return matrix(p.now.run.trace, c.tensor, c.head)(c.row, c.col); }
};

} // namespace

TEST_CASE("a double click opens the field with the number in it; what is typed replaces it; Enter ends") {
    Desktop d;
    d.frames();
    d.double_click(kWq);
    REQUIRE(d.p.field == kWq);
    CHECK(selection(d.p.state, d.p.now.run.trace) == kWq);
    d.type("0,25");
    CHECK(d.p.state.stage == Stage::project); // the comma is no step back
    d.press(ImGuiKey_Enter);
    CHECK_FALSE(d.p.field.has_value());
    CHECK(d.number(kWq) == 0.25f);
    CHECK(d.p.history.past.size() == 1);
}

TEST_CASE("a digit opens the field and is its first; Tab goes on to the next cell; Escape calls off") {
    Desktop d;
    select(d.p.state, kWq);
    d.frames();
    d.type("7");
    REQUIRE(d.p.field == kWq);
    d.type("5");
    d.press(ImGuiKey_Tab);
    CHECK(d.number(kWq) == 75);
    const Cell next{Tensor::w_q, 0, 2, 4};
    REQUIRE(d.p.field == next);
    const float was = d.number(next);
    d.type("9");
    d.press(ImGuiKey_Escape);
    CHECK_FALSE(d.p.field.has_value());
    CHECK(d.number(next) == was);
    CHECK(d.p.state.head == 1);
    CHECK(d.p.history.past.size() == 1);
}

TEST_CASE("what is no number stays in the field and is said to be none") {
    Desktop d;
    select(d.p.state, kWq);
    d.frames();
    d.type("-");
    d.type("x");
    d.press(ImGuiKey_Enter);
    CHECK(d.p.field == kWq);
    REQUIRE(d.p.notices.size() == 1);
    CHECK(d.p.notices[0].refused);
    CHECK(d.p.state.config == Config{});
    d.press(ImGuiKey_Escape);
    CHECK_FALSE(d.p.field.has_value());
}
