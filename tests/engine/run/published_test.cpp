// Numbers that others have printed (tests/golden/README.md says where), reproduced with the engine's
// functions. Every case of both files must be listed here, so that none is forgotten.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "engine/attention/mask.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

using Case = const Json&;
using Compute = std::function<Matrix(Case)>;

Matrix numbers(const Json& json) { return matrix_of(json_table(json)); }
Mask open(const Matrix& scores) { return Mask::Constant(scores.rows(), scores.cols(), true); }
Matrix turned(const Matrix& m) { return m.transpose(); }

bool is_linear(Case c) { return c["layout"].text().find("nn.Linear") != std::string::npos; }
// nn.Linear keeps the transpose of our projection.
Matrix projection(Case c, std::string_view key) { return is_linear(c) ? turned(numbers(c[key])) : numbers(c[key]); }
// A batch in these files is the same sentence twice.
Matrix sentence_of(Case c) {
    const Json inputs = c["inputs"];
    return numbers(inputs[0][0].kind() == JsonKind::array ? inputs[0] : inputs);
}

Trace traced(Case c, const Mask& allowed, int heads = 1) {
    Projections projections;
    projections.w_q = projection(c, "W_query");
    projections.w_k = projection(c, "W_key");
    projections.w_v = projection(c, "W_value");
    projections.w_o = c.has("W_out") ? turned(numbers(c["W_out"]))
                                     : Matrix(Matrix::Identity(projections.w_v.cols(), projections.w_v.cols()));
    return attend({.x = sentence_of(c)}, projections, with_mask(allowed, heads));
}
Trace plain(Case c) { return traced(c, Mask::Constant(6, 6, true)); }
Trace causal(Case c) { return traced(c, causal_mask(6, 6)); }
Matrix weights_of(const Trace& t) { return t.head(0).softmax.weights; }

// The notebook's first, simplified attention: scores and values are the inputs themselves.
Matrix simple_scores(Case c) { return product_transposed(sentence_of(c), sentence_of(c)); }
Matrix simple_weights(Case c) { return softmax(simple_scores(c), open(simple_scores(c))).weights; }
Matrix simple_context(Case c) { return weighted_sum(simple_weights(c), sentence_of(c), open(simple_scores(c))); }
Matrix shares(const Matrix& m) {
    Matrix out = m;
    for (Index i = 0; i < m.rows(); ++i) out.row(i) /= row_total(m.row(i).data(), m.cols());
    return out;
}

// Softmax first and the causal mask afterwards by multiplication: the notebook's detour.
Matrix masked_after(Case c) { return weights_of(plain(c)).cwiseProduct(causal_mask(6, 6).cast<float>()); }

// Two heads with projections of their own are one layer whose projections are side by side.
Matrix wrapped_heads(Case c) {
    Projections projections;
    for (const auto& [key, member] :
         {std::pair{"W_query", &Projections::w_q}, {"W_key", &Projections::w_k}, {"W_value", &Projections::w_v}}) {
        Matrix both(3, 4);
        both << turned(numbers(c["heads"][0][key])), turned(numbers(c["heads"][1][key]));
        projections.*member = both;
    }
    projections.w_o = Matrix::Identity(4, 4);
    return attend({.x = sentence_of(c)}, projections, with_mask(causal_mask(6, 6), 2)).concat;
}

Matrix biased_output(Case c) {
    const Matrix output = traced(c, causal_mask(6, 6), static_cast<int>(c["num_heads"].number())).output;
    return with_bias(output, numbers(c["b_out"]));
}

// The dice that fell in the notebook, on its causal weights.
Matrix with_dropout(Case c) {
    Options options;
    options.causal = true;
    options.dropout_p = c["p"].number();
    options.dropout_keep = {numbers(c["keep_mask"]).array() != 0.0f};
    Projections projections;
    projections.w_q = projection(c, "W_query");
    projections.w_k = projection(c, "W_key");
    projections.w_v = projection(c, "W_value");
    return attend({.x = sentence_of(c)}, projections, options).head(0).dropped;
}

// [1, 2, 3, 4]: the heads' tables one below the other.
Matrix stacked(const Json& heads) {
    Matrix out(0, 0);
    for (const Json head : heads) {
        const Matrix a = numbers(head), scores = product_transposed(a, a);
        Matrix longer(out.rows() + scores.rows(), scores.cols());
        longer << Matrix(out.rows() == 0 ? Matrix(0, scores.cols()) : out), scores;
        out = longer;
    }
    return out;
}

const std::map<std::string, Compute> kNotebook{
    {"simple_scores_row2", [](Case c) { return Matrix(simple_scores(c).row(1)); }},
    {"simple_naive_normalised_row2", [](Case c) { return Matrix(shares(simple_scores(c)).row(1)); }},
    {"simple_softmax_row2", [](Case c) { return Matrix(simple_weights(c).row(1)); }},
    {"simple_context_row2", [](Case c) { return Matrix(simple_context(c).row(1)); }},
    {"simple_scores", simple_scores},
    {"simple_weights", simple_weights},
    {"simple_context", simple_context},
    {"v1_query_2", [](Case c) { return Matrix(plain(c).q.row(1)); }},
    {"v1_score_22", [](Case c) { return Matrix(plain(c).head(0).scores.block(1, 1, 1, 1)); }},
    {"v1_scores_row2", [](Case c) { return Matrix(plain(c).head(0).scores.row(1)); }},
    {"v1_weights_row2", [](Case c) { return Matrix(weights_of(plain(c)).row(1)); }},
    {"v1_context_row2", [](Case c) { return Matrix(plain(c).head(0).context.row(1)); }},
    {"v1_context", [](Case c) { return plain(c).output; }},
    {"v2_context", [](Case c) { return plain(c).output; }},
    {"v2_weights", [](Case c) { return weights_of(plain(c)); }},
    {"v2_masked_unnormalised", masked_after},
    {"v2_masked_renormalised", [](Case c) { return shares(masked_after(c)); }},
    {"v2_scores_masked_neginf", [](Case c) { return mask_scores(plain(c).head(0).scores, causal_mask(6, 6)); }},
    {"v2_weights_causal", [](Case c) { return weights_of(causal(c)); }},
    {"dropout_after_softmax_p05", with_dropout},
    {"causal_batch_context", [](Case c) { return causal(c).output; }},
    {"mha_wrapper_concat", wrapped_heads},
    {"mha_full_out_proj", biased_output},
    {"batched_qkT", [](Case c) { return stacked(c["inputs"][0]); }},
    {"exercise_3_1", [](Case c) { return plain(c).output; }},
};

void check_near(const Matrix& have, const oracle::Table& printed, double tolerance) {
    REQUIRE(have.rows() == static_cast<Index>(printed.size()));
    double worst = 0.0;
    for (Index i = 0; i < have.rows(); ++i) {
        const auto& row = printed[static_cast<std::size_t>(i)];
        REQUIRE(have.cols() == static_cast<Index>(row.size()));
        for (Index j = 0; j < have.cols(); ++j) {
            const double want = row[static_cast<std::size_t>(j)], got = have(i, j);
            if (std::isinf(want)) CHECK(got == want);
            else worst = std::max(worst, std::isnan(got) ? INFINITY : std::fabs(got - want));
        }
    }
    CHECK(worst <= tolerance);
}

oracle::Table printed_in(Case c) {
    const Json printed = c["expected_printed"];
    if (printed[0][0].kind() != JsonKind::array) return json_table(printed);
    if (printed[0][0][0].kind() != JsonKind::array) return json_table(printed[0]); // a batch of equal ones
    oracle::Table out;
    for (const Json head : printed[0])
        for (const auto& row : json_table(head)) out.push_back(row);
    return out;
}

} // namespace

TEST_CASE("the engine reproduces every printed table of the notebook") {
    const Json file = kept_json(file_text(source_path("tests/golden/raschka.json")));
    REQUIRE(file["cases"].size() == 25);
    for (const Json c : file["cases"]) {
        const std::string& name = c["name"].text();
        CAPTURE(name, c["source"].text());
        const auto found = kNotebook.find(name);
        REQUIRE(found != kNotebook.end());
        check_near(found->second(c), printed_in(c), c["tolerance"].number());
    }
}

TEST_CASE("both sentences of a printed batch are the same") {
    const Json file = kept_json(file_text(source_path("tests/golden/raschka.json")));
    for (const Json c : file["cases"])
        if (c["inputs"][0][0].kind() == JsonKind::array && c["name"].text() != "batched_qkT") {
            CAPTURE(c["name"].text());
            CHECK(json_table(c["inputs"][0]) == json_table(c["inputs"][1]));
            CHECK(json_table(c["expected_printed"][0]) == json_table(c["expected_printed"][1]));
        }
}
