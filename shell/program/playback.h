// The buttons of a player: from stage to stage, and within one from piece to piece.
#pragma once

#include "program.h"
#include "shell/layout/timeline.h"

namespace attn {

// What is shown now. The query that comes first is the one that a link or the words have named, else the one whose number
// is asked for.
Moment moment_of(const Program&);

// This stage, from where it is or from its beginning; once it was watched to its end, the next one. It stops at the end
// of the stage, unless the state says to run through.
void play(Program&);
void pause(Program&);
void toggle_play(Program&);

// Plays one stage. While one is under way it is completed first.
void next(Program&);
void prev(Program&);

// To the next or the last piece of the stage; see stops.h.
void step(Program&);
void step_back(Program&);

// To a moment in the whole animation, 0 .. the number of stages. Stops the animation.
void seek(Program&, double position);

// To the beginning of the first stage, with nothing selected.
void reset(Program&);

} // namespace attn
