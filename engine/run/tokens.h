// From a configuration to its tokens, and from tokens to vectors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config.h"
#include "engine/attention/token.h"
#include "engine/math/matrix.h"

namespace attn {

struct Sequence {
    std::vector<Token> tokens; // the sentence, then padding tokens
    int words = 0;             // how many tokens come from the sentence
    int left_out = 0;          // tokens of the sentence that did not fit into kMaxTokens
};
// At most kMaxTokens in all: padding is kept and the sentence is cut.
Sequence sequence_of(const Config&);
// The same from the second sentence. Without one there are no tokens at all: self-attention. Padding belongs to
// the keys, so with a memory it is appended there and not to the sentence.
Sequence memory_of(const Config&);

// [T, d_model], T = number of tokens: one seeded vector per token text: standard normal, two decimals. Equal tokens
// have equal rows, whatever their place, and a token keeps its vector when the sentence around it changes.
Matrix embeddings(const std::vector<Token>&, int d_model, int seed);

} // namespace attn
