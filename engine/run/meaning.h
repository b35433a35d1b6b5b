// The head of the preset “animal”, which was built by hand after what words mean.
#pragma once

#include <string>
#include <vector>

#include "preset.h"

namespace attn {

inline constexpr Index kMeanings = 6; // columns of X: living, place, pointer, state, size, action

// The words of the sentence that this head does not know, each once: to it they are words without a meaning, whose query
// and key are zero.
std::vector<std::string> unknown_words(const Config&);

} // namespace attn
