// What the view "words" is about, without drawing: which word asks, what it looks at, and what is said about it.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/measure.h"
#include "program.h"

namespace attn {

// The word that asks, from 0: the selected row. Before one is chosen: the one that looks hardest at another word, under
// a causal mask the last.
int query_of(const Program&);

// Whether the question is which word the query looks at most: the largest weight of its row is asked for (ask.h). Then
// the arcs have no digits, and a word that is pressed is the answer: its weight.
bool asks_for_word(const Program&);
void answer_with(Program&, int key);

// The cell of the weights where the query meets a key.
Cell weight_of(const Program&, int key);

// The keys that a query may see in a head, the largest weight first; of equal ones the first.
std::vector<int> seen_keys(const Trace&, int head, int query);

// The pattern that a head follows, if it has a name; of long texts, which take long to measure, none.
std::optional<NamedPattern> pattern_of(const Trace&, int head);

// The words that show their weight in digits: the three largest weights, and the one that is looked at closely.
inline constexpr int kInDigits = 3;
std::vector<int> keys_in_digits(const Program&);

// “it” looks at “animal” 0.61, “street” 0.13, ...
std::string looks_sentence(const Words&, const Run&, int head, int query, int most = 3);

// Why words are hatched: “it” may not look at words that come later. Empty where none is.
std::string hidden_sentence(const Words&, const Run&, int head, int query);

// All that is said in this view, for the figure and for those who hear it.
std::vector<std::string> words_told(const Program&);

void ask_with(Program&, int query);        // another word asks
void look_closely(Program&, int key);      // its weight is in digits, too
void walk_words(Program&, int dx, int dy); // to another query, and from key to key by weight
void fly_to_weight(Program&, int key);     // to the cell of the stage softmax
bool fly_to_weights(Program&);             // to that of the key that is looked at closely, or of the largest weight

} // namespace attn
