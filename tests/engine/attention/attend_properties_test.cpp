// What must hold for any attention, over generated queries, keys, values and options; bit for bit where it says so, in
// float and in double.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/engine/drawn.h"

using namespace attn;

TEMPLATE_TEST_CASE("permuting keys, values and mask columns together changes nothing but rounding", "", float, double) {
    using R = TestType;
    const double bar = std::is_same_v<R, float> ? 4e-6 : 1e-13;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        const TraceOf<R> a = trace_of(d);
        write_out_masks(d);
        CHECK(same_heads(a, trace_of(d))); // the written-out mask is the same mask
        const std::vector<int> order = shuffled(d.keys, n);
        for (auto* list : {&d.given.k, &d.given.v})
            for (auto& m : *list) m = rows_in(m, order);
        for (auto& m : d.options.mask) m = columns_in(m, order);
        for (auto& m : d.options.bias) m = columns_in(m, order);
        for (auto& m : d.options.dropout_keep) m = columns_in(m, order);
        const TraceOf<R> b = trace_of(d);
        CHECK((a.concat - b.concat).cwiseAbs().maxCoeff() <= bar * std::max<R>(1, a.concat.cwiseAbs().maxCoeff()));
        for (int h = 0; h < a.heads; ++h)
            CHECK((columns_in(a.head(h).softmax.weights, order) - b.head(h).softmax.weights).cwiseAbs().maxCoeff() <=
                  bar);
    }
}

TEMPLATE_TEST_CASE("permuting queries permutes the rows, bit for bit", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        const TraceOf<R> a = trace_of(d);
        write_out_masks(d);
        const std::vector<int> order = shuffled(d.queries, n);
        for (auto& m : d.given.q) m = rows_in(m, order);
        for (auto& m : d.options.mask) m = rows_in(m, order);
        for (auto& m : d.options.bias) m = rows_in(m, order);
        for (auto& m : d.options.dropout_keep) m = rows_in(m, order);
        const TraceOf<R> b = trace_of(d);
        CHECK(same_bits(rows_in(a.output, order), b.output));
        for (int h = 0; h < a.heads; ++h)
            CHECK(same_bits(rows_in(a.head(h).softmax.weights, order), b.head(h).softmax.weights));
    }
}

TEMPLATE_TEST_CASE("adding a constant to a row of scores leaves its weights", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        // Scores of 0 and biases with few binary digits, so that adding the constant rounds nothing.
        for (auto& q : d.given.q) q.setZero();
        const Matrix few = (random_matrix(n, d.queries, d.keys) * 64.0f).array().round() / 64.0f;
        d.options.bias = {MatrixOf<R>(few.template cast<R>())};
        const TraceOf<R> a = trace_of(d);
        for (Index i = 0; i < d.queries; ++i) d.options.bias[0].row(i).array() += static_cast<R>(i * 8 - 30);
        CHECK(same_heads(a, trace_of(d)));
    }
}

TEMPLATE_TEST_CASE("contexts lie in the hull of the allowed values", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        d.options.dropout_keep.clear(), d.options.dropout_p = 0;
        CAPTURE(n);
        const TraceOf<R> t = trace_of(d);
        int outside = 0;
        for (int h = 0; h < t.heads; ++h) {
            const HeadOf<R>& head = t.head(h);
            for (Index i = 0; i < d.queries; ++i)
                for (Index c = 0; c < d.d_v; ++c) {
                    R least = std::numeric_limits<R>::max(), most = -least;
                    for (Index j = 0; j < d.keys; ++j)
                        if (head.allowed(i, j))
                            least = std::min(least, head.v(j, c)), most = std::max(most, head.v(j, c));
                    if (!head.allowed.row(i).any()) least = most = 0;
                    outside += !(head.context(i, c) >= least - R(4e-6) && head.context(i, c) <= most + R(4e-6));
                }
        }
        CHECK(outside == 0);
    }
}

TEMPLATE_TEST_CASE("the first rows of a causal run are the run on the first tokens, bit for bit", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        d.options.causal = true;
        d.options.causal_offset = std::min(d.options.causal_offset, 0);
        const TraceOf<R> whole = trace_of(d);
        const Index start = 1 + static_cast<Index>(n) % std::min(d.queries, d.keys);
        CAPTURE(n, start);
        for (auto* list : {&d.given.q, &d.given.k, &d.given.v})
            for (auto& m : *list) m = MatrixOf<R>(m.topRows(start));
        if (!d.options.key_padding.empty()) d.options.key_padding.resize(static_cast<std::size_t>(start));
        for (auto& m : d.options.mask) m = Mask(m.topLeftCorner(start, start));
        for (auto& m : d.options.bias) m = MatrixOf<R>(m.topLeftCorner(start, start));
        for (auto& m : d.options.dropout_keep) m = Mask(m.topLeftCorner(start, start));
        d.queries = d.keys = start;
        CHECK(same_bits(MatrixOf<R>(whole.output.topRows(start)), trace_of(d).output));
    }
}

TEMPLATE_TEST_CASE("padding with masked tokens changes nothing, bit for bit", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        const TraceOf<R> bare = trace_of(d);
        const Index more = 1 + static_cast<Index>(n % 7);
        const R poison = n % 2 == 0 ? std::numeric_limits<R>::quiet_NaN() : std::numeric_limits<R>::infinity();
        const auto longer = [&](auto& m, auto filler) {
            auto out = std::remove_reference_t<decltype(m)>::Constant(m.rows(), m.cols() + more, filler).eval();
            out.leftCols(m.cols()) = m;
            m = out;
        };
        for (auto* list : {&d.given.k, &d.given.v})
            for (auto& m : *list) {
                MatrixOf<R> out = MatrixOf<R>::Constant(m.rows() + more, m.cols(), poison);
                out.topRows(m.rows()) = m;
                m = out;
            }
        d.options.key_padding.resize(static_cast<std::size_t>(d.keys), true); // true where there was no padding yet
        if (bare.options.key_padding.empty()) d.options.key_padding.assign(static_cast<std::size_t>(d.keys), true);
        d.options.key_padding.resize(static_cast<std::size_t>(d.keys + more), false);
        for (auto& m : d.options.mask) longer(m, true);
        for (auto& m : d.options.bias) longer(m, poison);
        for (auto& m : d.options.dropout_keep) longer(m, true);
        d.keys += more;
        const TraceOf<R> padded = trace_of(d);
        CHECK(same_bits(bare.output, padded.output));
        for (int h = 0; h < bare.heads; ++h) {
            const MatrixOf<R>& weights = padded.head(h).softmax.weights;
            CHECK(same_bits(MatrixOf<R>(weights.leftCols(d.keys - more)), bare.head(h).softmax.weights));
            CHECK(weights.rightCols(more).isZero(0));
        }
    }
}

TEMPLATE_TEST_CASE("heads are separate single-head runs, and shared keys are repeated keys, bit for bit", "", float,
                   double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        const Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        const TraceOf<R> t = trace_of(d);
        const int group = d.options.heads / d.kv_heads;
        Drawn<R> repeated = d;
        repeated.given.k.clear(), repeated.given.v.clear();
        repeated.options.kv_heads = 0;
        for (int h = 0; h < d.options.heads; ++h) {
            const auto at = static_cast<std::size_t>(h), shared = static_cast<std::size_t>(h / group);
            repeated.given.k.push_back(d.given.k[shared]), repeated.given.v.push_back(d.given.v[shared]);
            Drawn<R> one = d;
            one.given = {.q = {d.given.q[at]}, .k = {d.given.k[shared]}, .v = {d.given.v[shared]}};
            one.projections = {};
            one.options.heads = one.options.kv_heads = 1;
            if (const Mask* m = of_head(d.options.mask, h)) one.options.mask = {*m};
            if (const auto* b = of_head(d.options.bias, h)) one.options.bias = {*b};
            if (const Mask* k = of_head(d.options.dropout_keep, h)) one.options.dropout_keep = {*k};
            const TraceOf<R> alone = trace_of(one);
            CHECK(same_bits(alone.head(0).softmax.weights, t.head(h).softmax.weights));
            CHECK(same_bits(alone.concat, MatrixOf<R>(t.concat.middleCols(h * d.d_v, d.d_v))));
        }
        CHECK(same_heads(t, trace_of(repeated)));
    }
}

TEMPLATE_TEST_CASE("a boolean mask is a bias of 0 and minus infinity, bit for bit, whatever is under it", "", float,
                   double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        d.options.bias.clear();
        if (d.options.mask.empty()) d.options.mask.push_back(Mask::Constant(d.queries, d.keys, n % 5 != 0));
        for (Mask& m : d.options.mask) m.col(0).setConstant(false);
        for (auto* list : {&d.given.k, &d.given.v})
            for (auto& m : *list) m.row(0).setConstant(std::numeric_limits<R>::quiet_NaN());
        const TraceOf<R> by_mask = trace_of(d);
        for (const Mask& m : d.options.mask)
            d.options.bias.push_back(mask_scores(MatrixOf<R>(MatrixOf<R>::Zero(d.queries, d.keys)), m));
        d.options.mask.clear();
        CHECK(same_heads(by_mask, trace_of(d)));
        CHECK(by_mask.output.allFinite());
    }
}

TEMPLATE_TEST_CASE("one key returns its value, bit for bit", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        d.options.dropout_keep.clear(), d.options.dropout_p = 0;
        d.options.causal = false, d.options.window = 0, d.options.key_padding.clear();
        Mask one = Mask::Constant(d.queries, d.keys, false);
        const Index key = static_cast<Index>(n) % d.keys;
        one.col(key).setConstant(true);
        d.options.mask = {one};
        const TraceOf<R> t = trace_of(d);
        for (int h = 0; h < t.heads; ++h)
            CHECK(same_bits(t.head(h).context, MatrixOf<R>(t.head(h).v.row(key).replicate(d.queries, 1) +
                                                           MatrixOf<R>::Zero(d.queries, d.d_v))));
    }
}

TEMPLATE_TEST_CASE("step by step is one shot, bit for bit", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        d.options.causal = true;
        d.options.causal_offset = static_cast<int>(d.keys - d.queries); // the last query sees all keys
        CAPTURE(n);
        const TraceOf<R> whole = trace_of(d);
        for (Index i = 0; i < d.queries; ++i) {
            // One new query at a time, with the keys there are at that time, as in decoding with a cache.
            const Index known = i + 1 + d.keys - d.queries;
            if (known < 1) continue;
            Drawn<R> now = d;
            for (auto& m : now.given.q) m = MatrixOf<R>(m.middleRows(i, 1));
            for (auto* list : {&now.given.k, &now.given.v})
                for (auto& m : *list) m = MatrixOf<R>(m.topRows(known));
            now.options.causal_offset = static_cast<int>(known) - 1;
            if (!now.options.key_padding.empty()) now.options.key_padding.resize(static_cast<std::size_t>(known));
            for (auto& m : now.options.mask) m = Mask(m.block(i, 0, 1, known));
            for (auto& m : now.options.bias) m = MatrixOf<R>(m.block(i, 0, 1, known));
            for (auto& m : now.options.dropout_keep) m = Mask(m.block(i, 0, 1, known));
            now.queries = 1, now.keys = known;
            CHECK(same_bits(trace_of(now).output, MatrixOf<R>(whole.output.row(i))));
        }
    }
}
