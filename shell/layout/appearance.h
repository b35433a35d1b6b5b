// The themes that there are.
#pragma once

#include <array>
#include <string_view>

namespace attn {

// The last two are high contrast.
enum class Appearance { light, dark, black_on_white, white_on_black };
inline constexpr std::array<std::string_view, 4> kAppearances{"light", "dark", "black-on-white", "white-on-black"};

} // namespace attn
