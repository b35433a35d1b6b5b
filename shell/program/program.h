// The program behind both the window and the page: its state, what follows from it, and its commands.
// Knows nothing of drawing or of SDL.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "compare.h"
#include "derived.h"
#include "history.h"
#include "scaling_experiment.h"
#include "state.h"

namespace attn {

enum class Playing { no, one_piece, one_stage, all };

// What the surroundings ask for.
struct Environment {
    bool dark = false;
    bool reduced_motion = false;
    bool contrast = false; // more of it
    bool controls = false; // native ones stand around the figure, so it needs none of its own
    // Whether it has fonts for every character of a text; null: it has.
    bool (*can_set)(std::string_view) = nullptr;
};

// What the pointer holds on to, from press to release.
struct Drag {
    Cell cell;           // where it began, or the last one that was painted
    bool paints = false; // else it moves the number of its cell
    bool shut = false;   // paints cells shut, or open
    bool again = false;  // the cell was selected already: a click without a drag lets go of it
    bool moved = false;  // it has become a drag
    float y = 0;         // of the pointer, in the last frame
    float value = 0;     // of the cell, before it is rounded
};

// The way from one camera, or one scene, to what the state says now.
struct Flight {
    View from_view = View::stage;
    Camera from;
    double done = 1; // 0 has just begun .. 1 arrived
};

struct Program {
    AppState state{};
    std::optional<Draft> draft{}; // what was asked for and does not fit together yet
    Derived now{};
    Comparison comparison{};
    std::optional<ScalingExperiment> experiment{}; // in the view "scaling"
    Environment environment;
    Playing playing = Playing::no;
    Flight flight{};
    double until = 1;            // the time at which a piece ends, while one is played
    double rest = 0;             // seconds still to wait at the end of a stage while all are played
    bool help = false;           // the list of keys lies over the figure
    Notices notices{};           // about the last text that was set
    std::optional<Cell> hover{}; // under the pointer, as the scene last reported
    std::optional<Drag> drag{};
    std::optional<Cell> field{}; // whose number is being typed
    History history{};
};

Program started(std::string_view settings, const Environment& = {});

// Applies settings text; see apply() and confine_selection(). Choosing a stage or a time by text stops the animation.
void set(Program&, std::string_view settings);

// Another configuration: undo leads back to this one. It must have no problem().
void change(Program&, const Config&);
// The same as part of undo and redo.
void restore(Program&, const Config&);

// step, step-back (to the next or the last piece of the stage, see stops.h);
// play, pause, toggle, next, prev, reset, end; left, right, up, down (from cell to cell); head-1 .. head-8; fit,
// zoom-in, zoom-out, pan-left, pan-right, pan-up, pan-down; map, leave (nearer to all at once: the selection, the zoom,
// the stage), enter (the stage from the map); help; and those of edit_command() and compare_command(). False when there
// is no such command, or nothing for it to do.
bool command(Program&, std::string_view name);

// A moment in the whole animation, 0 .. the number of stages. Stops the animation.
void seek(Program&, double position);

// Moves the animation by `seconds` of real time. Long pauses (a hidden tab) count as a tenth of a second.
void advance(Program&, double seconds);

// Which of the themes is on: what was chosen, or what the surroundings ask for. High contrast keeps to the side of
// light or dark that they prefer.
Appearance appearance(const Program&);
bool has_camera(View);

// Flies to a camera, and between stage and map. Reduced motion is there at once.
void fly(Program&, View, const Camera&);

// From where the picture is seen now.
Camera camera(const Program&);

// Whether the scene is under way between stage and map.
bool flying(const Program&);

// Whether the next frame differs from this one without anybody doing anything.
bool moving(const Program&);

bool reduced_motion(const Program&);

} // namespace attn
