// The two ways to the contexts, and what each option does to a run when it is on, off, or leaves nothing to look at.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/engine/drawn.h"

using namespace attn;

TEMPLATE_TEST_CASE("the pass that keeps no n x n matrix has the bits of the one that keeps them all", "", float,
                   double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        CAPTURE(n);
        const TraceOf<R> t = trace_of(drawn<R>(n));
        for (int h = 0; h < t.heads; ++h)
            CHECK(same_bits(t.head(h).context, MatrixOf<R>(t.concat.middleCols(h * t.d_v, t.d_v))));
    }
}

TEST_CASE("the same for whole sentences with every option; averaged heads are another matter") {
    for (const Config& config : all_cases()) {
        if (config.mistakes.heads_averaged) continue;
        CAPTURE(format(config));
        const Trace t = trace_of(config);
        for (int h = 0; h < t.heads; ++h)
            CHECK(same_bits(t.head(h).context, Matrix(t.concat.middleCols(h * t.d_v, t.d_v))));
    }
}

TEMPLATE_TEST_CASE("a row in which everything is masked has weights 0 and context 0", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        Mask closed = Mask::Constant(d.queries, d.keys, true);
        closed.row(0).setConstant(false);
        d.options.mask = {closed};
        const TraceOf<R> t = trace_of(d);
        CHECK(t.concat.row(0).isZero(0));
        for (int h = 0; h < t.heads; ++h) CHECK(t.head(h).softmax.weights.row(0).isZero(0));
        CHECK(t.output.allFinite());
    }
}

TEMPLATE_TEST_CASE("what is off is not there", "", float, double) {
    using R = TestType;
    for (std::uint64_t n = 0; n < kCases; ++n) {
        const Drawn<R> d = drawn<R>(n);
        CAPTURE(n);
        const TraceOf<R> t = trace_of(d);
        // Keeping every weight with p = 0 is no dropout; a window as wide as the sentence is no window; no flag
        // is all flags; a bias of 0 is no bias but for the sign of a zero score.
        Drawn<R> off = d;
        off.options.dropout_keep.clear(), off.options.dropout_p = 0;
        Drawn<R> on = off;
        on.options.dropout_keep.assign(static_cast<std::size_t>(d.options.heads),
                                       Mask::Constant(d.queries, d.keys, true));
        if (off.options.window == 0) on.options.window = 1000;
        if (off.options.key_padding.empty()) on.options.key_padding.assign(static_cast<std::size_t>(d.keys), true);
        if (off.options.mask.empty()) on.options.mask = {Mask::Constant(d.queries, d.keys, true)};
        if (off.options.bias.empty()) on.options.bias = {MatrixOf<R>::Zero(d.queries, d.keys)};
        CHECK(same_heads(trace_of(off), trace_of(on)));
    }
}

TEST_CASE("dropout keeps the mean: over many throws of the dice the weights come back") {
    const Trace once = trace_of({.dropout = 0.4});
    Matrix mean = Matrix::Zero(6, 6);
    constexpr int throws = 4000;
    int kept = 0;
    for (int seed = 0; seed < throws; ++seed) {
        const Mask keep = attention_options({.dropout = 0.4, .dropout_seed = seed}).dropout_keep[0];
        mean += drop_weights(once.head(0).softmax.weights, keep, once.dropout_factor) / throws;
        kept += static_cast<int>(keep.count());
    }
    // Standard deviation of a cell's mean: w sqrt(p / (1 - p) / throws) = 0.013 w.
    CHECK((mean - once.head(0).softmax.weights).cwiseAbs().maxCoeff() < 0.05f);
    CHECK(std::fabs(kept / (36.0 * throws) - 0.6) < 0.005);
}

TEST_CASE("the average over many throws is the mean of the single throws, and comes back to the weights") {
    const Trace many = trace_of({.dropout = 0.4, .dropout_seed = 7, .dropout_samples = 200});
    Matrix mean = Matrix::Zero(6, 6);
    for (int n = 0; n < many.dropout_samples; ++n) {
        const Trace once = trace_of({.dropout = 0.4, .dropout_seed = 7 + n});
        CHECK_FALSE(has(once, Tensor::averaged));
        mean += once.head(1).dropped / static_cast<float>(many.dropout_samples);
    }
    CHECK((many.head(1).averaged - mean).cwiseAbs().maxCoeff() < 1e-5f);
    CHECK(same_bits(many.head(1).dropped, trace_of({.dropout = 0.4, .dropout_seed = 7}).head(1).dropped));
    const auto distance = [](int dropout_samples) {
        const Trace t = trace_of({.dropout = 0.4, .dropout_samples = dropout_samples});
        return (t.head(0).averaged - t.head(0).softmax.weights).cwiseAbs().mean();
    };
    CHECK(distance(200) < 0.5f * distance(5));
}

TEST_CASE("attending to the sentence itself as memory is self-attention, bit for bit") {
    const Config config{.mask = Masking::causal, .bias = true};
    Config twice = config;
    twice.memory = config.text;
    const Trace self = trace_of(config), cross = trace_of(twice);
    CHECK(same_bits(self.output, cross.output));
    CHECK(cross.memory_tokens == self.tokens);
    CHECK_FALSE(has(self, Tensor::memory));
}
