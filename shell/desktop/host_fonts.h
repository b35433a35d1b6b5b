// The fonts of the system, for words that the shipped faces lack; see WordRenderer in scripts.h. Only the desktop
// program has this: a page draws with its browser's fonts.
#pragma once

#include "shell/draw/scripts.h"

namespace attn {

bool system_draws(std::string_view word, float size, bool bold, bool only_advance, WordPicture&);

} // namespace attn
