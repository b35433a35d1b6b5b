// What one can do in a comparison. All but the first three do nothing, and say so by false, in other views.
#pragma once

#include "program.h"

namespace attn {

void pin(Program&); // keeps the run that is shown, to be compared with
void unpin(Program&);
void toggle_pin(Program&);

bool next_other_head(Program&);
bool next_against(Program&);
bool go_to_difference(Program&); // to the first stage that differs; false when there is none
bool show_mistake(Program&);     // changes the settings so that a mistake shows

} // namespace attn
