// The backward pass of the layer: against central differences of attend() itself in double, for every option and every
// mistake that a run can have, and what must hold exactly.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/attention/attention_backward.h"
#include "tests/engine/cases.h"
#include "tests/engine/drawn.h"

using namespace attn;

namespace {

using Double = MatrixOf<double>;

// Everything that attend() takes.
struct Layer {
    InputsOf<double> inputs{};
    ProjectedInputsOf<double> given{}; // or these
    ProjectionsOf<double> projections{};
    OptionsOf<double> options{};
};

TraceOf<double> trace_of(const Layer& layer) {
    if (layer.given.q.empty()) return attend(layer.inputs, layer.projections, layer.options);
    return attend(layer.given, layer.projections, layer.options);
}

std::vector<Double> as_doubles(const std::vector<Matrix>& list) {
    std::vector<Double> out;
    for (const Matrix& m : list) out.push_back(m.cast<double>());
    return out;
}

// The layer of a run, with its numbers in double.
Layer layer_of(const Trace& t) {
    const auto& [w_q, w_k, w_v, w_o, b_q, b_k, b_v, b_o] = t.projections;
    const Options& o = t.options;
    Layer out{.inputs = {t.x.cast<double>(), t.memory.cast<double>(), t.memory_v.cast<double>()},
              .projections = {w_q.cast<double>(), w_k.cast<double>(), w_v.cast<double>(), w_o.cast<double>(),
                              b_q.cast<double>(), b_k.cast<double>(), b_v.cast<double>(), b_o.cast<double>()}};
    out.options = {.heads = o.heads,
                   .kv_heads = o.kv_heads,
                   .temperature = o.temperature,
                   .softcap = o.softcap,
                   .causal = o.causal,
                   .causal_offset = o.causal_offset,
                   .window = o.window,
                   .key_padding = o.key_padding,
                   .mask = o.mask,
                   .bias = as_doubles(o.bias),
                   .dropout_keep = o.dropout_keep,
                   .dropout_p = o.dropout_p,
                   .mistakes = o.mistakes};
    if (o.scale) out.options.scale = *o.scale;
    return out;
}

Layer layer_of(const Drawn<double>& d) {
    return {.given = d.given, .projections = d.projections, .options = d.options};
}

Double columns_of(const Double& whole, int h, std::size_t heads) {
    const Index width = whole.cols() / static_cast<Index>(heads);
    return columns(whole, h * width, width);
}

// What can be changed in a layer, and the gradient that this must have; an empty one is 0 everywhere.
struct Watched {
    std::string name;
    Double* place;
    Double gradient;
};
std::vector<Watched> watched(Layer& layer, const GradientsOf<double>& d, const std::vector<Double>& d_masked) {
    auto& [x, memory, memory_v] = layer.inputs;
    auto& [w_q, w_k, w_v, w_o, b_q, b_k, b_v, b_o] = layer.projections;
    std::vector<Watched> out{{"w_o", &w_o, d.projections.w_o}, {"b_o", &b_o, d.projections.b_o}, {"x", &x, d.inputs.x}};
    if (x.size() > 0)
        for (const Watched& w : std::initializer_list<Watched>{{"memory", &memory, d.inputs.memory},
                                                               {"memory_v", &memory_v, d.inputs.memory_v},
                                                               {"w_q", &w_q, d.projections.w_q},
                                                               {"w_k", &w_k, d.projections.w_k},
                                                               {"w_v", &w_v, d.projections.w_v},
                                                               {"b_q", &b_q, d.projections.b_q},
                                                               {"b_k", &b_k, d.projections.b_k},
                                                               {"b_v", &b_v, d.projections.b_v}})
            out.push_back(w);
    auto& [q, k, v] = layer.given;
    const auto add = [&](const char* name, std::vector<Double>& list, const Double& whole) {
        for (std::size_t h = 0; h < list.size(); ++h)
            out.push_back({name, &list[h], columns_of(whole, static_cast<int>(h), list.size())});
    };
    add("q", q, d.q), add("k", k, d.k), add("v", v, d.v);
    // A bias that each head has for itself is added to what softmax is given.
    if (layer.options.bias.size() == d_masked.size())
        for (std::size_t h = 0; h < d_masked.size(); ++h) out.push_back({"bias", &layer.options.bias[h], d_masked[h]});
    return out;
}

// The worst difference between a gradient and what a small change does to the loss, beyond a thousandth of it. Of large
// matrices only some cells are changed.
struct Worst {
    std::string name;
    double by = 0;
};
Worst worst_difference(Layer layer, std::uint64_t seed) {
    const TraceOf<double> trace = trace_of(layer);
    const Double d_output = random_matrix(seed, trace.output.rows(), trace.output.cols()).cast<double>();
    std::vector<Double> d_masked;
    const GradientsOf<double> d = attend_backward<double>(
        trace, d_output, [&](int, const HeadGradientsOf<double>& head) { d_masked.push_back(head.masked); });
    const auto loss = [&] { return trace_of(layer).output.cwiseProduct(d_output).sum(); };
    constexpr double step = 1e-6;
    Worst worst;
    for (const Watched& w : watched(layer, d, d_masked)) {
        if (w.gradient.size() != 0 && w.gradient.size() != w.place->size()) return {w.name, INFINITY};
        for (Index i = 0; i < w.place->size(); i += 1 + w.place->size() / 12) {
            double& number = w.place->data()[i];
            const double kept = number;
            number = kept + step;
            const double above = loss();
            number = kept - step;
            const double below = loss();
            number = kept;
            const double wanted = (above - below) / (2 * step);
            const double have = w.gradient.size() == 0 ? 0 : w.gradient.data()[i];
            const double by = std::fabs(have - wanted) - 1e-3 * std::fabs(wanted);
            if (!(by <= worst.by)) worst = {w.name, by};
        }
    }
    return worst;
}

// All matrices of a layer's gradients, and of its heads'.
std::vector<Matrix> all_gradients(const Trace& t, const Matrix& d_output) {
    std::vector<Matrix> out;
    const Gradients d = attend_backward<float>(t, d_output, [&](int, const HeadGradients& head) {
        for (const Matrix* m : {&head.q, &head.k, &head.v, &head.scores, &head.scaled, &head.capped, &head.masked,
                                &head.weights, &head.dropped, &head.context})
            out.push_back(*m);
    });
    const auto& [inputs, p, q, k, v, concat] = d;
    for (const Matrix* m : {&inputs.x, &inputs.memory, &inputs.memory_v, &p.w_q, &p.w_k, &p.w_v, &p.w_o, &p.b_q, &p.b_k,
                            &p.b_v, &p.b_o, &q, &k, &v, &concat})
        out.push_back(*m);
    return out;
}

} // namespace

TEST_CASE("gradients of given queries, keys and values agree with central differences") {
    const auto number = GENERATE(range(std::uint64_t{0}, std::uint64_t{120}));
    CAPTURE(number);
    const Worst worst = worst_difference(layer_of(drawn<double>(number)), number);
    CAPTURE(worst.name);
    CHECK(worst.by <= 1e-5);
}

TEST_CASE("gradients of saturated scores agree with central differences") {
    const auto number = GENERATE(range(std::uint64_t{0}, std::uint64_t{30}));
    CAPTURE(number);
    Drawn<double> d = drawn<double>(number);
    for (Double& q : d.given.q) q *= 20;
    const Worst worst = worst_difference(layer_of(d), number);
    CAPTURE(worst.name);
    CHECK(worst.by <= 1e-5);
}

TEST_CASE("gradients of whole runs with every option and mistake agree with central differences") {
    std::uint64_t number = 0;
    for (const Config& config : all_cases()) {
        CAPTURE(format(config));
        const Worst worst = worst_difference(layer_of(trace_of(config)), ++number);
        CAPTURE(worst.name);
        CHECK(worst.by <= 1e-5);
    }
}

TEST_CASE("every set of kernels gives the gradients of the plain loops, bit for bit") {
    for (const Config& config : special_cases()) {
        const Trace trace = trace_of(config);
        CAPTURE(format(config));
        const Matrix d_output = random_matrix(7, trace.output.rows(), trace.output.cols());
        const auto by = [&](const KernelSet* simd) {
            return all_gradients(
                attend({trace.x, trace.memory, trace.memory_v}, trace.projections, trace.options, simd), d_output);
        };
        const std::vector<Matrix> plain = by(nullptr);
        for (const KernelSet* set : kernel_sets()) {
            CAPTURE(set->key);
            const std::vector<Matrix> fast = by(set);
            REQUIRE(fast.size() == plain.size());
            for (std::size_t i = 0; i < plain.size(); ++i) CHECK(same_bits(fast[i], plain[i]));
        }
    }
}

TEST_CASE("heads that share keys add up what each of them finds alone") {
    const Matrix q = random_matrix(1, 5, 6), k = random_matrix(2, 4, 2), v = random_matrix(3, 4, 3),
                 d_output = random_matrix(4, 5, 9);
    Options grouped, single;
    grouped.heads = 3, grouped.kv_heads = 1, grouped.causal = single.causal = true;
    const auto head = [&](int h) { return columns(q, h * 2, 2); };
    const Gradients d =
        attend_backward<float>(attend(ProjectedInputs{{head(0), head(1), head(2)}, {k}, {v}}, {}, grouped), d_output);
    Matrix d_k = Matrix::Zero(4, 2), d_v = Matrix::Zero(4, 3);
    for (int h = 0; h < 3; ++h) {
        const Gradients alone = attend_backward<float>(attend(ProjectedInputs{{head(h)}, {k}, {v}}, {}, single),
                                                       columns(d_output, h * 3, 3));
        CHECK(same_bits(columns(d.q, h * 2, 2), alone.q));
        d_k += alone.k, d_v += alone.v;
    }
    CHECK(same_bits(d.k, d_k));
    CHECK(same_bits(d.v, d_v));
}

TEST_CASE("padding with masked tokens changes no gradient, whatever is in them") {
    for (std::uint64_t number = 0; number < 20; ++number) {
        const Matrix x = random_matrix(number, 4, 3), memory = random_matrix(number + 50, 5, 3);
        const auto weight = [&](std::uint64_t of) { return random_matrix(100 * number + of, 3, 6); };
        const Projections p{.w_q = weight(1), .w_k = weight(2), .w_v = weight(3), .b_k = random_matrix(number, 1, 6)};
        const Matrix d_output = random_matrix(number + 60, 4, 6);
        Options options;
        options.heads = 2, options.softcap = 4, options.temperature = 0.5f;
        Matrix longer(8, 3);
        longer.setConstant(std::numeric_limits<float>::quiet_NaN());
        longer.topRows(5) = memory, longer.row(6).setConstant(std::numeric_limits<float>::infinity());
        const Gradients d = attend_backward<float>(attend({x, memory}, p, options), d_output);
        options.key_padding = {true, true, true, true, true, false, false, false};
        const Gradients padded = attend_backward<float>(attend({x, longer}, p, options), d_output);
        CHECK(same_bits(padded.inputs.x, d.inputs.x));
        CHECK(same_bits(Matrix(padded.inputs.memory.topRows(5)), d.inputs.memory));
        CHECK(padded.inputs.memory.bottomRows(3).isZero(0));
        for (Matrix Projections::* w : {&Projections::w_q, &Projections::w_k, &Projections::w_v, &Projections::b_k})
            CHECK(same_bits(padded.projections.*w, d.projections.*w));
    }
}

TEST_CASE("a query without a key adds nothing to any gradient") {
    Matrix x = random_matrix(1, 3, 2);
    const Projections p{.w_q = random_matrix(2, 2, 2), .w_k = random_matrix(3, 2, 2), .w_v = random_matrix(4, 2, 2)};
    const Matrix memory = random_matrix(5, 4, 2), d_output = random_matrix(6, 3, 2);
    Options options;
    options.mask = {Mask::Constant(3, 4, true)};
    options.mask[0].row(1).setConstant(false);
    const Gradients d = attend_backward<float>(attend({x, memory}, p, options), d_output);
    CHECK(d.inputs.x.row(1).isZero(0));
    CHECK_FALSE(d.inputs.x.row(0).isZero(0));
    x.row(1).setConstant(std::numeric_limits<float>::quiet_NaN());
    const Gradients broken = attend_backward<float>(attend({x, memory}, p, options), d_output);
    CHECK(same_bits(broken.projections.w_q, d.projections.w_q));
    CHECK(same_bits(broken.inputs.x, d.inputs.x));
    CHECK(same_bits(broken.inputs.memory, d.inputs.memory));
}

TEST_CASE("doubling the gradient of the output doubles every gradient, and adding a constant to a row's scores none") {
    for (std::uint64_t number = 0; number < 20; ++number) {
        const Drawn<float> d = drawn<float>(number);
        const Trace t = attend(d.given, d.projections, d.options);
        const Matrix d_output = random_matrix(number, t.output.rows(), t.output.cols());
        const std::vector<Matrix> once = all_gradients(t, d_output), twice = all_gradients(t, 2 * d_output);
        for (std::size_t i = 0; i < once.size(); ++i) CHECK(same_bits(Matrix(2 * once[i]), twice[i]));
        attend_backward<float>(t, d_output, [&](int, const HeadGradients& head) {
            const float largest = std::max(1.0f, head.masked.cwiseAbs().maxCoeff());
            CHECK(head.masked.rowwise().sum().cwiseAbs().maxCoeff() <= 1e-5f * largest);
        });
    }
}
