// Changing what is computed: numbers of the inputs, cells of the mask, and the way back. Knows no drawing.
#pragma once

#include "program.h"

namespace attn {

// What the hand can do with a cell.
enum class Grip { none, number, paint };
// A number of X, the memory or a projection can be changed wherever it stands; the cells of the [T, S] grid can be
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

// How much a cell with this value changes for one pixel of a drag, or one press of a key: small numbers slowly.
float drag_step(float value, bool fine);
// To as many decimals as such a step has, and within the range of what can be set.
float drag_rounded(float value, bool fine);

// The next cell in reading order of the same matrix, for Tab; the same cell at its end.
Cell next_cell(const Trace&, const Cell&, int direction);

// Begins to type the number of a cell. Until "release" or "cancel" all that happens is one step.
void open_field(Program&, const Cell&);

// undo, redo, reset-edits, reset-mask, restore (both), hold, release, cancel (as it was when held), forget, pencil;
// and for the selected cell raise, lower, paint (shut or open), take-back. False when there is no such command or
// nothing for it to do.
bool edit_command(Program&, std::string_view name);

} // namespace attn
