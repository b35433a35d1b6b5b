// What a model is trained on: examples that a rule draws at random, and a sentence to look at its heads with.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/math/random.h"
#include "engine/models/transformer.h"
#include "loss.h"

namespace attn {

// How large a task is made; sentences of words have a vocabulary of their own and leave `symbols` alone.
struct TaskSize {
    int symbols = 16; // "a", "b", ...
    int length = 16;  // tokens of an example, at most
};

struct Example {
    std::vector<int> tokens;  // at most `length`
    std::vector<int> targets; // as many: the word that is asked for at this place, or kIgnored
};

struct Task {
    std::string_view key;
    std::string_view about; // the key of a sentence of tool_words()
    bool causal;            // whether a model may only look back
    std::vector<std::string> (*words)(const TaskSize&);
    Example (*draw)(Pcg32&, const TaskSize&);
    std::string_view probe; // words of the smallest vocabulary, with spaces between
};

// The smallest size that every task of symbols can be made in.
inline constexpr TaskSize kSmallestTask{.symbols = 8, .length = 8};
inline constexpr int kMostSymbols = 26;

// Tasks of symbols (symbol_tasks.cpp). A counted target is one that can be known.
std::vector<std::string> symbol_words(const TaskSize&);
Example previous_example(Pcg32&, const TaskSize&);  // at each place, the token before it
Example induction_example(Pcg32&, const TaskSize&); // a pattern again and again, its length drawn anew: what is next
Example induction_fixed_example(Pcg32&, const TaskSize&); // the same, always of half the length
Example reversal_example(Pcg32&, const TaskSize&);        // at each place, the token at the mirrored place

// Tasks of words (word_tasks.cpp).
std::vector<std::string> bracket_words(const TaskSize&);
Example bracket_example(Pcg32&, const TaskSize&); // where a bracket closes next: which
std::vector<std::string> agreement_words(const TaskSize&);
Example agreement_example(Pcg32&, const TaskSize&); // where the verb comes next: singular or plural

inline constexpr std::array<Task, 6> kTasks{{
    {"previous", "task.previous", true, symbol_words, previous_example, "c a f e b a d e"},
    {"induction", "task.induction", true, symbol_words, induction_example, "c a f e b c a f e b c a"},
    {"induction-fixed", "task.induction-fixed", true, symbol_words, induction_fixed_example, "c a f e b h d g c a f e"},
    {"reversal", "task.reversal", false, symbol_words, reversal_example, "a b c d e f g h"},
    {"brackets", "task.brackets", true, bracket_words, bracket_example, "( [ ] { ( ) } )"},
    {"agreement", "task.agreement", true, agreement_words, agreement_example, "the old keys to the cabinet are"},
}};
inline constexpr auto kTaskKeys = [] {
    std::array<std::string_view, kTasks.size()> keys;
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = kTasks[i].key;
    return keys;
}();

// A whole number in [0, count), the same on every platform.
int below(Pcg32&, int count);

struct Batch {
    Tokens tokens;
    std::vector<int> targets; // [B T]
};
// `count` examples; shorter ones are padded with word 0, which counts nowhere.
Batch drawn_batch(const Task&, const TaskSize&, Pcg32&, int count);

// A text as tokens: nothing if it has a word that is not among `words`, or none at all.
std::vector<int> token_ids(const std::vector<std::string>& words, std::string_view text);

} // namespace attn
