// Predict, then reveal: a cell of the figure is blank until somebody has said what they expect in it. Then the stage plays
// up to it and the figure says whether they were right. Knows no drawing.
#pragma once

#include <string>

#include "program.h"

namespace attn {

// The cell that is asked for, if this run has it and this stage shows it with its number.
std::optional<Cell> asked_cell(const Program&);

// Whether a cell is the one that is asked for and nobody has answered.
bool is_blank(const Program&, const Cell&);

// A number for the blank cell while a hand drags it or types; and that this is the answer. The second plays the stage.
void guess(Program&, float value);
bool answer_guess(Program&); // false: nothing was guessed

// How far an answer may be off: half a tenth, or of large numbers a twentieth.
bool is_close(float guessed, float value);

// Whether the answer is right; none before there is one.
std::optional<bool> is_right(const Program&);

// The question, and once the cell is there again, what came of it. Empty where nothing is asked.
std::string asked_sentence(const Program&);

// What the blank cell shows: the number that is being guessed, or a question mark.
std::string blank_text(const Program&);

} // namespace attn
