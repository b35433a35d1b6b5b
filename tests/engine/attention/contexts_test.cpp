// Whole runs of attention by every set of wide kernels against the plain loops: every matrix that is kept, and the
// pass that keeps none.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/attention/contexts.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity(), kNan = std::numeric_limits<float>::quiet_NaN();

bool agree(float a, float b) { return same_bits(a, b) || (std::isnan(a) && std::isnan(b)); }
bool agree(const Matrix& a, const Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::equal(a.data(), a.data() + a.size(), b.data(), [](float x, float y) { return agree(x, y); });
}

// Which matrix of two runs differs, or nothing.
std::string difference(const Trace& a, const Trace& b) {
    const std::array<std::pair<const char*, Matrix Trace::*>, 5> whole{
        {{"q", &Trace::q}, {"k", &Trace::k}, {"v", &Trace::v}, {"concat", &Trace::concat}, {"output", &Trace::output}}};
    for (const auto& [name, member] : whole)
        if (!agree(a.*member, b.*member)) return name;
    for (int h = 0; h < a.heads; ++h) {
        const Head &x = a.head(h), &y = b.head(h);
        const std::array<std::pair<const char*, Matrix Head::*>, 6> kept{{{"scores", &Head::scores},
                                                                          {"scaled", &Head::scaled},
                                                                          {"capped", &Head::capped},
                                                                          {"masked", &Head::masked},
                                                                          {"dropped", &Head::dropped},
                                                                          {"context", &Head::context}}};
        for (const auto& [name, member] : kept)
            if (!agree(x.*member, y.*member)) return name + std::string(" of head ") + std::to_string(h);
        const std::array<std::pair<const char*, Matrix Softmax::*>, 4> steps{{{"row_max", &Softmax::row_max},
                                                                              {"exps", &Softmax::exps},
                                                                              {"row_sum", &Softmax::row_sum},
                                                                              {"weights", &Softmax::weights}}};
        for (const auto& [name, member] : steps)
            if (!agree(x.softmax.*member, y.softmax.*member))
                return name + std::string(" of head ") + std::to_string(h);
        if (!agree(x.context, columns(a.concat, h * a.d_v, a.d_v)) && !a.options.mistakes.heads_averaged)
            return "what the pass says of head " + std::to_string(h);
    }
    return {};
}

struct Question {
    Inputs inputs;
    Projections projections;
    Options options;
};

// A question with any of the options, drawn from its number.
Question question(std::uint64_t number) {
    Pcg32 random(number, 11);
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    const auto now_and_then = [&] { return below(4) == 0; };
    const auto matrix = [&](Index rows, Index cols) { return random_matrix(random.next(), rows, cols); };
    Question out;
    Options& o = out.options;
    const Index queries = 1 + below(40), width = 1 + below(20), d_k = 1 + below(20), d_v = 1 + below(20);
    const bool cross = below(3) == 0;
    const Index keys = cross ? 1 + below(70) : queries, memory_width = cross ? 1 + below(9) : width;
    o.kv_heads = 1 + below(3);
    o.heads = o.kv_heads * (1 + below(2));
    out.inputs.x = matrix(queries, width);
    if (cross) out.inputs.memory = matrix(keys, memory_width);
    out.projections.w_q = matrix(width, o.heads * d_k) * 0.3f;
    out.projections.w_k = matrix(memory_width, o.kv_heads * d_k) * 0.3f;
    out.projections.w_v = matrix(memory_width, o.kv_heads * d_v);
    if (below(2)) out.projections.w_o = matrix(o.heads * d_v, 1 + below(20));
    if (below(2)) out.projections.b_q = matrix(1, out.projections.w_q.cols());
    if (below(2)) out.projections.b_v = matrix(1, out.projections.w_v.cols());

    if (now_and_then()) o.scale = 2.0f * uniform(random) - 0.5f; // a negative one, too
    if (now_and_then()) o.temperature = 0.1f + uniform(random);
    if (now_and_then()) o.softcap = 0.5f + 3.0f * uniform(random);
    if (now_and_then()) o.causal = true;
    if (now_and_then()) o.causal_offset = below(9) - 4;
    if (now_and_then()) o.window = 1 + below(20);
    if (now_and_then())
        for (Index j = 0; j < keys; ++j) o.key_padding.push_back(below(4) != 0);
    if (now_and_then())
        for (int h = 0; h < o.heads; ++h) o.mask.push_back(random_mask(random.next(), queries, keys));
    if (now_and_then()) {
        o.bias.push_back(matrix(queries, keys));
        for (Index i = 0; i < o.bias[0].size(); ++i)
            if (now_and_then()) o.bias[0].data()[i] = -kInfinity;
    }
    if (now_and_then()) {
        o.dropout_p = 0.25;
        for (int h = 0; h < o.heads; ++h) o.dropout_keep.push_back(random_mask(random.next(), queries, keys));
    }
    // Rows that are not finite; where a mask closes them they must not be felt.
    Matrix& source = cross ? out.inputs.memory : out.inputs.x;
    for (const float odd : {kInfinity, -kInfinity, kNan, 1e38f, -0.0f})
        if (below(8) == 0) source.row(below(static_cast<std::uint32_t>(source.rows()))).setConstant(odd);
    switch (below(40)) {
    case 0: o.mistakes.softmax_over_queries = true; break;
    case 1: o.mistakes.mask_after_softmax = true; break;
    case 2: o.mistakes.view_without_transpose = true; break;
    case 3: o.mistakes.mask_turned_round = true; break;
    case 4: o.mistakes.heads_averaged = true; break;
    case 5: o.mistakes.no_scaling = true; break;
    default: break;
    }
    return out;
}

} // namespace

TEST_CASE("runs with any options have the bits of the plain loops, step by step and in one pass") {
    int masked = 0, closed_rows = 0, not_finite = 0;
    for (std::uint64_t number = 0; number < 600; ++number) {
        const Question q = question(number);
        if (misfit(q.inputs, q.projections, q.options)) continue;
        const Trace plain = attend(q.inputs, q.projections, q.options, nullptr);
        for (const KernelSet* set : kernel_sets()) {
            CAPTURE(number, set->key);
            REQUIRE(difference(attend(q.inputs, q.projections, q.options, set), plain) == "");
        }
        masked += !plain.head(0).allowed.all();
        closed_rows += !plain.head(0).allowed.rowwise().any().all();
        not_finite += !plain.v.allFinite();
    }
    // The drawing must go on reaching what is delicate.
    CHECK(masked > 200);
    CHECK(closed_rows > 50);
    CHECK(not_finite > 100);
}

TEST_CASE("the pass has the bits of the plain loops at the eight sizes") {
    for (const auto& [d, heads, tokens] : {std::array{64, 4, 16},
                                           {64, 4, 64},
                                           {64, 4, 256},
                                           {64, 4, 1024},
                                           {512, 8, 16},
                                           {512, 8, 64},
                                           {512, 8, 256},
                                           {512, 8, 1024}}) {
        const Matrix q = random_matrix(1, tokens, d), k = random_matrix(2, tokens, d), v = random_matrix(3, tokens, d);
        const Index width = d / heads;
        const float factor = 1.0f / std::sqrt(static_cast<float>(width));
        // Queries do not depend on each other, so a few of the last head represent all; the last ones of all among
        // them.
        const Index few = std::min(tokens, 21);
        const Matrix last_q = q.bottomRightCorner(few, width), last_v = columns(v, d - width, width);
        const Mask open = Mask::Constant(few, tokens, true);
        const Matrix plain = weighted_sum(
            softmax(scale_scores(product_transposed(last_q, columns(k, d - width, width)), factor), open).weights,
            last_v, open);
        for (const KernelSet* set : kernel_sets()) {
            CAPTURE(set->key, d, tokens);
            Options o;
            o.heads = heads;
            const Matrix all = contexts(*set, q, k, v, heads, heads, rules_of(o, factor, tokens));
            CHECK(agree(all.bottomRightCorner(few, width), plain));
        }
    }
}

TEST_CASE("masked values that are not finite are never felt in the pass, those that are allowed always") {
    for (const KernelSet* set : kernel_sets())
        for (const float odd : {kInfinity, -kInfinity, kNan}) {
            Options o;
            o.causal = true;
            const Matrix q = random_matrix(1, 20, 5), k = random_matrix(2, 20, 5);
            Matrix v = random_matrix(3, 20, 6);
            const Matrix clean = contexts(*set, q, k, v, 1, 1, rules_of(o, 1.0f, 20));
            v.row(12).setConstant(odd);
            const Matrix all = contexts(*set, q, k, v, 1, 1, rules_of(o, 1.0f, 20));
            CAPTURE(set->key, odd);
            CHECK(agree(all.topRows(12), clean.topRows(12)));
            CHECK_FALSE(all.bottomRows(8).array().isFinite().any());
        }
}

TEST_CASE("a query whose scores all overflow collects 0 with any kernels; one NaN among them is felt") {
    std::vector<const KernelSet*> sets = kernel_sets();
    sets.push_back(nullptr);
    for (const KernelSet* set : sets)
        for (const Index keys : {1, 4, 15, 16, 17, 33})
            for (const bool causal : {false, true}) {
                CAPTURE(set ? set->key : "plain", keys, causal);
                // The queries: everything overflows, an ordinary one, overflow with one NaN, all of it masked.
                Matrix q = Matrix::Constant(4, 1, 1e20f), bias = Matrix::Zero(4, keys);
                q(1, 0) = 1e-20f;
                bias(2, keys / 2) = kNan;
                bias.row(3).setConstant(-kInfinity);
                const ProjectedInputs inputs{
                    .q = {q}, .k = {Matrix::Constant(keys, 1, -1e20f)}, .v = {random_matrix(1, keys, 3).cwiseAbs()}};
                Options o;
                o.bias = {bias};
                o.causal = causal, o.causal_offset = static_cast<int>(keys / 2);
                const Trace t = attend(inputs, {}, o, set);
                const Head& head = t.head(0);
                for (const Index row : {0, 3}) {
                    CHECK(head.softmax.row_max(row) == 0);
                    CHECK(head.softmax.row_sum(row) == 0);
                    CHECK(head.softmax.exps.row(row).isZero(0));
                    CHECK(head.softmax.weights.row(row).isZero(0));
                    CHECK(t.output.row(row).isZero(0));
                }
                CHECK((t.output.row(1).array() > 0).all());
                CHECK(t.output.row(2).array().isNaN().all());
                CHECK(agree(t.output, head.context)); // the pass and the steps
                int wrong = 0;
                for_each_cell(t, [&](const Cell& c) {
                    wrong += !agree(evaluate(explain(t, c)), matrix(t, c.tensor, c.head)(c.row, c.col));
                });
                CHECK(wrong == 0);
            }
}

TEST_CASE("some rows of a head, computed alone, have the bits that the whole head has") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    if (t.options.mistakes.softmax_over_queries) return;
    for (int h = 0; h < t.heads; ++h)
        for (Index first = 0; first < t.queries(); first += 3) {
            const Index rows = std::min<Index>(3, t.queries() - first);
            const Head part = head_rows(t, h, first, rows);
            for (int i = 0; i < kTensorCount; ++i) {
                const auto tensor = static_cast<Tensor>(i);
                const Matrix* some = matrix_in(part, tensor);
                if (!some || !has(t, tensor)) continue;
                CAPTURE(info(tensor).key, h, first);
                CHECK(agree(*some, matrix(t, tensor, h).middleRows(first, rows)));
            }
        }
}
