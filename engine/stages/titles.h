// What stages and matrices are called.
#pragma once

#include <string>
#include <string_view>

#include "engine/words/text.h"
#include "stage.h"

namespace attn {

std::string_view stage_title(const Words&, Stage);
// What a stage does in any run; stage_does() in preset_words.h says what it does in one.
std::string_view stage_usually_does(const Words&, Stage);

// The name of a matrix, and with its head: "Scores, head 2".
std::string_view tensor_title(const Words&, Tensor);
std::string tensor_name(const Words&, Tensor, int head);
// "head 2", of head 1.
std::string head_title(const Words&, int head);

} // namespace attn
