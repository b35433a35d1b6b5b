// A second language for the tests: every English sentence in brackets, and a grammar unlike the English one.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/words/text.h"

namespace attn {

struct MadeUp {
    std::deque<std::string> texts; // which the sentences point to
    std::vector<Sentence> sentences;
    Words words;

    explicit MadeUp(const Words& original) {
        for (const Sentence& s : original.sentences)
            sentences.push_back({s.key, texts.emplace_back("⟦" + std::string(s.text) + "⟧")});
        words = {sentences, {[](long long) { return std::string_view("many"); }, " ⊕ ", " ⊻ "}};
    }
    MadeUp(const MadeUp&) = delete;
    MadeUp& operator=(const MadeUp&) = delete;
};

inline bool in_brackets(std::string_view text) { return text.starts_with("⟦") && text.ends_with("⟧"); }

} // namespace attn
