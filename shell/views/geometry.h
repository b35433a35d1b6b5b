// Similarity as geometry, where a head has two numbers: query and key as arrows, and a weighted sum as values that are
// scaled and added tip to tail.
#pragma once

#include "inspector_parts.h"

namespace attn {

// Whether there is such a picture of a cell: of scores where d_k = 2, of the context where d_v = 2.
bool has_geometry(const Trace&, Tensor);

// Draws it at the top of the column, or in a stacked figure at its right, if there is room.
void draw_geometry(Inspector&, const Cell&);
void tell_geometry(Inspector&, const Cell&); // lengths, angle and score

// For the stage as a whole: of the word that asks, with the key it looks at most.
void draw_stage_geometry(Inspector&);

} // namespace attn
