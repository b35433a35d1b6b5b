// Worked examples from courses and articles (tests/golden/README.md says which), with the engine and with the
// oracle. The oracle has to keep the stated tolerance. So does the engine, down to what float32 can hold.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "engine/attention/mask.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

Json examples() {
    static const Json file = kept_json(file_text(source_path("tests/golden/worked_examples.json")));
    return file["examples"];
}
Json example(std::string_view name) {
    for (const Json e : examples())
        if (e["name"].text() == name) return e;
    return {};
}

double distance(const oracle::Table& a, const oracle::Table& b) {
    if (a.size() != b.size()) return INFINITY;
    double worst = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].size() != b[i].size()) return INFINITY;
        for (std::size_t j = 0; j < a[i].size(); ++j) {
            const double apart = std::fabs(a[i][j] - b[i][j]);
            worst = std::isnan(apart) ? INFINITY : std::max(worst, apart);
        }
    }
    return worst;
}

void check(const Json e, std::string_view key, const Matrix& engine, const oracle::Table& oracle_table) {
    CAPTURE(e["name"].text(), std::string(key));
    const oracle::Table printed = json_table(e["printed"][key]);
    double largest = 1.0;
    for (const auto& row : printed)
        for (const double value : row) largest = std::max(largest, std::fabs(value));
    CHECK(distance(table_of(engine), printed) <= std::max(e["tolerance"].number(), 4e-7 * largest));
    CHECK(distance(oracle_table, printed) <= e["tolerance"].number());
}

struct Both {
    Trace engine;
    oracle::Run oracle;
};
Both attended(const Json e, float scale, double oracle_scale) {
    const Json in = e["inputs"];
    const oracle::Table x = json_table(in["X"]);
    oracle::Projections p{json_table(in["Wq"]), json_table(in["Wk"]), json_table(in["Wv"]), {}};
    const Matrix one = Matrix::Identity(3, 3);
    p.w_o = table_of(one);
    Projections projections;
    projections.w_q = matrix_of(p.w_q);
    projections.w_k = matrix_of(p.w_k);
    projections.w_v = matrix_of(p.w_v);
    projections.w_o = one;
    const auto count = static_cast<Index>(x.size());
    return {attend({.x = matrix_of(x)}, projections, with_mask(Mask::Constant(count, count, true), 1, scale)),
            oracle::attention(x, p, oracle::allowed(static_cast<int>(count), 0, false, false), 1, oracle_scale)};
}

} // namespace

TEST_CASE("Karim's illustrated self-attention comes out as printed") {
    const Json e = example("karim_illustrated_self_attention");
    const auto [t, o] = attended(e, 1.0f, 1.0);
    check(e, "Q", t.q, o.q);
    check(e, "K", t.k, o.k);
    check(e, "V", t.v, o.v);
    check(e, "scores_row1", t.head(0).scores.topRows(1), {o.head[0].scores[0]});
    check(e, "weights", t.head(0).softmax.weights, o.head[0].weights);
    check(e, "output", t.output, o.output);
}

TEST_CASE("Cristina's attention from scratch comes out as printed") {
    const Json e = example("mlmastery_attention_from_scratch");
    const auto [t, o] = attended(e, 1.0f / std::sqrt(3.0f), 1.0 / std::sqrt(3.0));
    check(e, "output", t.output, o.output);
}

TEST_CASE("equal keys share attention evenly among the valid ones, as in Dive into Deep Learning") {
    const Json e = example("d2l_valid_lens");
    Matrix values(10, 4);
    for (Index i = 0; i < 40; ++i) values(i / 4, i % 4) = static_cast<float>(i);
    const Matrix keys = Matrix::Ones(10, 2);
    for (std::size_t batch = 0; batch < 2; ++batch) {
        const Matrix query = matrix_of(json_table(e["inputs"]["queries"][batch]));
        const int valid = static_cast<int>(e["inputs"]["valid_lens"][batch].number());
        std::vector<bool> real(10);
        for (std::size_t j = 0; j < 10; ++j) real[j] = static_cast<int>(j) < valid;
        const Mask allowed = padding_mask(1, real);
        const Matrix scores =
            mask_scores(scale_scores(product_transposed(query, keys), 1.0f / std::sqrt(2.0f)), allowed);
        const Matrix output = weighted_sum(softmax(scores, allowed).weights, values, allowed);
        const oracle::Table printed = json_table(e["printed"]["output"][batch]);
        CHECK(distance(table_of(output), printed) <= 4e-7 * 13);
    }
}

TEST_CASE("the Illustrated Transformer's step from scores to weights comes out as printed") {
    const Json e = example("illustrated_transformer_step");
    const oracle::Table scores = json_table(e["inputs"]["scores"]);
    const Matrix divided = scale_scores(matrix_of(scores), 1.0f / 8.0f);
    check(e, "scaled", divided, oracle::scaled(scores, 1.0 / 8.0));
    check(e, "weights", softmax(divided, Mask::Constant(1, 2, true)).weights,
          oracle::weights(oracle::scaled(scores, 1.0 / 8.0)));
}

TEST_CASE("a difference of ln 3 gives three quarters and one quarter") {
    const Json e = example("closed_form_two_tokens");
    const oracle::Table scores = json_table(e["inputs"]["scores"]), values = json_table(e["inputs"]["V"]);
    const Mask allowed = Mask::Constant(1, 2, true);
    const Matrix weights = softmax(matrix_of(scores), allowed).weights;
    check(e, "weights", weights, oracle::weights(scores));
    check(e, "output", weighted_sum(weights, matrix_of(values), allowed),
          oracle::weighted_sum(oracle::weights(scores), values, {{true, true}}));
}

TEST_CASE("no worked example is forgotten") { CHECK(examples().size() == 5); }
