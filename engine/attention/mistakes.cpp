#include "mistakes.h"

#include <algorithm>

namespace attn {

const MistakeInfo* mistake_named(std::string_view key) {
    const auto found =
        std::find_if(kMistakes.begin(), kMistakes.end(), [&](const auto& row) { return row.key == key; });
    return found == kMistakes.end() ? nullptr : &*found;
}

} // namespace attn
