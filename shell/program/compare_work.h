// A comparison is made of pieces. Two heads of a short sentence are compared at once. A long text has a million scores,
// which take a second or two; where somebody draws frame after frame, each frame makes one piece, and a bar shows how far
// it is.
#pragma once

#include "program.h"

namespace attn {

// Keeps Program::comparison in step with the state while the view shows it, or begins to.
void refresh_comparison(Program&);

// How far it is.
double share_compared(const Program&); // 0 .. 1

// Goes to the first stage that differs, as soon as it is known. False if there is none.
bool show_difference(Program&);

// Makes the next piece, if one is missing.
void compare_on(Program&);

} // namespace attn
