// What is said about a preset and about what it makes of the stages.
#pragma once

#include <string>
#include <string_view>

#include "engine/run/preset.h"
#include "stage.h"

namespace attn {

// What the presets of a kind are called together.
std::string_view kind_title(PresetKind);

// Where the numbers come from, in one line.
std::string origin(const Config&);

// What can be seen; "" once that is changed away.
std::string about_preset(const Config&);

// What a stage does, with what is special about given inputs; or what the mistakes do that break it.
std::string stage_does(const Config&, Stage);

// The settings that show the second step of an induction head on the same sentence, or the first; "" elsewhere.
std::string other_step(const Config&);

} // namespace attn
