#include "head_scores.h"

#include <utility>

namespace attn {

namespace {

using Scores = std::array<std::optional<double>, kPatternKeys.size()>;

Scores listed_scores(const PatternScores& s) { return {s.previous_token, s.first_token, s.same_token, s.induction}; }

// The mean over the examples that have such places.
struct ScoreMean {
    double total = 0;
    int count = 0;
    void add(const std::optional<double>& score) {
        if (score) total += *score, ++count;
    }
    double value() const { return count > 0 ? total / count : 0; }
};

// The same examples, the tokens of each in random order.
Tokens shuffled(const Tokens& tokens) {
    Tokens out = tokens;
    Pcg32 random(0, hash("shuffled"));
    for (int b = 0; b < tokens.sequences; ++b) {
        const int real = tokens.real.empty() ? tokens.length : tokens.real[static_cast<std::size_t>(b)];
        const auto at = [&](int i) -> int& { return out.ids[static_cast<std::size_t>(b * tokens.length + i)]; };
        for (int left = real; left > 1; --left) std::swap(at(left - 1), at(below(random, left)));
    }
    return out;
}

void name_tokens(Trace& trace, const std::vector<std::string>& words, const Tokens& tokens, int sequence) {
    for (std::size_t i = 0; i < trace.tokens.size(); ++i) {
        const std::size_t place = static_cast<std::size_t>(sequence * tokens.length) + i;
        trace.tokens[i].text = words[static_cast<std::size_t>(tokens.ids[place])];
    }
}

std::optional<std::size_t> name_of(const HeadReport& report) {
    std::optional<std::size_t> best;
    for (std::size_t k = 0; k < kPatternKeys.size(); ++k) {
        const auto& [score, even, shuffled_score] = report.scores[k];
        const bool about_tokens = kPatternKeys[k] == "same_token" || kPatternKeys[k] == "induction";
        if (score < kNamedFrom || score - even < kClearlyMore) continue;
        if (about_tokens && score - shuffled_score < kClearlyMore) continue;
        if (!best || score > report.scores[*best].score) best = k;
    }
    return best;
}

} // namespace

std::vector<HeadReport> head_reports(Trainer& t, const Batch& batch) {
    const std::vector<std::string> words = words_of(t.recipe);
    const Tokens mixed = shuffled(batch.tokens);
    const auto heads = static_cast<std::size_t>(t.shape.heads);
    struct Means {
        std::array<ScoreMean, kPatternKeys.size()> score, even, shuffled;
    };
    std::vector<Means> means(heads * static_cast<std::size_t>(t.shape.layers));
    for (const bool in_order : {true, false}) {
        forward(t.room.products, t.shape, t.parameters, in_order ? batch.tokens : mixed, t.room.pass);
        for (int l = 0; l < t.shape.layers; ++l)
            for (int b = 0; b < batch.tokens.sequences; ++b) {
                Trace trace = layer_trace(t.shape, t.parameters, t.room.pass, l, b, t.room.products.simd());
                // Where a pattern is, the tokens in their right order say, also when the head saw others.
                name_tokens(trace, words, batch.tokens, b);
                for (std::size_t h = 0; h < heads; ++h) {
                    Means& of = means[static_cast<std::size_t>(l) * heads + h];
                    const Scores found = listed_scores(pattern_scores(trace, static_cast<int>(h)));
                    const Scores even = in_order ? listed_scores(even_scores(trace, static_cast<int>(h))) : Scores{};
                    for (std::size_t k = 0; k < kPatternKeys.size(); ++k) {
                        (in_order ? of.score : of.shuffled)[k].add(found[k]);
                        of.even[k].add(even[k]);
                    }
                }
            }
    }
    std::vector<HeadReport> out;
    for (std::size_t i = 0; i < means.size(); ++i) {
        HeadReport report{.layer = static_cast<int>(i / heads), .head = static_cast<int>(i % heads)};
        for (std::size_t k = 0; k < kPatternKeys.size(); ++k)
            report.scores[k] = {means[i].score[k].value(), means[i].even[k].value(), means[i].shuffled[k].value()};
        report.named = name_of(report);
        out.push_back(report);
    }
    return out;
}

} // namespace attn
