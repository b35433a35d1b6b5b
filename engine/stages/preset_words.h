// What is said about a preset and about what it makes of the stages.
#pragma once

#include <string>
#include <string_view>

#include "engine/run/config.h"
#include "engine/words/text.h"
#include "stage.h"

namespace attn {

// What the presets of a kind are called together.
std::string_view kind_title(const Words&, PresetKind);

// Where the numbers come from, in one line.
std::string origin(const Words&, const Config&);

// What can be seen; "" once that is changed away.
std::string about_preset(const Words&, const Config&);

// What a stage does, with what is special about given inputs; or what the mistakes do that break it.
std::string stage_does(const Words&, const Config&, Stage);

// The settings that show the second step of an induction head on the same sentence, or the first; "" elsewhere.
std::string other_step(const Config&);

} // namespace attn
