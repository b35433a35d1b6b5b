// The program behind both the window and the page: its state, what follows from it, and its commands.
// Knows nothing of drawing or of SDL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "derived.h"
#include "state.h"

namespace attn {

enum class Playing { no, one_stage, all };

// What the surroundings ask for.
struct Environment {
    bool dark = false;
    bool reduced_motion = false;
};

struct Program {
    AppState state{};
    std::optional<Draft> draft{}; // what was asked for and does not fit together yet
    Derived now{};
    Environment environment;
    Playing playing = Playing::no;
    double rest = 0;           // seconds still to wait at the end of a stage while all are played
    Notices notices{};         // about the last text that was set
    std::optional<Cell> hover{};// under the pointer, as the scene last reported
};

Program started(std::string_view settings, const Environment& = {});

// Applies settings text; see apply() and confine_selection(). Choosing a stage or a time by text stops the animation.
void set(Program&, std::string_view settings);

// play, pause, toggle, next, prev, reset. False when there is no such command.
bool command(Program&, std::string_view name);

// A moment in the whole animation, 0 .. the number of stages. Stops the animation.
void seek(Program&, double position);

// Moves the animation by `seconds` of real time. Long pauses (a hidden tab) count as a tenth of a second.
void advance(Program&, double seconds);

bool dark(const Program&);
bool reduced_motion(const Program&);

} // namespace attn
