// English as far as it is no sentence.
#pragma once

#include "text.h"

namespace attn {

inline constexpr Grammar kEnglishGrammar{
    .number = [](long long count) { return std::string_view(count == 1 ? "one" : "many"); },
    .between = ", ",
    .or_last = " or "};

} // namespace attn
