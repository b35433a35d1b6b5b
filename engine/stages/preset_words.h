// What is said about a run: its preset, and what its stages do.
#pragma once

#include <string>
#include <string_view>

#include "engine/run/run.h"
#include "engine/words/text.h"
#include "stage.h"

namespace attn {

// What the presets of a kind are called together.
std::string_view kind_title(const Words&, PresetKind);

// Where the numbers come from, in one line.
std::string origin(const Words&, const Config&);

// Whether the sentence or the memory is no longer the one that the preset brought: it starts from somebody's own then,
// and the preset's name would be wrong. A head built by hand works on any sentence that it has room for.
bool starts_from_own(const Config&);

// What can be seen; "" once that is changed away.
std::string about_preset(const Words&, const Config&);

// What a stage does in this run, with what is special about given inputs, another scale, and rows that are masked
// everywhere; or what the mistakes do that break it.
std::string stage_does(const Words&, const Run&, Stage);

// The settings that show the second step of an induction head on the same sentence, or the first; "" elsewhere.
std::string other_step(const Config&);

} // namespace attn
