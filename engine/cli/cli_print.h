// `attn run`: the stages as tables and as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/run/run.h"
#include "engine/stages/stage.h"

namespace attn {

// Every stage, or only one, for people: title, formula, what happens, then each matrix with the names of its
// rows and columns and four decimals. Lets go of each head that it has printed, as stages_as_json() does.
std::string stages_as_tables(Run&, std::optional<Stage> only);

// The same for programs: one JSON object, every number so that it reads back as the same float32.
// Heads are counted from 1; -infinity is the string "-inf".
std::string stages_as_json(Run&, std::optional<Stage> only);

// A formula of kStages in plain characters: S' = S / √d_k.
std::string plain_formula(std::string_view tex);

// How many columns of a terminal a text takes: ideographs and emoji take two, combining marks none.
int display_width(std::string_view text);

} // namespace attn
