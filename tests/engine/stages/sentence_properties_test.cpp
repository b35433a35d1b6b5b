// What must hold for whole runs: prefixes, padding, heads.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>
#include <string>

#include "tests/engine/cases.h"

using namespace attn;

namespace {

bool same_start(const Matrix& whole, const Matrix& start) {
    return same_bits(Matrix(whole.topLeftCorner(start.rows(), start.cols())), start);
}

// Whether every matrix of `start` is the beginning of the same matrix of `whole`.
void check_starts_with(const Trace& whole, const Trace& start) {
    for (const TensorInfo& tensor : kTensors)
        for (int h = 0; h < copies(start, tensor.id); ++h) {
            CAPTURE(tensor.key, h);
            CHECK(same_start(matrix(whole, tensor.id, h), matrix(start, tensor.id, h)));
        }
}

} // namespace

TEST_CASE("the first rows of a causal run are the run on the first tokens, bit for bit") {
    const int heads = GENERATE(1, 2, 8);
    const int words = GENERATE(1, 2, 15, 16, 17, 39);
    std::string text, prefix;
    for (int i = 0; i < 40; ++i) {
        text += "w" + std::to_string(i * 7 % 13) + " ";
        if (i < words) prefix = text;
    }
    const Config whole{.text = text, .d_model = 16, .heads = heads, .mask = Masking::causal};
    Config start = whole;
    start.text = prefix;
    check_starts_with(trace_of(whole), trace_of(start));
}

TEST_CASE("padding with masked tokens changes nothing for the real ones, bit for bit") {
    const Masking bare = GENERATE(Masking::none, Masking::causal);
    const int pad = GENERATE(range(1, 9));
    const Config config{.text = "the cat sat on the mat and then it slept for a long long while .",
                        .d_model = 12,
                        .heads = 3,
                        .mask = bare};
    Config padded = config;
    padded.mask = bare == Masking::none ? Masking::padding : Masking::both;
    padded.pad = pad;
    check_starts_with(trace_of(padded), trace_of(config));
}

TEST_CASE("heads are separate single-head runs on their columns, bit for bit") {
    const Config config = GENERATE(from_range(few_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    for (int h = 0; h < t.heads; ++h) {
        const auto part = [&](const Matrix& w) { return Matrix(w.middleCols(h * t.d_k, t.d_k)); };
        Projections alone;
        alone.w_q = part(t.projections.w_q);
        alone.w_k = part(t.projections.w_k);
        alone.w_v = part(t.projections.w_v);
        const Head& head = t.head(h);
        const Trace one = attend({.x = t.x}, alone, with_mask(head.allowed, 1, t.scale));
        const Head& same = one.head(0);
        CHECK(same_bits(head.scores, same.scores));
        CHECK(same_bits(head.softmax.weights, same.softmax.weights));
        CHECK(same_bits(head.context, same.context));
        CHECK(same_bits(Matrix(t.concat.middleCols(h * t.d_v, t.d_v)), one.concat));
    }
}

TEST_CASE("keys and values of other widths than the queries' fit together") {
    const Matrix x = random_matrix(1, 5, 6);
    Projections projections;
    projections.w_q = random_matrix(2, 6, 4);
    projections.w_k = random_matrix(3, 6, 4);
    projections.w_v = random_matrix(4, 6, 10);
    projections.w_o = random_matrix(5, 10, 6);
    const Trace t = attend({.x = x}, projections, {.heads = 2});
    CHECK(t.d_k == 2);
    CHECK(t.d_v == 5);
    CHECK(t.head(1).context.cols() == 5);
    CHECK(t.output.rows() == 5);
    CHECK(t.output.cols() == 6);
    const oracle::Projections p{table_of(projections.w_q), table_of(projections.w_k), table_of(projections.w_v),
                                table_of(projections.w_o)};
    const oracle::Run o =
        oracle::attention(table_of(x), p, oracle::allowed(5, 0, false, false), 2, 1.0 / std::sqrt(2.0));
    CHECK((t.output - matrix_of(o.output)).cwiseAbs().maxCoeff() < 1e-5f);
}

TEST_CASE("without a mask the order of the words matters only through their positions") {
    const Trace a = trace_of({.text = "dog bites man", .mask = Masking::none}),
                b = trace_of({.text = "man bites dog", .mask = Masking::none});
    CHECK(same_bits(Matrix(a.embedding.row(0)), Matrix(b.embedding.row(2))));
    CHECK_FALSE(same_bits(Matrix(a.output.row(1)), Matrix(b.output.row(1))));
    // The same words with the same positions in another order: the same outputs but for rounding.
    Matrix turned = a.x;
    turned.row(0) = a.x.row(2);
    turned.row(2) = a.x.row(0);
    const Trace c = attend({.x = turned}, a.projections, {.heads = a.heads});
    CHECK((c.output.row(1) - a.output.row(1)).cwiseAbs().maxCoeff() < 1e-6f);
    CHECK((c.output.row(0) - a.output.row(2)).cwiseAbs().maxCoeff() < 1e-6f);
}

TEST_CASE("the same configuration gives the same bits every time, another seed others") {
    const Trace a = trace_of({}), b = trace_of({}), c = trace_of({.seed = 2});
    CHECK(same_bits(a.output, b.output));
    CHECK_FALSE(same_bits(a.output, c.output));
}
