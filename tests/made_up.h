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

// All of its tables, as a language that a program can be given.
struct MadeUpLanguage {
    MadeUp learner{words(Language::english)}, page{page_words(Language::english)}, tools{tool_words(Language::english)},
        snippets{snippet_words(Language::english)};
    LanguageTables tables{learner.words, page.words, tools.words, snippets.words};
    Language language{tables};
};

inline bool in_brackets(std::string_view text) { return text.starts_with("⟦") && text.ends_with("⟧"); }

} // namespace attn
