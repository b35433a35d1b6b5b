// The figure without a window: one frame of it as a file. A pure function of the program's state.
#pragma once

#include <string>

#include "shell/draw/scripts.h"
#include "shell/program/program.h"

namespace attn {

// The figure at this size in CSS pixels, as it would be drawn with nothing under the pointer. The renderer
// measures words that the shipped faces lack.
std::string figure_as_svg(const Program&, float width, float height, WordRenderer* = nullptr);

// What the picture is called, without an ending: stage and sentence, as softmax-the-cat-sat. Letters and digits of any
// script; whatever a file system could take amiss is a hyphen.
std::string picture_name(const AppState&);

} // namespace attn
