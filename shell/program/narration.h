// What happens at a moment of a stage, in one sentence with the digits that are moving: the caption under the figure
// while it plays. A pure function of run and moment, like cell_state(), whose timing it follows.
#pragma once

#include <string>

#include "engine/run/run.h"
#include "engine/stages/explain.h"
#include "engine/words/text.h"
#include "program.h"
#include "shell/layout/timeline.h"

namespace attn {

struct Told {
    std::string sentence;
    Cell cell{}; // the number that is moving; where a row moves, its last one so far
};
// Of the stage that a program shows; empty while nothing moves, before a stage begins and when it is done.
std::string caption(const Program&);
Told narration(const Words&, const Run&, const Moment&, int head);

} // namespace attn
