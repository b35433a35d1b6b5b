// A tensor as Python prints it.
#pragma once

#include <string>
#include <string_view>

#include "context.h"

namespace attn {

// repr() by the rules of torch/_tensor_str.py: "tensor([[0.5000, 1.0000]])". `suffix` such as "requires_grad=True" is
// set before the last parenthesis.
std::string repr(const PrintOptions&, const StridedTensor&, std::string_view suffix);

// One element, and all of them as nested lists, as Python reads them: "0.10000000149011612", "[[1,2],[3,4]]".
std::string item_text(const StridedTensor&);
std::string list_text(const StridedTensor&);

} // namespace attn
