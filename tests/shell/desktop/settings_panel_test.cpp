// The control panel of the desktop program, pressed with a mouse.
#include <catch2/catch_test_macros.hpp>

#include "shell/desktop/settings_panel.h"
#include "shell/draw/type.h"
#include "shell/program/control.h"
#include "tests/shell/fixture.h"

using namespace attn;

TEST_CASE("a number with a long range is stepped by one") {
    attn_test::Headless screen(290, 4200); // tall enough to need no scrolling
    ImFont* controls = load_panel_face();
    const auto frame = [&](Program& p) {
        ImGui::NewFrame();
        settings_panel_ui(p, screen.faces, controls, screen.area);
        ImGui::Render();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
            if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates) {
                if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
                texture->SetStatus(ImTextureStatus_OK);
            }
    };
    // The last thing in the row of the seed, wherever that row is.
    bool stepped = false;
    for (float y = 60; y < 4180 && !stepped; y += 6) {
        Program p = started("");
        frame(p);
        screen.point(262, y);
        frame(p);
        ImGui::GetIO().AddMouseButtonEvent(0, true);
        frame(p);
        ImGui::GetIO().AddMouseButtonEvent(0, false);
        frame(p);
        frame(p);
        if (p.state.config.seed == 1) continue;
        CHECK(p.state.config.seed == 2);
        stepped = true;
    }
    CHECK(stepped);
}
