// Every option of a configuration and every mistake against an oracle written apart, in float and in double; and
// what each mistake is known to do.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>

#include "engine/run/remarks.h"
#include "engine/run/tokens.h"
#include "tests/engine/cases.h"
#include "tests/engine/oracle_mistakes.h"

using namespace attn;

namespace {

std::vector<double> row_of(const Matrix& m) {
    return m.size() == 0 ? std::vector<double>{} : std::vector<double>(m.data(), m.data() + m.size());
}

// From the configuration, not from the engine's options: they are under test too. Only the numbers that are drawn
// by lot (vectors, projections, dice) are taken over.
oracle::Wrong asked(const Config& c, const Trace& t) {
    oracle::Wrong a;
    a.x = table_of(t.x);
    a.memory = table_of(t.memory);
    a.w_q = table_of(t.projections.w_q), a.w_k = table_of(t.projections.w_k), a.w_v = table_of(t.projections.w_v),
    a.w_o = table_of(t.projections.w_o);
    a.b_q = row_of(t.projections.b_q), a.b_k = row_of(t.projections.b_k), a.b_v = row_of(t.projections.b_v),
    a.b_o = row_of(t.projections.b_o);
    a.heads = c.heads;
    a.kv_heads = c.kv_heads > 0 ? c.kv_heads : c.heads;
    a.scale = c.scale.number.value_or(1 / std::sqrt(c.d_model / c.heads));
    a.temperature = c.temperature;
    a.softcap = c.softcap;
    a.causal = c.mask == Masking::causal || c.mask == Masking::both;
    a.offset = c.causal_offset;
    a.window = c.window;
    for (const MistakeInfo& m : kMistakes)
        if (c.mistakes.*m.on) a.mistakes.insert(std::string(m.key));
    const bool memory = !tokenised(c.memory, c.unit).empty(), cross = memory && !c.mistakes.keys_from_queries;
    const int queries = static_cast<int>(a.x.size()), keys = static_cast<int>(cross ? a.memory.size() : a.x.size());
    const bool by_row = c.mistakes.padding_on_rows;
    if (c.mask == Masking::padding || c.mask == Masking::both)
        for (int n = 0; n < (by_row ? queries : keys); ++n) {
            const bool padded_side =
                by_row ? !memory : cross || !memory; // padding is appended to the memory if there is one
            a.padding.push_back(!padded_side || n < (by_row ? queries : keys) - c.pad);
        }
    if (!c.paint.blocks.empty()) {
        a.open.assign(static_cast<std::size_t>(queries), std::vector<bool>(static_cast<std::size_t>(keys), true));
        for (int i = 1; i <= queries; ++i)
            for (int j = 1; j <= keys; ++j)
                for (const PaintedBlock& b : c.paint.blocks)
                    if (i >= b.first_row && i <= b.last_row && j >= b.first_col && j <= b.last_col)
                        a.open[static_cast<std::size_t>(i - 1)][static_cast<std::size_t>(j - 1)] = false;
    }
    a.p = c.dropout > 0 ? c.dropout : c.mistakes.dropout_left_on ? 0.1 : 0;
    for (const Mask& keep : t.options.dropout_keep) {
        a.keep.emplace_back();
        for (Index i = 0; i < keep.rows(); ++i) a.keep.back().emplace_back(keep.row(i).begin(), keep.row(i).end());
    }
    return a;
}

// The same run in double: the same code, from the same float inputs.
TraceOf<double> in_double(const Config& c, const Trace& t) {
    ProjectionsOf<double> m;
    m.w_q = t.projections.w_q.cast<double>(), m.w_k = t.projections.w_k.cast<double>(),
    m.w_v = t.projections.w_v.cast<double>();
    m.w_o = t.projections.w_o.cast<double>(), m.b_q = t.projections.b_q.cast<double>(),
    m.b_k = t.projections.b_k.cast<double>();
    m.b_v = t.projections.b_v.cast<double>(), m.b_o = t.projections.b_o.cast<double>();
    const Options& f = t.options;
    OptionsOf<double> o{.heads = f.heads,
                        .kv_heads = f.kv_heads,
                        .scale = c.scale.number,
                        .temperature = c.temperature,
                        .softcap = c.softcap,
                        .causal = f.causal,
                        .causal_offset = f.causal_offset,
                        .window = f.window,
                        .key_padding = f.key_padding,
                        .mask = f.mask,
                        .dropout_keep = f.dropout_keep,
                        .dropout_p = f.dropout_p,
                        .mistakes = f.mistakes};
    return attend<double>({.x = t.x.cast<double>(), .memory = t.memory.cast<double>()}, m, o);
}

template <class R> double error(const MatrixOf<R>& have, const oracle::Wrong::Rows& want) {
    if (have.rows() != static_cast<Index>(want.size())) return INFINITY;
    double worst = 0, largest = 1;
    for (Index i = 0; i < have.rows(); ++i) {
        const auto& row = want[static_cast<std::size_t>(i)];
        if (have.cols() != static_cast<Index>(row.size())) return INFINITY;
        for (Index j = 0; j < have.cols(); ++j) {
            const double w = row[static_cast<std::size_t>(j)], h = static_cast<double>(have(i, j));
            if (w == 0 || std::isinf(w)) {
                if (h != w) return INFINITY; // zeros and masked places are exact
                continue;
            }
            if (std::isnan(h)) return INFINITY;
            worst = std::max(worst, std::fabs(h - w));
            largest = std::max(largest, std::fabs(w));
        }
    }
    return worst / largest;
}

template <class R> double worst_of(const TraceOf<R>& t, const oracle::WrongRun& want) {
    double worst = std::max(error(t.concat, want.concat), error(t.output, want.output));
    for (int h = 0; h < t.heads; ++h) {
        const HeadOf<R>& head = t.head(h);
        const auto at = static_cast<std::size_t>(h);
        worst = std::max({worst, error(head.masked, want.masked[at]), error(head.softmax.weights, want.weights[at]),
                          error(t.options.dropout_keep.empty() ? head.softmax.weights : head.dropped, want.dropped[at]),
                          error(head.context, want.context[at])});
    }
    return worst;
}

std::vector<Config> wrong_cases() {
    std::vector<Config> out = special_cases();
    for (std::uint64_t i = 0; i < 120; ++i) out.push_back(random_special_case(i));
    for (const MistakeInfo& m : kMistakes) // each mistake alone on something random
        for (std::uint64_t i = 500; i < 508; ++i) {
            out.push_back(random_special_case(i));
            out.back().mistakes = {};
            out.back().mistakes.*m.on = true;
        }
    return out;
}

Config broken(bool Mistakes::* mistake, Config config = {.heads = 2, .mask = Masking::both, .pad = 2}) {
    config.mistakes.*mistake = true;
    return config;
}

} // namespace

TEST_CASE("every option and every mistake agrees with the oracle") {
    const Config config = GENERATE(from_range(wrong_cases()));
    CAPTURE(format(config));
    REQUIRE_FALSE(problem(config));
    const Trace t = trace_of(config);
    const oracle::WrongRun want = oracle::run(asked(config, t));
    // The bar of the whole way from X in float; see oracle_test.cpp for where it comes from. Without scaling a
    // score of 30 has an error of its own of 4e-6, which is then a relative error of its exponential.
    CHECK(worst_of(t, want) <= (config.mistakes.no_scaling || config.scale.number ? 2e-5 : 5e-6));
    CHECK(worst_of(in_double(config, t), want) <= 1e-13);
}

TEST_CASE("without scaling the scores are the raw products") {
    const Trace t = trace_of(broken(&Mistakes::no_scaling));
    CHECK(same_bits(t.head(0).scaled, t.head(0).scores));
    CHECK(t.factor == 1);
}

TEST_CASE("softmax over the queries makes columns add up to 1 and rows not") {
    const Trace t = trace_of(broken(&Mistakes::softmax_over_queries, {}));
    const Matrix& weights = t.head(0).softmax.weights;
    CHECK((weights.colwise().sum().array() - 1).abs().maxCoeff() < 1e-6f);
    CHECK((weights.rowwise().sum().array() - 1).abs().maxCoeff() > 0.1f);
}

TEST_CASE("a mask after softmax leaves rows that add up to less than 1") {
    const Trace right = trace_of({.mask = Masking::causal}),
                wrong = trace_of(broken(&Mistakes::mask_after_softmax, {.mask = Masking::causal}));
    const Matrix& weights = wrong.head(0).softmax.weights;
    for (Index i = 0; i < weights.rows(); ++i)
        for (Index j = i + 1; j < weights.cols(); ++j) CHECK(weights(i, j) == 0);
    CHECK(weights.row(0).sum() < 0.999f);
    // Sharing out what is left gives the right weights.
    for (Index i = 0; i < weights.rows(); ++i)
        CHECK((weights.row(i) / weights.row(i).sum() - right.head(0).softmax.weights.row(i)).cwiseAbs().maxCoeff() <
              1e-6f);
}

TEST_CASE("padding on the rows silences padding queries and lets the others look at padding") {
    const Trace t = trace_of(broken(&Mistakes::padding_on_rows, {.mask = Masking::padding, .pad = 2}));
    const Matrix& weights = t.head(0).softmax.weights;
    CHECK(weights.bottomRows(2).isZero(0));
    CHECK((weights.topRightCorner(6, 2).array() > 0).all());
}

TEST_CASE("heads split by view get whole tokens") {
    const Trace t = trace_of(broken(&Mistakes::view_without_transpose, {.text = "a b c d", .d_model = 4, .heads = 2}));
    // [4, 4] read as [2, 4, 2]: head 2 begins with token 3.
    CHECK(t.head(1).q(0, 0) == t.q(2, 0));
    CHECK(t.head(1).q(1, 1) == t.q(2, 3));
    CHECK(t.head(0).k(3, 0) == t.k(1, 2));
}

TEST_CASE("dropout left on drops a tenth, with the seed of the dice") {
    const Config wrong = broken(&Mistakes::dropout_left_on, {});
    const Config same{.dropout = 0.1};
    CHECK(same_bits(trace_of(wrong).output, trace_of(same).output));
    CHECK(trace_of(wrong).options.dropout_p == 0.1);
    Config again = wrong;
    again.dropout_seed = 2;
    CHECK_FALSE(same_bits(trace_of(wrong).output, trace_of(again).output));
}

TEST_CASE("without the output projection the output is the concatenation, bit for bit") {
    const Trace t = trace_of(broken(&Mistakes::no_w_o, {.bias = true}));
    CHECK(same_bits(t.output, t.concat));
}

TEST_CASE("averaged heads all say the same") {
    const Trace t = trace_of(broken(&Mistakes::heads_averaged, {.heads = 4})), right = trace_of({.heads = 4});
    for (int h = 1; h < 4; ++h) CHECK(same_bits(Matrix(t.concat.middleCols(2 * h, 2)), Matrix(t.concat.leftCols(2))));
    const Matrix mean =
        (right.head(0).context + right.head(1).context + right.head(2).context + right.head(3).context) / 4;
    CHECK((t.concat.leftCols(2) - mean).cwiseAbs().maxCoeff() < 1e-6f);
}

TEST_CASE("keys from the queries' side: the memory might as well not be there") {
    const Trace wrong = trace_of(broken(&Mistakes::keys_from_queries, {.mask = Masking::causal, .memory = "le chat"}));
    const Trace self = trace_of({.mask = Masking::causal});
    CHECK(same_bits(wrong.output, self.output));
    CHECK(wrong.memory_tokens.empty());
    CHECK_FALSE(has(wrong, Tensor::memory));
}

TEST_CASE("a mask turned round shows exactly what should be hidden") {
    const Config config{.mask = Masking::both, .pad = 2};
    const Mask right = trace_of(config).head(0).allowed,
               wrong = trace_of(broken(&Mistakes::mask_turned_round, config)).head(0).allowed;
    CHECK((right.array() != wrong.array()).all());
    // Where nobody has given a mask there is nothing to turn.
    CHECK(trace_of(broken(&Mistakes::mask_turned_round, {.mask = Masking::none})).head(0).allowed.all());
}
