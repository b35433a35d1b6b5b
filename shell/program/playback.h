// The buttons of a player: from stage to stage, and within one from piece to piece.
#pragma once

#include "program.h"

namespace attn {

void play(Program&); // all stages from here; from the first one at the end of the last
void pause(Program&);
void toggle_play(Program&);

// Plays one stage. While one is under way it is completed first.
void next(Program&);
void prev(Program&);

// To the next or the last piece of the stage; see stops.h.
void step(Program&);
void step_back(Program&);

// To the beginning of the first stage, with nothing selected.
void reset(Program&);

} // namespace attn
