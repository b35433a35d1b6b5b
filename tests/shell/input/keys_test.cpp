// Every key of the table, pressed.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "shell/desktop/help.h"
#include "shell/input/keys.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;
using namespace attn_test;

namespace {

// A state in which every key has something to change.
Program in_the_middle() {
    Program p = started("heads=8&d-model=16&stage=scores&time=0.5&row=2&col=2&head=4&zoom=2&at-x=0.5&at-y=0.5");
    for (const char* seed : {"seed=2", "seed=3"}) set(p, seed);
    command(p, "undo");
    return p;
}

// What a key may change.
auto changeable(const Program& p) { return std::tuple(p.state, p.playing, p.help); }

void press_chord(Headless& screen, Program& p, ImGuiKeyChord chord) {
    ImGuiIO& io = ImGui::GetIO();
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
        if (chord & mod) io.AddKeyEvent(mod, true);
    screen.press(p, static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_));
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) io.AddKeyEvent(mod, false);
    screen.frame(p);
}

// Some keys have a meaning on a number only, or in the comparison.
Program where(const KeyRow& row) {
    if (row.says.empty()) return started("stage=project&matrix=w_q&row=3&col=4");
    if (!text(english(), "key." + std::string(row.says)).starts_with("In the comparison")) return in_the_middle();
    return started("scene=compare&against=right&stage=tokens&heads=4&mask=none&break=no-scaling,padding-on-rows");
}

} // namespace

TEST_CASE("every key of the table does what its command does, and that is something") {
    for (const KeyRow& row : key_table()) {
        CAPTURE(row.shown, row.command);
        Headless screen;
        Program told = where(row), pressed = where(row);
        if (row.command == "head-4") told.state.head = pressed.state.head = 1;
        if (row.command == "paint" || row.command == "take-back")
            for (Program* p : {&told, &pressed}) set(*p, "scene=stage&stage=mask&matrix=masked&row=2&col=1&paint=2:1");
        screen.frame(pressed);
        const auto before = changeable(pressed);
        REQUIRE(command(told, row.command));
        press_chord(screen, pressed, row.chord);
        CHECK(changeable(pressed) == changeable(told));
        CHECK(changeable(pressed) != before);
    }
}

TEST_CASE("no two rows have the same key, and each has a sentence") {
    std::set<ImGuiKeyChord> chords;
    std::set<std::pair<std::string_view, ImGuiKeyChord>> dom;
    for (const KeyRow& row : key_table()) {
        if (row.says.empty()) continue; // another row has its key, too
        CHECK(chords.insert(row.chord).second);
        CHECK(has_text(english(), "key." + std::string(row.says)));
        if (row.dom.empty()) continue; // the page leaves it to the browser
        CHECK(dom.insert({row.dom, row.chord & ImGuiMod_Mask_}).second);
    }
    for (const KeyRow& row : key_table()) CHECK(chords.contains(row.chord));
    const std::vector<KeyHelp> help = key_help(english());
    CHECK(help.front().keys == "← → ↑ ↓");
    CHECK(help.front().says == text(english(), "key.walk"));
    CHECK(help.size() < key_table().size());
}

TEST_CASE("of two commands with the same key the second is run only where the first has nothing to do") {
    for (const bool on_a_number : {true, false}) {
        CAPTURE(on_a_number);
        Headless screen;
        Program p =
            started(on_a_number ? "zoom=2&stage=project&matrix=w_q&row=3&col=4" : "zoom=2&stage=scores&row=3&col=4");
        screen.frame(p);
        const AppState before = p.state;
        press_chord(screen, p, ImGuiMod_Shift | ImGuiKey_UpArrow);
        CHECK((p.state.config != before.config) == on_a_number);
        CHECK((p.state.camera != before.camera) == !on_a_number);
    }
}

TEST_CASE("keys with Ctrl or Alt belong to the browser unless the table has them; Shift alone changes nothing") {
    Headless screen;
    Program p = in_the_middle();
    screen.frame(p);
    const auto before = changeable(p);
    press_chord(screen, p, ImGuiMod_Ctrl | ImGuiKey_RightArrow);
    press_chord(screen, p, ImGuiMod_Alt | ImGuiKey_Home);
    press_chord(screen, p, ImGuiKey_Slash);
    CHECK(changeable(p) == before);
    press_chord(screen, p, ImGuiMod_Shift | ImGuiKey_7); // as on keyboards that have digits on Shift
    CHECK(p.state.head == 7);
}

TEST_CASE("the list of keys lies over the desktop's figure until a click or Esc") {
    Headless screen;
    Program p = in_the_middle();
    const auto frame = [&](bool down) {
        ImGui::GetIO().AddMousePosEvent(600, 300);
        ImGui::GetIO().AddMouseButtonEvent(0, down);
        ImGui::NewFrame();
        figure_ui(p, screen.faces, screen.cache, screen.area);
        if (p.help) help_ui(p, screen.faces, screen.cache, screen.area);
        ImGui::Render();
    };
    command(p, "help");
    const auto selected = selection(p.state, p.now.run.trace);
    for (int i = 0; i < 3; ++i) frame(false);
    CHECK(p.help);
    CHECK_FALSE(p.hover); // what lies below is not touched
    frame(true);
    CHECK_FALSE(p.help);
    CHECK(selection(p.state, p.now.run.trace) == selected);
    frame(false);
    command(p, "help");
    command(p, "leave");
    CHECK_FALSE(p.help);
    CHECK(selection(p.state, p.now.run.trace) == selected);
}
