#include "measure.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/math/elementary.h"

namespace attn {

namespace {

// p ln p, continued by 0 where p is 0.
double p_log_p(double p) { return p > 0 ? p * log(p) : 0.0; }

// The mean of what is added, when anything is.
struct Mean {
    double total = 0;
    int count = 0;
    void add(double value) { total += value, ++count; }
    std::optional<double> value() const { return count > 0 ? std::optional(total / count) : std::nullopt; }
};

bool is_cross(const Trace& t) { return !t.memory_tokens.empty(); }

// Half the distance of p and q to their middle, in bits. Where one has no column, it weighs 0.
double divergence(const Matrix& p, const Matrix& q, Index row) {
    double sum = 0;
    for (Index j = 0; j < std::max(p.cols(), q.cols()); ++j) {
        const double a = j < p.cols() ? p(row, j) : 0, b = j < q.cols() ? q(row, j) : 0, middle = (a + b) / 2;
        if (middle > 0) sum += (p_log_p(a) + p_log_p(b)) / 2 - p_log_p(middle);
    }
    return std::max(sum, 0.0) / log(2.0);
}

// Population standard deviation over the allowed cells.
double deviation(const Matrix& m, const Mask& allowed) {
    Mean mean, square;
    for (Index i = 0; i < m.rows(); ++i)
        for (Index j = 0; j < m.cols(); ++j)
            if (allowed(i, j)) mean.add(m(i, j));
    for (Index i = 0; i < m.rows(); ++i)
        for (Index j = 0; j < m.cols(); ++j)
            if (allowed(i, j)) square.add((m(i, j) - *mean.value()) * (m(i, j) - *mean.value()));
    return std::sqrt(square.value().value_or(0.0));
}

} // namespace

std::vector<RowMeasures> row_measures(const Trace& t, int head) {
    const Head& h = t.head(head);
    const Matrix &weights = h.softmax.weights, &used = h.dropped.size() > 0 ? h.dropped : weights;
    std::vector<RowMeasures> out;
    for (Index i = 0; i < weights.rows(); ++i) {
        RowMeasures row;
        const auto open = static_cast<double>(h.allowed.row(i).count());
        for (Index j = 0; j < weights.cols(); ++j) {
            const double w = weights(i, j);
            row.entropy -= p_log_p(w);
            row.maximum = std::max(row.maximum, w);
            if (!is_cross(t)) row.distance += w * static_cast<double>(std::abs(i - j));
            row.sum += used(i, j);
        }
        row.entropy = std::max(row.entropy, 0.0);
        if (open > 1) row.evenness = row.entropy / log(open);
        out.push_back(row);
    }
    return out;
}

namespace {

// w: [T, S], the weights of the head or what is put in their place
PatternScores scores_of(const Trace& t, const Head& h, const Matrix& w) {
    // A number for each different word: comparing them is what takes the time.
    std::map<std::string_view, int> words;
    std::vector<int> word;
    for (const Token& token : t.tokens)
        word.push_back(words.try_emplace(token.text, static_cast<int>(words.size())).first->second);
    const auto token = [&](Index i) { return word[static_cast<std::size_t>(i)]; };
    Mean previous, first, same, induction;
    for (Index i = 0; i < w.rows(); ++i) {
        if (!h.allowed.row(i).any()) continue;
        first.add(w(i, 0));
        if (is_cross(t)) continue;
        if (i >= 1) previous.add(w(i, i - 1));
        double on_same = 0, behind_copy = 0;
        bool copied = false;
        for (Index j = 0; j < w.cols(); ++j) {
            if (token(j) == token(i)) on_same += w(i, j);
            if (j >= 1 && j <= i && token(j - 1) == token(i)) behind_copy += w(i, j), copied = true;
        }
        same.add(on_same);
        if (copied) induction.add(behind_copy);
    }
    return {previous.value(), first.value(), same.value(), induction.value()};
}

} // namespace

PatternScores pattern_scores(const Trace& t, int head) {
    const Head& h = t.head(head);
    return scores_of(t, h, h.softmax.weights);
}

PatternScores even_scores(const Trace& t, int head) {
    const Head& h = t.head(head);
    Matrix even = Matrix::Zero(h.allowed.rows(), h.allowed.cols());
    for (Index i = 0; i < even.rows(); ++i) {
        const auto open = static_cast<float>(h.allowed.row(i).count());
        for (Index j = 0; j < even.cols(); ++j)
            if (h.allowed(i, j)) even(i, j) = 1 / open;
    }
    return scores_of(t, h, even);
}

std::optional<NamedPattern> named_pattern(const Trace& t, int head) {
    const PatternScores found = pattern_scores(t, head), even = even_scores(t, head);
    std::optional<NamedPattern> best;
    const auto consider = [&](std::string_view key, std::optional<double> PatternScores::* which) {
        if (!(found.*which)) return;
        const double score = *(found.*which), by_chance = *(even.*which);
        if (score < kNamedFrom || score < by_chance + kClearlyMore || (best && best->score >= score)) return;
        best = NamedPattern{key, score, by_chance};
    };
    consider("previous_token", &PatternScores::previous_token);
    consider("first_token", &PatternScores::first_token);
    consider("same_token", &PatternScores::same_token);
    consider("induction", &PatternScores::induction);
    return best;
}

double head_distance(const Trace& t, int head_a, int head_b) {
    const Head &a = t.head(head_a), &b = t.head(head_b);
    Mean mean;
    for (Index i = 0; i < t.queries(); ++i)
        if (a.allowed.row(i).any() && b.allowed.row(i).any())
            mean.add(std::sqrt(divergence(a.softmax.weights, b.softmax.weights, i)));
    return mean.value().value_or(0.0);
}

std::optional<double> head_distance(const Trace& trace_a, int head_a, const Trace& trace_b, int head_b) {
    const Head &a = trace_a.head(head_a), &b = trace_b.head(head_b);
    const auto sums_to_1 = [](const Matrix& w, Index row) {
        return std::fabs(row_total(w.row(row).data(), w.cols()) - 1) < 1e-3f;
    };
    Mean mean;
    for (Index i = 0; i < std::min(trace_a.queries(), trace_b.queries()); ++i) {
        if (!a.allowed.row(i).any() || !b.allowed.row(i).any()) continue;
        if (!sums_to_1(a.softmax.weights, i) || !sums_to_1(b.softmax.weights, i)) return std::nullopt;
        mean.add(std::sqrt(divergence(a.softmax.weights, b.softmax.weights, i)));
    }
    return mean.value();
}

namespace {

double mean_evenness(const Head& h, const std::vector<RowMeasures>& rows) {
    Mean mean;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (h.allowed.row(static_cast<Index>(i)).any()) mean.add(rows[i].evenness);
    return mean.value().value_or(1.0);
}

} // namespace

double similarity_to_uniform(const Trace& t, int head) { return mean_evenness(t.head(head), row_measures(t, head)); }

ScalingMeasures scaling_measures(const Trace& t, int head) {
    const Head& h = t.head(head);
    Mean gradient;
    for (Index i = 0; i < h.allowed.rows(); ++i)
        for (Index j = 0; j < h.allowed.cols(); ++j) {
            const double p = h.softmax.weights(i, j);
            if (h.allowed(i, j)) gradient.add(p * (1 - p));
        }
    return {deviation(h.scores, h.allowed), deviation(h.masked, h.allowed), gradient.value().value_or(0.0)};
}

std::vector<Measured> head_measures(const Trace& t, int head) {
    const std::vector<RowMeasures> rows = row_measures(t, head);
    const auto mean = [&](double RowMeasures::* member) -> std::optional<double> {
        double sum = 0;
        int counted = 0;
        for (const RowMeasures& row : rows)
            if (row.maximum > 0) sum += row.*member, ++counted;
        return counted > 0 ? std::optional(sum / counted) : std::nullopt;
    };
    const PatternScores patterns = pattern_scores(t, head);
    const ScalingMeasures scaling = scaling_measures(t, head);
    return {{"entropy", mean(&RowMeasures::entropy)},
            {"maximum", mean(&RowMeasures::maximum)},
            {"distance", mean(&RowMeasures::distance)},
            {"row_sum", mean(&RowMeasures::sum)},
            {"uniform", mean_evenness(t.head(head), rows)},
            {"previous_token", patterns.previous_token},
            {"first_token", patterns.first_token},
            {"same_token", patterns.same_token},
            {"induction", patterns.induction},
            {"raw_deviation", scaling.raw_deviation},
            {"scaled_deviation", scaling.scaled_deviation},
            {"gradient", scaling.gradient}};
}

std::string_view measure_title(const Words& w, std::string_view key) { return text(w, "measure." + std::string(key)); }

} // namespace attn
