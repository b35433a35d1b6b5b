#include "text.h"

#include <algorithm>

namespace attn {

namespace {
const Sentence* find(std::span<const Sentence> all, std::string_view key) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Sentence& s) { return s.key == key; });
    return found == all.end() ? nullptr : &*found;
}

std::string_view shown(const Sentence* found, std::string_view key) { return found ? found->text : key; }

std::string filled(std::string_view rest, std::initializer_list<Filling> slots) {
    std::string out;
    // One pass from left to right, so that a value containing braces (a token may) is never filled again.
    while (!rest.empty()) {
        const auto open = rest.find('{');
        out += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = rest.find('}', open);
        const auto name = rest.substr(open + 1, close - open - 1);
        for (const Filling& slot : slots)
            if (slot.name == name) out += slot.value;
        rest = close == std::string_view::npos ? std::string_view{} : rest.substr(close + 1);
    }
    return out;
}

} // namespace

std::string_view text(std::string_view key) { return shown(find(sentences(), key), key); }
bool has_text(std::string_view key) { return find(sentences(), key) != nullptr; }
std::string text(std::string_view key, std::initializer_list<Filling> slots) { return filled(text(key), slots); }

std::string_view tool_text(std::string_view key) { return shown(find(tool_sentences(), key), key); }
bool has_tool_text(std::string_view key) { return find(tool_sentences(), key) != nullptr; }
std::string tool_text(std::string_view key, std::initializer_list<Filling> slots) {
    return filled(tool_text(key), slots);
}

} // namespace attn
