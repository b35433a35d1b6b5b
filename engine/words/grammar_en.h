// The rules of English that the sentences of the tables cannot express: plurals and lists.
#pragma once

#include "text.h"

namespace attn {

inline constexpr Grammar kEnglishGrammar{
    .number = [](long long count) { return std::string_view(count == 1 ? "one" : "many"); },
    .between = ", ",
    .or_last = " or "};

} // namespace attn
