// The hand in the view "compare": what it points at, and what a press on it does.
#pragma once

#include <optional>

#include "shell/layout/compare_layout.h"
#include "shell/program/compare.h"
#include "shell/program/program.h"

namespace attn {

// What is at a point of the maps. Indices from 0; nothing between the maps.
std::optional<Place> place_at(const CompareLayout&, float x, float y);

// Hover, and a click on a cell, a tab, a stage, a row of the table, an arrow. `place` becomes the one that is looked at.
// Returns whether something was pressed.
bool handle_compare_pointer(Program&, const CompareLayout&, std::optional<Place>& place, const Rect& area);

} // namespace attn
