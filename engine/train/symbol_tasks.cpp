// The tasks of task.h whose tokens are letters without a meaning.
#include <algorithm>
#include <numeric>

#include "task.h"

namespace attn {

namespace {

std::vector<int> random_symbols(Pcg32& random, const TaskSize& size, int count) {
    std::vector<int> out;
    for (int i = 0; i < count; ++i) out.push_back(below(random, size.symbols));
    return out;
}

// All symbols in random order (Fisher and Yates).
std::vector<int> shuffled_symbols(Pcg32& random, const TaskSize& size) {
    std::vector<int> out(static_cast<std::size_t>(size.symbols));
    std::iota(out.begin(), out.end(), 0);
    for (std::size_t left = out.size(); left > 1; --left)
        std::swap(out[left - 1], out[static_cast<std::size_t>(below(random, static_cast<int>(left)))]);
    return out;
}

// `before` symbols that are not in the pattern, then a pattern of `period` different symbols again and again. From its
// second time on, the next symbol can be known: it is the one that came after this one before.
Example repeating(Pcg32& random, const TaskSize& size, int period, int before) {
    const std::vector<int> symbols = shuffled_symbols(random, size);
    Example out;
    const auto token_at = [&](int i) {
        return symbols[static_cast<std::size_t>(i < before ? period + i : (i - before) % period)];
    };
    for (int i = 0; i < size.length; ++i) {
        out.tokens.push_back(token_at(i));
        out.targets.push_back(i < before + period ? kIgnored : token_at(i + 1));
    }
    return out;
}

} // namespace

std::vector<std::string> symbol_words(const TaskSize& size) {
    std::vector<std::string> out;
    for (int i = 0; i < size.symbols; ++i) out.emplace_back(1, static_cast<char>('a' + i));
    return out;
}

Example previous_example(Pcg32& random, const TaskSize& size) {
    Example out{.tokens = random_symbols(random, size, size.length), .targets = {kIgnored}};
    out.targets.insert(out.targets.end(), out.tokens.begin(), out.tokens.end() - 1);
    return out;
}

Example induction_example(Pcg32& random, const TaskSize& size) {
    const int longest = std::min(size.symbols, size.length) / 2, shortest = std::max(2, longest / 2);
    const int period = shortest + below(random, longest - shortest + 1);
    const int room = std::min(size.length - 2 * period, size.symbols - period);
    return repeating(random, size, period, below(random, room + 1));
}

Example induction_fixed_example(Pcg32& random, const TaskSize& size) {
    return repeating(random, size, std::min(size.symbols, size.length / 2), 0);
}

Example reversal_example(Pcg32& random, const TaskSize& size) {
    Example out{.tokens = random_symbols(random, size, size.length), .targets = {}};
    out.targets.assign(out.tokens.rbegin(), out.tokens.rend());
    return out;
}

} // namespace attn
