#include "tokens.h"

#include <algorithm>

#include "engine/math/random.h"

namespace attn {

namespace {
Sequence sequence(std::vector<std::string> words, int pad) {
    Sequence out;
    out.words = std::min(static_cast<int>(words.size()), kMaxTokens - pad);
    out.left_out = static_cast<int>(words.size()) - out.words;
    for (int i = 0; i < out.words; ++i) out.tokens.push_back({std::move(words[static_cast<std::size_t>(i)]), true});
    for (int i = 0; i < pad; ++i) out.tokens.push_back({"<pad>", false});
    return out;
}
} // namespace

Sequence sequence_of(const Config& config) {
    const bool cross = !tokenised(config.memory, config.unit).empty();
    return sequence(tokenised(config.text, config.unit), cross ? 0 : config.pad);
}

Sequence memory_of(const Config& config) {
    std::vector<std::string> words = tokenised(config.memory, config.unit);
    return words.empty() ? Sequence{} : sequence(std::move(words), config.pad);
}

Matrix embeddings(const std::vector<Token>& tokens, int d_model, int seed) {
    Matrix out(static_cast<Index>(tokens.size()), d_model);
    for (Index t = 0; t < out.rows(); ++t) {
        Pcg32 random(static_cast<std::uint64_t>(seed), hash(tokens[static_cast<std::size_t>(t)].text));
        out.row(t) = normal_matrix(random, 1, d_model, 1.0, 2);
    }
    return out;
}

} // namespace attn
