// What the tests read is English.
#pragma once

#include "engine/words/notice.h"
#include "engine/words/text.h"

namespace attn {

inline const Words& english() { return words(Language::english); }
inline const Words& english_tools() { return tool_words(Language::english); }

inline std::string message(const Notice& notice) { return text(english(), notice.says); }

} // namespace attn
