// What a head does, in numbers: closed forms, and an oracle with the C library's logarithm.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>
#include <map>

#include "engine/analysis/measure.h"
#include "tests/engine/cases.h"

using namespace attn;
using Catch::Approx;

namespace {

// A run whose weights are what the test says: given scores, through a bias, with queries that are 0.
Trace with_scores(const Matrix& scores, const std::vector<std::string>& words, int heads = 1,
                  const std::vector<Matrix>& more = {}) {
    ProjectedInputs projected_inputs;
    for (int h = 0; h < heads; ++h) {
        projected_inputs.q.push_back(Matrix::Zero(scores.rows(), 1));
        projected_inputs.k.push_back(Matrix::Zero(scores.cols(), 1));
        projected_inputs.v.push_back(Matrix::Ones(scores.cols(), 1));
    }
    Options options{.heads = heads};
    options.bias = {scores};
    for (const Matrix& m : more) options.bias.push_back(m);
    Trace t = attend(projected_inputs, {}, options);
    for (std::size_t i = 0; i < words.size(); ++i) t.tokens[i].text = words[i];
    t.memory_tokens.clear(); // self-attention
    return t;
}

// Weights of (almost) exactly 1 where `to` says: the others are e^-60 away.
Matrix pointing(Index count, const std::function<Index(Index)>& to) {
    Matrix scores = Matrix::Constant(count, count, -60);
    for (Index i = 0; i < count; ++i) scores(i, to(i)) = 0;
    return scores;
}
const std::vector<std::string> kWords{"a", "b", "c", "a", "b", "c"};

} // namespace

TEST_CASE("uniform weights have the entropy ln n and the evenness 1") {
    const Trace t = with_scores(Matrix::Zero(4, 4), {"a", "b", "c", "d"});
    const std::vector<RowMeasures> rows = row_measures(t, 0);
    REQUIRE(rows.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(rows[i].entropy == Approx(std::log(4.0)).epsilon(1e-12));
        CHECK(rows[i].evenness == Approx(1).epsilon(1e-12));
        CHECK(rows[i].maximum == 0.25);
        CHECK(rows[i].sum == 1);
    }
    CHECK(rows[0].distance == Approx((0 + 1 + 2 + 3) / 4.0));
    CHECK(rows[1].distance == Approx((1 + 0 + 1 + 2) / 4.0));
    CHECK(similarity_to_uniform(t, 0) == Approx(1));
    CHECK(scaling_measures(t, 0).gradient == Approx(0.25 * 0.75));
    CHECK(pattern_scores(t, 0).previous_token == Approx(0.25));
    CHECK_FALSE(pattern_scores(t, 0).induction.has_value()); // no word comes twice
}

TEST_CASE("a row on one key has entropy 0 and no gradient") {
    const Trace t = with_scores(pointing(6, [](Index i) { return 5 - i; }), kWords);
    for (const RowMeasures& row : row_measures(t, 0)) {
        CHECK(row.entropy < 1e-20);
        CHECK(row.maximum == 1);
    }
    CHECK(row_measures(t, 0)[0].distance == Approx(5));
    CHECK(scaling_measures(t, 0).gradient < 1e-20);
    CHECK(similarity_to_uniform(t, 0) < 1e-20);
}

TEST_CASE("a half and half row has the entropy ln 2") {
    Matrix scores = Matrix::Constant(2, 4, -200);
    scores.leftCols(2).setZero();
    const Trace t = with_scores(scores, {"a", "b"});
    CHECK(row_measures(t, 0)[1].entropy == Approx(std::log(2.0)));
    CHECK(row_measures(t, 0)[1].evenness == Approx(0.5));
}

TEST_CASE("perfect heads of a kind score 1 for it and 0 for the others") {
    const auto scores = [](const std::function<Index(Index)>& to) {
        return pattern_scores(with_scores(pointing(6, to), kWords), 0);
    };
    const PatternScores previous = scores([](Index i) { return i == 0 ? 0 : i - 1; });
    CHECK(*previous.previous_token == Approx(1));
    CHECK(*previous.first_token == Approx(2 / 6.0));
    CHECK(*previous.same_token == Approx(1 / 6.0)); // only the first row, on itself
    const PatternScores first = scores([](Index) { return 0; });
    CHECK(*first.first_token == Approx(1));
    CHECK(*first.previous_token == Approx(1 / 5.0));
    const PatternScores self = scores([](Index i) { return i; });
    CHECK(*self.same_token == Approx(1));
    const PatternScores copy = scores([](Index i) { return (i + 3) % 6; }); // the other copy of the word
    CHECK(*copy.same_token == Approx(1));
    CHECK(*copy.induction < 1e-9);
    // "a b c a b c": behind the earlier copy of the fourth word is the second.
    const PatternScores induction = scores([](Index i) { return i < 3 ? 0 : i - 2; });
    CHECK(*induction.induction == Approx(1));
    CHECK(*induction.same_token == Approx(1 / 6.0));
}

TEST_CASE("heads with the same weights are 0 apart, heads with no key in common 1") {
    const Matrix left = pointing(6, [](Index) { return 0; }), right = pointing(6, [](Index) { return 5; });
    const Trace t = with_scores(left, kWords, 4, {right, left, Matrix::Zero(6, 6)});
    CHECK(head_distance(t, 0, 2) == 0);
    CHECK(head_distance(t, 0, 1) == Approx(1));
    CHECK(head_distance(t, 0, 3) == head_distance(t, 3, 0));
    CHECK(head_distance(t, 0, 3) + head_distance(t, 3, 1) >= head_distance(t, 0, 1)); // a metric
    // (1, 0, ...) against uniform over 6: JSD = H(middle) - (ln 6) / 2, worked out by hand.
    const double top = (1 + 1 / 6.0) / 2, low = 1 / 12.0;
    const double jsd = (-top * std::log2(top) - 5 * low * std::log2(low)) - std::log2(6.0) / 2;
    CHECK(head_distance(t, 0, 3) == Approx(std::sqrt(jsd)).epsilon(1e-6));
}

TEST_CASE("scaling divides the spread of the scores by the square root of d_k and brings the gradient back") {
    const Config wide{.text = "the cat sat on the mat and then it slept", .d_model = 64, .heads = 1};
    Config unscaled = wide;
    unscaled.mistakes.no_scaling = true;
    const ScalingMeasures right = scaling_measures(trace_of(wide), 0), wrong = scaling_measures(trace_of(unscaled), 0);
    CHECK(right.raw_deviation == wrong.raw_deviation);
    CHECK(right.scaled_deviation == Approx(right.raw_deviation / 8).epsilon(1e-5));
    CHECK(wrong.scaled_deviation == Approx(wrong.raw_deviation));
    CHECK(wrong.gradient < right.gradient / 2);
}

TEST_CASE("in cross-attention places do not correspond") {
    const Trace t = trace_of({.memory = "le chat"});
    const PatternScores p = pattern_scores(t, 0);
    CHECK_FALSE(p.previous_token.has_value());
    CHECK_FALSE(p.same_token.has_value());
    CHECK_FALSE(p.induction.has_value());
    CHECK(p.first_token.has_value());
    CHECK(row_measures(t, 0)[3].distance == 0);
}

TEST_CASE("sums tell of dropout and of a late mask") {
    const Trace dropped = trace_of({.dropout = 0.5});
    const std::vector<RowMeasures> rows = row_measures(dropped, 0);
    for (Index i = 0; i < 6; ++i)
        CHECK(rows[static_cast<std::size_t>(i)].sum == Approx(dropped.head(0).dropped.row(i).cast<double>().sum()));
    Config late{.mask = Masking::causal};
    late.mistakes.mask_after_softmax = true;
    CHECK(row_measures(trace_of(late), 0)[0].sum < 0.999);
}

TEST_CASE("the measures agree with an oracle over many runs") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    const bool cross = !t.memory_tokens.empty();
    for (int h = 0; h < t.heads; ++h) {
        const oracle::Table w = table_of(t.head(h).softmax.weights), s = table_of(t.head(h).masked);
        const std::vector<RowMeasures> rows = row_measures(t, h);
        double evenness = 0, gradient = 0, mean = 0, square = 0;
        int counted = 0, cells = 0;
        std::map<std::string, std::pair<double, int>> patterns;
        for (std::size_t i = 0; i < w.size(); ++i) {
            double entropy = 0, most = 0, distance = 0, same = 0, induced = 0;
            int open = 0;
            bool can_induce = false;
            for (std::size_t j = 0; j < w[i].size(); ++j) {
                const double p = w[i][j];
                if (p > 0) entropy -= p * std::log(p);
                most = std::fmax(most, p);
                distance += cross ? 0 : p * std::fabs(static_cast<double>(i) - static_cast<double>(j));
                if (t.head(h).allowed(static_cast<Index>(i), static_cast<Index>(j))) {
                    ++open, ++cells;
                    gradient += p - p * p;
                    mean += s[i][j], square += s[i][j] * s[i][j];
                }
                if (cross) continue;
                if (t.tokens[j].text == t.tokens[i].text) same += p;
                if (j > 0 && j <= i && t.tokens[j - 1].text == t.tokens[i].text) can_induce = true, induced += p;
            }
            CHECK(rows[i].entropy == Approx(entropy).margin(1e-12));
            CHECK(rows[i].maximum == most);
            CHECK(rows[i].distance == Approx(distance).margin(1e-12));
            if (open == 0) continue;
            ++counted;
            evenness += open > 1 ? entropy / std::log(open) : 1;
            const auto add = [&](const char* name, double value) {
                patterns[name].first += value, ++patterns[name].second;
            };
            add("first", w[i][0]);
            if (cross) continue;
            if (i > 0) add("previous", w[i][i - 1]);
            add("same", same);
            if (can_induce) add("induction", induced);
        }
        const auto check = [&](const std::optional<double>& have, const char* name) {
            REQUIRE(have.has_value() == patterns.contains(name));
            if (have) CHECK(*have == Approx(patterns[name].first / patterns[name].second).margin(1e-12));
        };
        const PatternScores p = pattern_scores(t, h);
        check(p.first_token, "first"), check(p.previous_token, "previous"), check(p.same_token, "same"),
            check(p.induction, "induction");
        if (counted > 0) CHECK(similarity_to_uniform(t, h) == Approx(evenness / counted).margin(1e-12));
        const ScalingMeasures scaling = scaling_measures(t, h);
        if (cells > 0) {
            CHECK(scaling.gradient == Approx(gradient / cells).margin(1e-12));
            CHECK(scaling.scaled_deviation ==
                  Approx(std::sqrt(std::fmax(square / cells - mean / cells * mean / cells, 0))).margin(1e-6));
        }
    }
}
