// What the command line says is English: whoever gives it another language begins here.
#pragma once

#include <string>
#include <string_view>

#include "engine/words/text.h"

namespace attn {

inline constexpr Language kLanguage = Language::english;
inline const Words& learner_words() { return words(kLanguage); }

inline std::string_view tool_text(std::string_view key) { return text(tool_words(kLanguage), key); }
inline std::string tool_text(std::string_view key, std::initializer_list<Filling> slots) {
    return text(tool_words(kLanguage), key, slots);
}
inline std::string tool_text(const Said& said) { return text(tool_words(kLanguage), said); }

} // namespace attn
