#include "commands.h"

#include <algorithm>

#include "compare_commands.h"
#include "control.h"
#include "edit.h"
#include "move_selection.h"
#include "playback.h"
#include "words.h"

namespace attn {

namespace {

constexpr double kZoomStep = 1.5; // what a step of the zoom multiplies by
constexpr double kPanShare = 0.2; // how much of what is in view a step to the side moves

void look_from(Program& p, const Camera& to) {
    if (has_camera(p.state.view)) fly(p, p.state.view, confined(to));
}

void zoom(Program& p, double factor) {
    Camera to = p.state.camera;
    to.zoom *= factor;
    look_from(p, to);
}

void pan(Program& p, int dx, int dy) {
    Camera to = p.state.camera;
    to.x += dx * kPanShare / to.zoom;
    to.y += dy * kPanShare / to.zoom;
    look_from(p, to);
}

// From the map into the stage, and from stage to stage.
bool enter(Program& p) {
    if (p.state.view == View::words) return fly_to_weights(p);
    if (p.state.view == View::map) fly(p, View::stage, {});
    else next(p);
    return true;
}

// Out of what is nearest: what lies on top, the selected cell, the zoom, the stage.
bool leave(Program& p) {
    if (p.help) p.help = false;
    else if (p.state.row > 0) select(p.state, std::nullopt);
    else if (p.state.camera != Camera{}) fly(p, p.state.view, {});
    else if (p.state.view == View::stage) fly(p, View::map, {});
    return true;
}

template <int head> bool show_head(Program& p) {
    if (head <= p.state.config.heads) p.state.head = head, p.state.all_heads = false;
    return true;
}

// clang-format off: one command, one line
constexpr Command kCommands[] = {
    {"left", "ArrowLeft", "walk", [](Program& p) { return move_selection(p, -1, 0), true; }},
    {"right", "ArrowRight", "walk", [](Program& p) { return move_selection(p, 1, 0), true; }},
    {"up", "ArrowUp", "walk", [](Program& p) { return move_selection(p, 0, -1), true; }},
    {"down", "ArrowDown", "walk", [](Program& p) { return move_selection(p, 0, 1), true; }},
    {"enter", "Enter", "enter", enter},
    {"leave", "Escape Backspace", "leave", leave},
    {"toggle", "Space", "toggle", [](Program& p) { return toggle_play(p), true; }},
    {"next", ".", "next", [](Program& p) { return next(p), true; }},
    {"prev", ",", "prev", [](Program& p) { return prev(p), true; }},
    {"step", "L", "step", [](Program& p) { return step(p), true; }},
    {"step-back", "J", "step-back", [](Program& p) { return step_back(p), true; }},
    {"reset", "Home", "reset", [](Program& p) { return reset(p), true; }},
    {"end", "End", "end", [](Program& p) { return seek(p, static_cast<double>(kStageCount)), true; }},
    {"head-1", "1", "head", show_head<1>},
    {"head-2", "2", "head", show_head<2>},
    {"head-3", "3", "head", show_head<3>},
    {"head-4", "4", "head", show_head<4>},
    {"head-5", "5", "head", show_head<5>},
    {"head-6", "6", "head", show_head<6>},
    {"head-7", "7", "head", show_head<7>},
    {"head-8", "8", "head", show_head<8>},
    {"toggle-pin", "P", "pin", [](Program& p) { return toggle_pin(p), true; }},
    {"against", "C", "against", next_against},
    {"other-head", "O", "other-head", next_other_head},
    {"difference", "D", "difference", go_to_difference},
    {"show-mistake", "S", "show-mistake", show_mistake},
    {"paint", "M", "paint", paint_selected},
    {"take-back", "Delete", "take-back", take_back_selected},
    {"undo", "Ctrl+Z", "undo", undo},
    {"redo", "Ctrl+Shift+Z Ctrl+Y", "redo", redo},
    {"raise", "Shift+ArrowUp", "", [](Program& p) { return nudge(p, 1); }},
    {"lower", "Shift+ArrowDown", "", [](Program& p) { return nudge(p, -1); }},
    {"zoom-in", "+ KeypadAdd", "zoom", [](Program& p) { return zoom(p, kZoomStep), true; }},
    {"zoom-out", "- KeypadSubtract", "zoom", [](Program& p) { return zoom(p, 1 / kZoomStep), true; }},
    {"fit", "0", "fit", [](Program& p) { return look_from(p, {}), true; }},
    {"pan-left", "Shift+ArrowLeft", "pan", [](Program& p) { return pan(p, -1, 0), true; }},
    {"pan-right", "Shift+ArrowRight", "pan", [](Program& p) { return pan(p, 1, 0), true; }},
    {"pan-up", "Shift+ArrowUp", "pan", [](Program& p) { return pan(p, 0, -1), true; }},
    {"pan-down", "Shift+ArrowDown", "pan", [](Program& p) { return pan(p, 0, 1), true; }},
    {"help", "?", "help", [](Program& p) { return p.help = !p.help, true; }},
    {"play", "", "", [](Program& p) { return play(p), true; }},
    {"pause", "", "", [](Program& p) { return pause(p), true; }},
    {"words", "", "", [](Program& p) { return fly(p, View::words, {}), true; }},
    {"map", "", "", [](Program& p) { return fly(p, View::map, {}), true; }},
    {"pin", "", "", [](Program& p) { return pin(p), true; }},
    {"unpin", "", "", [](Program& p) { return unpin(p), true; }},
    {"hold", "", "", [](Program& p) { return hold(p), true; }},
    {"release", "", "", [](Program& p) { return release(p), true; }},
    {"cancel", "", "", [](Program& p) { return cancel(p), true; }},
    {"forget", "", "", [](Program& p) { return forget(p), true; }},
    {"pencil", "", "", toggle_pencil},
    {"reset-edits", "", "", [](Program& p) { return reset_by_hand(p, true, false); }},
    {"reset-mask", "", "", [](Program& p) { return reset_by_hand(p, false, true); }},
    {"restore", "", "", [](Program& p) { return reset_by_hand(p, true, true); }},
};
// clang-format on

} // namespace

std::span<const Command> command_table() { return kCommands; }

bool command(Program& p, std::string_view key) {
    const auto row =
        std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command& c) { return c.key == key; });
    const bool done = row != std::end(kCommands) && row->run(p);
    refresh(p);
    return done;
}

} // namespace attn
