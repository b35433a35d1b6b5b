#include "text.h"

#include <algorithm>

namespace attn {

namespace {
const Sentence* find(std::string_view key) {
    const auto all = sentences();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Sentence& s) { return s.key == key; });
    return found == all.end() ? nullptr : &*found;
}
} // namespace

std::string_view text(std::string_view key) {
    const Sentence* found = find(key);
    return found ? found->text : key;
}

bool has_text(std::string_view key) { return find(key) != nullptr; }

std::string text(std::string_view key, std::initializer_list<Slot> slots) {
    std::string out;
    std::string_view rest = text(key);
    // One pass from left to right, so that a value containing braces (a token may) is never filled again.
    while (!rest.empty()) {
        const auto open = rest.find('{');
        out += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = rest.find('}', open);
        const auto name = rest.substr(open + 1, close - open - 1);
        for (const Slot& slot : slots)
            if (slot.name == name) out += slot.value;
        rest = close == std::string_view::npos ? std::string_view{} : rest.substr(close + 1);
    }
    return out;
}

} // namespace attn
