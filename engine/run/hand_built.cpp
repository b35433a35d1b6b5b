// Heads built by hand, so that what they attend to can be proved.
//
// A token's vector is made of blocks of n columns, n = d_model / blocks. In the first block a single 1 says which word
// it is: the sentence's different words are numbered in the order in which they first appear. In the second a single 1
// says at which place it is. Two such codes have a dot product of 1 when they are equal and of 0 when they are not.
//
// Queries and keys are both `loud` times as long, so the key that is asked for has a score of loud^2 and every other
// one 0. Divided by sqrt(d_k) = sqrt(n) the difference is loud^2 / sqrt(n), which is at least 4 sqrt(n), and with at
// most n tokens the weight on the key that is asked for is at least 1 / (1 + (n - 1) exp(-4 sqrt(n))): above 0.99
// for every n.
#include <algorithm>

#include "engine/attention/attention.h"
#include "preset.h"
#include "run.h"
#include "tokens.h"

namespace attn {

namespace {

Material coded(const Config& config) {
    const std::vector<Token> tokens = sequence_of(config).tokens;
    const Index count = static_cast<Index>(tokens.size()), n = code_length(info(config.preset), config.d_model);
    Material m;
    m.embedding = m.position = Matrix::Zero(count, config.d_model);
    std::vector<std::string> words;
    for (Index t = 0; t < count; ++t) {
        const std::string& word = tokens[static_cast<std::size_t>(t)].text;
        const auto known = std::find(words.begin(), words.end(), word);
        m.embedding(t, known - words.begin()) = 1;
        if (known == words.end()) words.push_back(word);
        m.position(t, n + t) = 1;
    }
    m.x = m.embedding + m.position;
    return m;
}

// [d_model, n] takes block `from` of the vector, times `by`.
Matrix taking(Index block, Index n, Index d_model, float by = 1) {
    Matrix out = Matrix::Zero(d_model, n);
    for (Index i = 0; i < n; ++i) out(block * n + i, i) = by;
    return out;
}

// The smallest even number whose square is at least `strength` n.
float loud(Index n, int strength = 4) {
    int factor = 2;
    while (factor * factor < strength * n) factor += 2;
    return static_cast<float>(factor);
}

enum Block : Index { word, place, word_before };

} // namespace

// The query of place t asks for place t - 1; the first asks for nothing.
Material previous_token_head(const Config& config) {
    Material m = coded(config);
    const Index n = code_length(info(config.preset), config.d_model);
    m.projections.w_q = Matrix::Zero(config.d_model, n);
    for (Index t = 1; t < n; ++t) m.projections.w_q(n + t, t - 1) = loud(n);
    m.projections.w_k = taking(place, n, config.d_model, loud(n));
    m.projections.w_v = taking(word, n, config.d_model);
    return m;
}

// Wherever it is, a query asks for place 1.
Material first_token_head(const Config& config) {
    Material m = previous_token_head(config);
    const Index n = m.projections.w_q.cols();
    m.projections.w_q.setZero();
    for (Index t = 0; t < n; ++t) m.projections.w_q(n + t, 0) = loud(n);
    return m;
}

// A query asks for its own word.
Material same_token_head(const Config& config) {
    Material m = coded(config);
    const Index n = code_length(info(config.preset), config.d_model);
    m.projections.w_q = m.projections.w_k = taking(word, n, config.d_model, loud(n));
    m.projections.w_v = taking(word, n, config.d_model);
    return m;
}

// The head of the previous token; its W_O writes what it found into a third block, which was empty.
Material induction_step_1(const Config& config) {
    Material m = previous_token_head(config);
    m.projections.w_o = taking(word_before, m.projections.w_q.cols(), config.d_model).transpose();
    return m;
}

// A query asks for its own word, a key answers with the word before it: they meet where the word was last time,
// one place further on. What follows there is the head's guess at what comes next.
//
// The first token has no word before it; step 1 let it look at itself, so its third block holds its own word, and
// that is word number 1. The row of W_K for place 1 takes this back and answers every query with half a match:
// a query whose word is new rests on the first token, as trained heads do. Queries and keys are longer here, so that
// half a match is as far from none, and from a whole one, as above.
Material induction_step_2(const Config& config) {
    Material m = coded(config);
    const Index n = code_length(info(config.preset), config.d_model);
    // Step 1 as its own preset has it, whatever is broken or dropped in this step.
    Config before = preset_config(preset_named("induction-1"));
    before.text = config.text, before.unit = config.unit, before.pad = config.pad, before.d_model = config.d_model;
    const Trace step_1 = run(before, projections_of(before)).trace;
    m.embedding.resize(0, 0), m.position.resize(0, 0);
    m.x = sum(step_1.x, step_1.output);

    const float length = loud(n, 8);
    m.projections.w_q = taking(word, n, config.d_model, length);
    m.projections.w_k = taking(word_before, n, config.d_model, length);
    m.projections.w_k.row(n).setConstant(length / 2);
    m.projections.w_k(n, 0) = -length / 2;
    m.projections.w_v = taking(word, n, config.d_model);
    return m;
}

} // namespace attn
