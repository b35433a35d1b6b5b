// Hebrew and Arabic for programs that set letters one after the other from the left, as the desktop does.
#pragma once

#include <string>
#include <string_view>

namespace attn {

// The letters of a word in their order from left to right: Hebrew and Arabic turned around, Arabic joined.
std::u32string in_line(std::string_view word);

} // namespace attn
