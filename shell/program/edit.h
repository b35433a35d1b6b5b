// Changing what is computed: numbers of the inputs, cells of the mask, and the way back. Knows no drawing.
#pragma once

#include "program.h"

namespace attn {

// What the hand can do with a cell.
enum class Grip { none, number, paint };
// A number of X, the memory or a projection can be changed wherever it is; the cells of the [T, S] grid can be
// painted in the stage of the mask, and with the pencil in every stage that shows them. Nothing when readonly.
Grip grip(const Program&, const Cell&);

// Each makes one change, which undo takes back, and says so in the program's notices when it cannot be made.
void set_number(Program&, const Cell&, float value);
bool type_number(Program&, const Cell&, std::string_view text); // false: it is no number
void paint(Program&, const Cell&, bool shut);
void take_back(Program&, const Cell&); // the number or the paint of one cell

bool is_painted(const Program&, const Cell&);
// Whether painting this cell means to shut it: it is open now.
bool paint_shuts(const Program&, const Cell&);

// The number of a cell that is about to be changed; of a blank one what was guessed so far.
float number_in_hand(const Program&, const Cell&);

// How much a cell with this value changes for one pixel of a drag, or one press of a key: small numbers slowly.
float drag_step(float value, bool fine);
// To as many decimals as such a step has, and within the range of what can be set.
float drag_rounded(float value, bool fine);

// The next cell in reading order of the same matrix, for Tab; the same cell at its end.
Cell next_cell(const Trace&, const Cell&, int direction);

// Begins to type the number of a cell. Until "release" or "cancel" all that happens is one step.
void open_field(Program&, const Cell&);

// For the selected cell; false when there is nothing for it to do.
bool nudge(Program&, int direction); // its number by ten steps of a drag
bool paint_selected(Program&);       // shut, or open
bool take_back_selected(Program&);

bool undo(Program&);
bool redo(Program&);

// What happens between these two is one step of undo.
void hold(Program&);
void release(Program&);
void cancel(Program&); // release, with everything as it was when held
void forget(Program&); // undo leads no further back than here

bool toggle_pencil(Program&);

// Takes back all numbers that were set by hand, all paint, or both; false when there were none.
bool reset_by_hand(Program&, bool numbers, bool mask);

} // namespace attn
