// Numbers that say what a head does, and what scaling does to it. Computed in double from the float32 weights and
// scores of a run; logarithms are the engine's own, so the digits are the same everywhere.
//
// Rows in which nothing is allowed have no weights: they count in no mean.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/attention/attention.h"
#include "engine/words/text.h"

namespace attn {

struct RowMeasures {
    double entropy = 0;  // -sum w ln w in nats: 0 on one key, ln S when spread evenly over S
    double maximum = 0;  // the largest weight
    double distance = 0; // sum_j w_j |i - j|: how many places away attention goes on average. 0 in cross-attention
    double sum = 0;      // of the weights that are used: after dropout, if there is any. 1 when nothing is wrong
    double evenness = 1; // entropy / ln(number of allowed keys): 1 is uniform; 1 also with a single key
};
// One for each query.  weights [T, S] of trace.head(head)
std::vector<RowMeasures> row_measures(const Trace&, int head);

// How far a head follows a known pattern: the mean, over the rows that can, of the weight on the keys that fit.
// 1 is a perfect head of that kind. None when no row can, or in cross-attention, where places do not correspond.
struct PatternScores {
    std::optional<double> previous_token; // key i - 1, for i >= 1
    std::optional<double> first_token;    // key 0; also in cross-attention
    std::optional<double> same_token;     // keys with the same text as the query, itself included
    std::optional<double> induction;      // keys right behind an earlier copy of the query's text
                                          // (Olsson et al. 2022, "In-context Learning and Induction Heads")
};
PatternScores pattern_scores(const Trace&, int head);
// The scores of attention that is spread evenly over what each query may see: what a head without a pattern has.
PatternScores even_scores(const Trace&, int head);

// The pattern that a head follows: the one with the highest score, if that is at least kNamedFrom and clearly more
// than even attention has. In a short sentence even attention often looks at the first token.
inline constexpr double kNamedFrom = 0.6, kClearlyMore = 0.25;
struct NamedPattern {
    std::string_view key; // previous_token, first_token, same_token or induction
    double score = 0, even = 0;
};
std::optional<NamedPattern> named_pattern(const Trace&, int head);

// Jensen-Shannon distance of two heads: the mean over the rows of sqrt(JSD), with logarithms to base 2, so that it
// runs from 0 (the same weights) to 1 (no key in common). A metric (Endres and Schindelin 2003).
double head_distance(const Trace&, int head_a, int head_b);
// The same for heads of two runs: of the queries that both have, where a key that only one run has weighs 0 in the
// other. None when a row of weights does not add up to 1, as some mistakes have it: then it is no distribution.
std::optional<double> head_distance(const Trace& a, int head_a, const Trace& b, int head_b);

// The mean evenness of a head's rows: 1 when every row is uniform over what it may see.
double similarity_to_uniform(const Trace&, int head);

// What the square root of d_k is for. All over the allowed cells of a head.
struct ScalingMeasures {
    double raw_deviation = 0;    // population standard deviation of the scores q k^T
    double scaled_deviation = 0; // and of what softmax gets (after scale, temperature, soft cap and bias)
    double gradient = 0;         // mean of p (1 - p), the derivative of a weight by its own score: 0 when saturated,
                                 // at most 1/4
};
ScalingMeasures scaling_measures(const Trace&, int head);

// Everything above as one number for a head, rows by their means. measure_title() says what each is called.
struct Measured {
    std::string_view key;
    std::optional<double> value;
};
std::vector<Measured> head_measures(const Trace&, int head);
std::string_view measure_title(const Words&, std::string_view key);

} // namespace attn
