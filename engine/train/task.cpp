#include "task.h"

#include <algorithm>
#include <cassert>

namespace attn {

int below(Pcg32& random, int count) {
    return static_cast<int>((static_cast<std::uint64_t>(random.next()) * static_cast<std::uint64_t>(count)) >> 32);
}

Batch drawn_batch(const Task& task, const TaskSize& size, Pcg32& random, int count) {
    Batch out;
    out.tokens.sequences = count;
    out.tokens.length = size.length;
    bool padded = false;
    for (int b = 0; b < count; ++b) {
        Example example = task.draw(random, size);
        const int real = static_cast<int>(example.tokens.size());
        assert(real >= 1 && real <= size.length && example.targets.size() == example.tokens.size());
        padded = padded || real < size.length;
        out.tokens.real.push_back(real);
        example.tokens.resize(static_cast<std::size_t>(size.length), 0);
        example.targets.resize(static_cast<std::size_t>(size.length), kIgnored);
        out.tokens.ids.insert(out.tokens.ids.end(), example.tokens.begin(), example.tokens.end());
        out.targets.insert(out.targets.end(), example.targets.begin(), example.targets.end());
    }
    if (!padded) out.tokens.real.clear();
    return out;
}

std::vector<int> token_ids(const std::vector<std::string>& words, std::string_view text) {
    std::vector<int> out;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        const auto found = std::find(words.begin(), words.end(), word);
        if (found == words.end()) return {};
        out.push_back(static_cast<int>(found - words.begin()));
    }
    return out;
}

} // namespace attn
