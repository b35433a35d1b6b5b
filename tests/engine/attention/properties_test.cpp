// What must hold for any attention, over random queries, keys, values and masks.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/engine/drawn.h"

using namespace attn;

namespace {

struct Sizes {
    Index queries, keys, d_k, d_v;
};
const std::vector<Sizes> kSizes{{1, 1, 1, 1},   {6, 6, 4, 4},    {3, 7, 2, 5},
                                {17, 17, 8, 3}, {9, 33, 16, 16}, {64, 64, 64, 64}};

// Attention of ready queries, keys and values by the engine's ops, as attend() does it.
struct Attended {
    Matrix scaled;
    Softmax softmax;
    Matrix context;
};
Attended attended(const Matrix& q, const Matrix& k, const Matrix& v, const Mask& allowed) {
    Attended out;
    out.scaled = scale_scores(product_transposed(q, k), 1.0f / std::sqrt(static_cast<float>(q.cols())));
    out.softmax = softmax(mask_scores(out.scaled, allowed), allowed);
    out.context = weighted_sum(out.softmax.weights, v, allowed);
    return out;
}

double furthest(const Matrix& a, const Matrix& b) { return (a - b).cwiseAbs().maxCoeff(); }

} // namespace

TEST_CASE("permuting keys, values and mask columns together changes nothing but rounding") {
    const Sizes s = GENERATE(from_range(kSizes));
    const std::uint64_t seed = GENERATE(range(1, 6));
    const Matrix q = random_matrix(seed, s.queries, s.d_k), k = random_matrix(seed + 50, s.keys, s.d_k),
                 v = random_matrix(seed + 90, s.keys, s.d_v);
    const Mask allowed = random_mask(seed, s.queries, s.keys);
    const std::vector<int> order = shuffled(s.keys, seed);
    const Attended a = attended(q, k, v, allowed);
    const Attended b = attended(q, rows_in(k, order), rows_in(v, order), columns_in(allowed, order));
    CHECK(furthest(a.context, b.context) <= 1e-6);
    CHECK(furthest(columns_in(a.softmax.weights, order), b.softmax.weights) <= 4e-7);
}

TEST_CASE("permuting queries permutes the rows, bit for bit") {
    const Sizes s = GENERATE(from_range(kSizes));
    const Matrix q = random_matrix(1, s.queries, s.d_k), k = random_matrix(2, s.keys, s.d_k),
                 v = random_matrix(3, s.keys, s.d_v);
    const Mask allowed = random_mask(4, s.queries, s.keys);
    const std::vector<int> order = shuffled(s.queries, 5);
    const Attended a = attended(q, k, v, allowed);
    const Attended b = attended(rows_in(q, order), k, v, rows_in(allowed, order));
    CHECK(same_bits(rows_in(a.context, order), b.context));
}

TEST_CASE("adding a constant to a row of scores leaves its weights") {
    const Sizes s = GENERATE(from_range(kSizes));
    const float constant = GENERATE(1.0f, -3.5f, 64.0f, -1000.0f);
    // Scores with few binary digits, so that adding the constant rounds nothing.
    const Matrix scores = (random_matrix(6, s.queries, s.keys) * 64.0f).array().round() / 64.0f;
    const Mask allowed = random_mask(7, s.queries, s.keys);
    const Matrix moved = scores.array() + constant;
    CHECK(same_bits(softmax(scores, allowed).weights, softmax(moved, allowed).weights));
}

TEST_CASE("outputs lie in the hull of the allowed values") {
    const Sizes s = GENERATE(from_range(kSizes));
    const Matrix q = random_matrix(8, s.queries, s.d_k), k = random_matrix(9, s.keys, s.d_k),
                 v = random_matrix(10, s.keys, s.d_v);
    const Mask allowed = random_mask(11, s.queries, s.keys);
    const Matrix context = attended(q, k, v, allowed).context;
    int outside = 0;
    for (Index i = 0; i < s.queries; ++i)
        for (Index c = 0; c < s.d_v; ++c) {
            float least = std::numeric_limits<float>::max(), most = -least;
            bool any = false;
            for (Index j = 0; j < s.keys; ++j)
                if (allowed(i, j)) any = true, least = std::min(least, v(j, c)), most = std::max(most, v(j, c));
            if (!any) least = most = 0.0f;
            outside += !(context(i, c) >= least - 4e-6f && context(i, c) <= most + 4e-6f);
        }
    CHECK(outside == 0);
}

TEST_CASE("the weights of a row add up to 1, or are all zero where nothing is allowed") {
    const Config config = GENERATE(from_range(many_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    double worst = 0.0;
    int wrong = 0;
    for (int h = 0; h < t.heads; ++h)
        for (Index i = 0; i < t.queries(); ++i) {
            const Head& head = t.head(h);
            double total = 0.0;
            for (Index j = 0; j < head.allowed.cols(); ++j) {
                const float weight = head.softmax.weights(i, j);
                total += weight;
                wrong += head.allowed(i, j) ? !(weight >= 0.0f && weight <= 1.0f) : !same_bits(weight, 0.0f);
            }
            if (head.allowed.row(i).any()) worst = std::max(worst, std::fabs(total - 1.0));
            else wrong += total != 0.0;
        }
    CHECK(worst <= 4e-7);
    CHECK(wrong == 0);
}

TEST_CASE("one key returns its value, bit for bit") {
    const Matrix q = random_matrix(12, 5, 4), k = random_matrix(13, 1, 4), v = random_matrix(14, 1, 6);
    const Attended a = attended(q, k, v, Mask::Constant(5, 1, true));
    for (Index i = 0; i < 5; ++i) CHECK(same_bits(Matrix(a.context.row(i)), v));
    // The same where the mask leaves one key of several.
    const Matrix keys = random_matrix(15, 6, 4), values = random_matrix(16, 6, 6);
    Mask one = Mask::Constant(5, 6, false);
    one.col(4).setConstant(true);
    const Attended b = attended(q, keys, values, one);
    for (Index i = 0; i < 5; ++i) CHECK(same_bits(Matrix(b.context.row(i)), Matrix(values.row(4))));
}

TEST_CASE("a row in which everything is masked has weights 0 and context 0") {
    const Matrix q = random_matrix(17, 3, 4), k = random_matrix(18, 5, 4), v = random_matrix(19, 5, 2);
    Mask allowed = Mask::Constant(3, 5, true);
    allowed.row(1).setConstant(false);
    const Attended a = attended(q, k, v, allowed);
    CHECK(same_bits(Matrix(a.softmax.weights.row(1)), Matrix::Zero(1, 5)));
    CHECK(same_bits(Matrix(a.context.row(1)), Matrix::Zero(1, 2)));
    CHECK(a.softmax.row_max(1) == 0.0f);
    CHECK(a.softmax.row_sum(1) == 0.0f);
    CHECK(a.context.allFinite());
    CHECK(attended(q, k, v, Mask::Constant(3, 5, false)).context.isZero(0.0f));
}

TEST_CASE("a NaN or an infinity in a masked key or value reaches no output") {
    const float poison = GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                                  -std::numeric_limits<float>::infinity(), 3e38f);
    const Matrix q = random_matrix(20, 4, 4), k = random_matrix(21, 6, 4), v = random_matrix(22, 6, 3);
    Mask allowed = random_mask(23, 4, 6);
    allowed.col(2).setConstant(false);
    allowed.row(3).setConstant(false);
    Matrix bad_k = k, bad_v = v;
    bad_k.row(2).setConstant(poison);
    bad_v.row(2).setConstant(poison);
    const Attended clean = attended(q, k, v, allowed), poisoned = attended(q, bad_k, bad_v, allowed);
    CHECK(same_bits(clean.context, poisoned.context));
    CHECK(same_bits(clean.softmax.weights, poisoned.softmax.weights));
    CHECK(same_bits(clean.softmax.exps, poisoned.softmax.exps));
}

TEST_CASE("large scores neither overflow nor lose the row") {
    Matrix scores(2, 3);
    scores << 3e38f, 3e38f, -3e38f, 1000.0f, 999.0f, -1000.0f;
    const Softmax s = softmax(scores, Mask::Constant(2, 3, true));
    CHECK(s.weights(0, 0) == 0.5f);
    CHECK(s.weights(0, 1) == 0.5f);
    CHECK(s.weights(0, 2) == 0.0f);
    CHECK(std::fabs(s.weights(1, 0) - 0.7310586f) < 1e-6f);
    CHECK(s.weights(1, 2) == 0.0f);
}

TEST_CASE("sums of a row do not depend on zeros at its end") {
    const Matrix m = random_matrix(24, 1, 64).cwiseAbs();
    for (Index count = 0; count <= 64; ++count) {
        Matrix padded = Matrix::Zero(1, 80);
        padded.leftCols(count) = m.leftCols(count);
        const float total = row_total(m.data(), count);
        for (const Index longer : {count, count + 1, count + 7, Index{80}})
            CHECK(same_bits(total, row_total(padded.data(), std::min(longer, Index{80}))));
        CHECK(std::fabs(total - m.leftCols(count).cast<double>().sum()) <= 4e-7 * 64);
    }
}
