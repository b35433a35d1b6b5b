#include "mistakes.h"

#include <algorithm>

namespace attn {

const MistakeInfo* mistake_named(std::string_view key) {
    const auto found =
        std::find_if(kMistakes.begin(), kMistakes.end(), [&](const auto& row) { return row.key == key; });
    return found == kMistakes.end() ? nullptr : &*found;
}

std::string mistake_key(const MistakeInfo& m) { return "mistake." + std::string(m.key); }
std::string_view mistake_title(const Words& w, const MistakeInfo& m) { return text(w, mistake_key(m)); }
std::string_view mistake_breaks(const Words& w, const MistakeInfo& m) { return text(w, mistake_key(m) + ".breaks"); }
std::string_view mistake_notice(const Words& w, const MistakeInfo& m) { return text(w, mistake_key(m) + ".notice"); }
std::string_view mistake_code(const Words& w, const MistakeInfo& m) { return text(w, mistake_key(m) + ".code"); }

} // namespace attn
