// The program behind both the window and the page: its state and what follows from it. What is done to it is in
// control.h, playback.h, edit.h and compare_commands.h, and by name in commands.h. Knows nothing of drawing or of SDL.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "comparison.h"
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
    bool touch = false;    // fingers point at it, and no mouse
    bool controls = false; // native ones are around the figure, so it needs none of its own
    bool frames = false;   // somebody draws one after the other, so what takes long may take several
    Language language{};   // of whoever looks at it: all words follow from it
    // Whether it has fonts for every character of a text; null: it has.
    std::function<bool(std::string_view)> can_set{};
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
    bool watched = false;        // the stage was played to its end, and nobody has gone anywhere since
    double until = 1;            // the time at which a piece ends, while one is played
    double rest = 0;             // seconds still to wait at the end of a stage while all are played
    bool help = false;           // the list of keys lies over the figure
    Notices notices{};           // about the last text that was set
    std::optional<Cell> hover{}; // under the pointer, as the scene last reported
    std::optional<Drag> drag{};
    std::optional<Cell> field{};     // whose number is being typed
    std::optional<float> guessing{}; // what is being said about the blank cell, until it is the answer
    History history{};
};

// The words of whoever looks at it.
inline const Words& words_of(const Program& p) { return words(p.environment.language); }
// Which of two texts is true: that for a mouse, or that for a finger.
inline std::string_view pointed(const Program& p, std::string_view mouse, std::string_view finger) {
    return p.environment.touch ? finger : mouse;
}

// Which of the themes is on: what was chosen, or what the surroundings ask for. High contrast keeps to the side of
// light or dark that they prefer.
Appearance appearance(const Program&);
bool has_camera(View);

// From where the picture is seen now.
Camera camera(const Program&);

// Whether the scene is under way between stage and map.
bool flying(const Program&);

// Whether the next frame differs from this one without anybody doing anything.
bool moving(const Program&);

bool reduced_motion(const Program&);

// Whether all of the comparison is made (compare_work.h). Until then nobody but the bar may look at it.
bool is_compared(const Program&);

} // namespace attn
