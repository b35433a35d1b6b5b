// What is done to a program from outside, and what keeps everything that follows from its state in step.
#pragma once

#include <string_view>

#include "program.h"

namespace attn {

// `opened`: the file that the settings may name.
Program started(std::string_view settings, const Environment& = {}, Opened opened = {});

// Applies settings text; see apply() and confine_selection(). Choosing a stage or a time by text stops the animation.
void set(Program&, std::string_view settings);

// Another configuration: undo leads back to this one. It must have no problem().
void change(Program&, const Config&);
// The same as part of undo and redo.
void restore(Program&, const Config&);

// Shows the numbers of a file that has been opened.
void show_file(Program&, Opened);

// Computes again whatever no longer fits the state: the second run of a comparison, the experiment of scaling. Called
// after every change that they may follow from, so whoever draws or reports finds them in step.
void refresh(Program&);

// Lets go of the heads that were looked at longest ago, see HeadsOf. Between frames, when nobody holds on to one.
void trim_heads(Program&);

// A new frame: trims the heads and moves the animation by `seconds` of real time. Long pauses (a hidden tab) count as a
// tenth of a second.
void advance(Program&, double seconds);

// Flies to a camera, and between stage and map. Reduced motion is there at once.
void fly(Program&, View, const Camera&);

} // namespace attn
