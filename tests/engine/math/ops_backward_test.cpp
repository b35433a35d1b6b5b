// The backward pass of each step: against central differences of the step itself in double, and bit for bit by every set
// of kernels.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>
#include <functional>
#include <limits>

#include "engine/math/ops_backward.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

using Double = MatrixOf<double>;
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

Double drawn(std::uint64_t seed, Index rows, Index cols) { return random_matrix(seed, rows, cols).cast<double>(); }

// How the sum of f() * d_out grows with every number of x, which f reads.
Double measured(Double& x, const Double& d_out, const std::function<Double()>& f) {
    constexpr double step = 1e-6;
    Double out(x.rows(), x.cols());
    for (Index i = 0; i < x.size(); ++i) {
        const double kept = x.data()[i];
        x.data()[i] = kept + step;
        const double above = f().cwiseProduct(d_out).sum();
        x.data()[i] = kept - step;
        const double below = f().cwiseProduct(d_out).sum();
        x.data()[i] = kept;
        out.data()[i] = (above - below) / (2 * step);
    }
    return out;
}

bool near(const Double& have, const Double& want) {
    if (have.rows() != want.rows() || have.cols() != want.cols()) return false;
    return ((have - want).array().abs() <= 1e-7 + 1e-6 * want.array().abs()).all();
}

// The shapes of one generated case; some rows and columns of its mask are closed.
struct Sizes {
    Index n, m, p;
    Mask allowed; // [n, p]
};
Sizes sizes_of(std::uint64_t seed) {
    const auto up_to = [&](Index most, std::uint64_t part) { return 1 + static_cast<Index>(seed * part % most); };
    Sizes s{.n = up_to(7, 3), .m = up_to(5, 7), .p = up_to(21, 5), .allowed = {}};
    s.allowed = random_mask(seed, s.n, s.p);
    if (seed % 3 == 0) s.allowed.row(s.n / 2).setConstant(false);
    if (seed % 4 == 0) s.allowed.col(s.p / 2).setConstant(false);
    return s;
}

} // namespace

TEST_CASE("the backward pass of each step agrees with central differences") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{25}));
    CAPTURE(seed);
    const auto [n, m, p, allowed] = sizes_of(seed);
    const Double d_out = drawn(seed + 100, n, p);
    Double a = drawn(seed + 200, n, m), b = drawn(seed + 300, m, p), bt = drawn(seed + 400, p, m),
           scores = drawn(seed + 500, n, p), bias = drawn(seed + 600, 1, p);

    const auto of_product = product_backward<double>(nullptr, a, b, d_out);
    CHECK(near(of_product.a, measured(a, d_out, [&] { return product(a, b); })));
    CHECK(near(of_product.b, measured(b, d_out, [&] { return product(a, b); })));
    const auto of_some = product_backward<double>(nullptr, a, b, zeroed(d_out, allowed), allowed);
    CHECK(near(of_some.b, measured(b, d_out, [&] { return zeroed(product(a, b), allowed); })));

    const auto of_transposed = product_transposed_backward<double>(nullptr, a, bt, d_out, allowed);
    const auto masked_scores = [&] { return zeroed(product_transposed(a, bt), allowed); };
    CHECK(near(of_transposed.a, measured(a, d_out, masked_scores)));
    CHECK(near(of_transposed.b, measured(bt, d_out, masked_scores)));

    CHECK(near(bias_backward(d_out), measured(bias, d_out, [&] { return with_bias(scores, bias); })));
    CHECK(
        near(scale_scores_backward(d_out, -0.3), measured(scores, d_out, [&] { return scale_scores(scores, -0.3); })));
    CHECK(near(cap_scores_backward(scores, 0.7, d_out),
               measured(scores, d_out, [&] { return cap_scores(scores, 0.7); })));
    CHECK(near(drop_weights_backward(d_out, allowed, 1.25),
               measured(scores, d_out, [&] { return drop_weights(scores, allowed, 1.25); })));

    CHECK(near(softmax_backward(softmax(scores, allowed), d_out, allowed),
               measured(scores, d_out, [&] { return softmax(scores, allowed).weights; })));
    CHECK(near(softmax_over_queries_backward(softmax_over_queries(scores, allowed), d_out, allowed),
               measured(scores, d_out, [&] { return softmax_over_queries(scores, allowed).weights; })));

    const Double d_context = drawn(seed + 700, n, m);
    const auto of_sum = weighted_sum_backward<double>(nullptr, scores, bt, allowed, d_context);
    const auto context = [&] { return weighted_sum(scores, bt, allowed); };
    CHECK(near(of_sum.a, measured(scores, d_context, context)));
    CHECK(near(of_sum.b, measured(bt, d_context, context)));
}

TEST_CASE("what is left out forwards is left out backwards, whatever is in it") {
    Mask allowed(2, 3);
    allowed << true, false, true, false, false, false;
    Double q = drawn(1, 2, 2), k = drawn(2, 3, 2), v = drawn(3, 3, 2), d_scores = drawn(4, 2, 3),
           d_out = drawn(5, 2, 2);
    q.row(1).setConstant(kNotANumber), k.row(1).setConstant(kNotANumber), v.row(1).setConstant(kNotANumber);
    d_scores(0, 1) = d_scores(1, 2) = kNotANumber;

    const auto of_scores = product_transposed_backward<double>(nullptr, q, k, d_scores, allowed);
    CHECK((of_scores.a.allFinite() && of_scores.b.allFinite()));
    CHECK((of_scores.a.row(1).isZero(0) && of_scores.b.row(1).isZero(0)));

    Double weights = softmax(d_scores, allowed).weights;
    CHECK(weights.allFinite());
    const auto of_sum = weighted_sum_backward<double>(nullptr, weights, v, allowed, d_out);
    CHECK((of_sum.a.allFinite() && of_sum.b.allFinite()));
    CHECK((of_sum.a(0, 1) == 0 && of_sum.a.row(1).isZero(0) && of_sum.b.row(1).isZero(0)));

    CHECK(softmax_backward(softmax(d_scores, allowed), d_scores, allowed).allFinite());
    Mask used(2, 1);
    used << true, false;
    Double d_product(2, 1);
    d_product << 2, 0;
    const Double w = drawn(6, 2, 1);
    CHECK((product_backward<double>(nullptr, q, w, d_product, used).b.col(0) == 2 * q.row(0).transpose()));
}

TEST_CASE("a saturated cap and a row that shares nothing out pass nothing on") {
    const double infinity = std::numeric_limits<double>::infinity();
    Double scores(1, 4);
    scores << infinity, -infinity, 1e6, -1e6;
    CHECK((cap_scores_backward(scores, 2.0, Double(Double::Ones(1, 4))).isZero(0)));
    const Mask open = Mask::Constant(1, 2, true);
    const Double overflown = Double::Constant(1, 2, -infinity), d = Double::Constant(1, 2, infinity);
    CHECK(softmax_backward(softmax(overflown, open), d, open).isZero(0));
}

TEST_CASE("every set of kernels gives the bits of the plain loops backwards") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{25}));
    CAPTURE(seed);
    const auto [n, m, p, allowed] = sizes_of(seed);
    const Matrix a = random_matrix(seed, n, m), b = random_matrix(seed + 1, m, p), bt = random_matrix(seed + 2, p, m),
                 d_out = random_matrix(seed + 3, n, p), d_context = random_matrix(seed + 4, n, m);
    const auto same = [](const OperandGradientsOf<float>& x, const OperandGradientsOf<float>& y) {
        return same_bits(x.a, y.a) && same_bits(x.b, y.b);
    };
    for (const KernelSet* set : kernel_sets()) {
        CAPTURE(set->key);
        CHECK(same(product_backward(set, a, b, d_out), product_backward<float>(nullptr, a, b, d_out)));
        CHECK(
            same(product_backward(set, a, b, d_out, allowed), product_backward<float>(nullptr, a, b, d_out, allowed)));
        CHECK(same(product_transposed_backward(set, a, bt, d_out, allowed),
                   product_transposed_backward<float>(nullptr, a, bt, d_out, allowed)));
        CHECK(same(weighted_sum_backward(set, d_out, bt, allowed, d_context),
                   weighted_sum_backward<float>(nullptr, d_out, bt, allowed, d_context)));
    }
}

TEST_CASE("sums run in the order that the contract says") {
    // 1e8 takes a 1 in only after 1e8 has gone again: 1e8 - 1e8 + 1 is 1, 1e8 + 1 - 1e8 is 0.
    Matrix a(3, 1), ones = Matrix::Ones(1, 1), d(3, 1);
    a << 1, 1, 1;
    d << 1e8f, -1e8f, 1;
    CHECK(product_backward<float>(nullptr, a, ones, d).b(0, 0) == 1);
    CHECK(bias_backward(d)(0, 0) == 1);
    d << 1e8f, 1, -1e8f;
    CHECK(product_backward<float>(nullptr, a, ones, d).b(0, 0) == 0);
    CHECK(bias_backward(d)(0, 0) == 0);
    // Along a softmax row element j goes to partial sum j mod 16: the last meets the first before it meets the second.
    const Mask open = Mask::Constant(1, 17, true);
    const Softmax equal = softmax(Matrix(Matrix::Zero(1, 17)), open);
    Matrix d_weights = Matrix::Zero(1, 17);
    d_weights(0, 0) = 1e8f, d_weights(0, 1) = 17, d_weights(0, 16) = -1e8f;
    const float weight = equal.weights(0, 1), mean = weight * 17;
    CHECK(softmax_backward(equal, d_weights, open)(0, 1) == weight * (17 - mean));
}
