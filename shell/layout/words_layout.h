// Where the words of the scene "words" are, and the ways of the arcs between them. Pure arithmetic, like layout.h.
#pragma once

#include <span>
#include <vector>

#include "layout.h"

namespace attn {

inline constexpr int kMostWords = 64; // beyond these, words are folded

// What is set in a line: one word, or a mark for words that are folded.
struct WordItem {
    int token = 0;  // its number from 0; of folded ones the first
    int folded = 0; // 0: a word; else how many are folded here
    bool operator==(const WordItem&) const = default;
};

// The words that are shown of `count`: all up to kMostWords; beyond, those near `near` (-1: none) and those with the
// largest weights, in the order of the sentence. weights: one for each word, or empty.
std::vector<WordItem> shown_words(int count, int near, std::span<const float> weights);

// What is to be set: the words that ask and, in cross-attention, those that answer, with their widths in em.
struct WordsInput {
    std::vector<WordItem> queries, keys; // keys: empty in self-attention, where the same words answer
    std::vector<float> query_ems, key_ems;
    int heads = 1;
};

struct WordPlace {
    WordItem item;
    int line = 0; // 0 is the uppermost of its sentence
    Rect box;     // what is shaded and pressed
    Rect tag;     // below it: its weight in digits
};

struct WordsLayout {
    bool narrow = false;            // the heads are a row below the words, else a column at the left
    float size = 0, between = 0;    // of the type; between two lines
    Rect heads, stage, sentence;    // the small pictures (empty for a single head), the words, what is said about them
    Rect query_name, key_name;      // in cross-attention: where it says which line asks and which answers
    std::vector<WordPlace> queries; // in self-attention these answer, too
    std::vector<WordPlace> keys;
    bool cross() const { return !keys.empty(); }
    const std::vector<WordPlace>& answers() const { return cross() ? keys : queries; }
};
WordsLayout words_layout(const Rect& area, const WordsInput&);

// One of the small pictures: 0 is that of all heads, then head 1, ...
Rect words_thumb(const WordsLayout&, int heads, int which);

// A cubic from a word that asks to one that answers.
struct Arc {
    float x[4], y[4];
};
// Within a line it is an arch above the words, elsewhere it goes from edge to edge; to itself it is a loop. `aside`
// moves its feet to the side, so that arcs of several heads lie beside each other.
// Below a word it begins under the word's tag, if it has one.
Arc arc_between(const WordsLayout&, const WordPlace& query, const WordPlace& key, float aside = 0, bool tagged = false);
float distance_to(const Arc&, float x, float y); // within half a pixel, for a hit test

// A word's place; null where it is folded.
const WordPlace* place_of_word(const std::vector<WordPlace>&, int token);

} // namespace attn
