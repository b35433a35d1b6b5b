// The transformer: gradients of every parameter against central differences and against an oracle written apart, the bits
// of its attention against attend(), and what may not make a difference.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>

#include "engine/attention/attention_backward.h"
#include "model_cases.h"
#include "oracle_transformer.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

using Double = MatrixOf<double>;

oracle::Table table_of_doubles(const Double& m) {
    oracle::Table out;
    for (Index i = 0; i < m.rows(); ++i) out.emplace_back(m.row(i).begin(), m.row(i).end());
    return out;
}

// The largest difference, in terms of max(1, the largest number that is wanted).
template <class R> double apart(const MatrixOf<R>& have, const oracle::Table& want) {
    double worst = 0, largest = 1;
    if (want.size() != static_cast<std::size_t>(have.rows())) return 1e9;
    for (Index i = 0; i < have.rows(); ++i)
        for (Index j = 0; j < have.cols(); ++j) {
            const double wanted = want[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
            worst = std::max(worst, std::fabs(static_cast<double>(have(i, j)) - wanted));
            largest = std::max(largest, std::fabs(wanted));
        }
    return worst / largest;
}

oracle::Trained by_oracle(const ModelCase& c) {
    oracle::Transformer t{.parameters = {},
                          .heads = c.shape.heads,
                          .causal = c.shape.causal,
                          .gelu = c.shape.activation == Activation::gelu,
                          .sinusoidal = c.shape.positions == Positions::sinusoidal,
                          .scale = c.shape.scale};
    for (const auto& p : parameters_of(c.shape, c.parameters)) t.parameters[p.name] = table_of_doubles(*p.numbers);
    std::vector<std::vector<int>> sequences, targets;
    for (int b = 0; b < c.tokens.sequences; ++b) {
        const int real = c.tokens.real.empty() ? c.tokens.length : c.tokens.real[static_cast<std::size_t>(b)];
        const auto of = [&](const std::vector<int>& all) {
            const auto begin = all.begin() + b * c.tokens.length;
            return std::vector<int>(begin, begin + real);
        };
        sequences.push_back(of(c.tokens.ids)), targets.push_back(of(c.targets));
    }
    return oracle::trained(t, sequences, targets);
}

template <class R> void check_against(const oracle::Trained& want, const ModelCase& c, double bar) {
    const auto have = model_answer<R>(c, parameters_as<R>(c));
    CHECK(std::fabs(have.loss.mean - want.loss) <= bar * std::max(1.0, want.loss));
    std::size_t names = 0;
    for (const auto& p : parameters_of(c.shape, have.gradients)) {
        CAPTURE(p.name);
        REQUIRE(want.gradients.count(p.name) == 1);
        CHECK(apart(*p.numbers, want.gradients.at(p.name)) <= bar);
        CHECK(!p.numbers->isZero(0));
        ++names;
    }
    CHECK(names == want.gradients.size());
}

template <class R> bool same_gradients(const ModelShape& s, const ParametersOf<R>& a, const ParametersOf<R>& b) {
    const auto left = parameters_of(s, a), right = parameters_of(s, b);
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!same_bits(*left[i].numbers, *right[i].numbers)) return false;
    return left.size() == right.size();
}

} // namespace

TEST_CASE("the gradient of every parameter agrees with central differences") {
    constexpr double step = 1e-6;
    for (const ModelCase& c : model_cases()) {
        if (c.shape.context > 8) continue; // long ones have the oracle
        CAPTURE(c.name);
        ParametersOf<double> parameters = c.parameters;
        const auto gradients = model_answer<double>(c, parameters).gradients;
        ProductsOf<double> products(nullptr);
        PassOf<double> pass;
        const auto loss = [&] {
            forward(products, c.shape, parameters, c.tokens, pass);
            return cross_entropy(pass.logits, c.targets).mean;
        };
        const auto wanted = parameters_of(c.shape, gradients);
        const auto places = parameters_of(c.shape, parameters);
        for (std::size_t k = 0; k < places.size(); ++k) {
            CAPTURE(places[k].name);
            double worst = 0;
            for (Index i = 0; i < places[k].numbers->size(); ++i) {
                double& number = places[k].numbers->data()[i];
                const double kept = number;
                number = kept + step;
                const double above = loss();
                number = kept - step;
                const double below = loss();
                number = kept;
                worst = std::max(worst, std::fabs((above - below) / (2 * step) - wanted[k].numbers->data()[i]));
            }
            CHECK(worst <= 1e-6);
        }
    }
}

TEST_CASE("loss and gradients are those of an oracle written apart") {
    for (const ModelCase& c : model_cases()) {
        CAPTURE(c.name);
        const oracle::Trained want = by_oracle(c);
        check_against<double>(want, c, 1e-11);
        check_against<float>(want, c, 2e-5);
    }
}

TEST_CASE("every set of kernels gives the bits of the plain loops") {
    for (const ModelCase& c : model_cases()) {
        CAPTURE(c.name);
        const Parameters parameters = parameters_as<float>(c);
        const auto plain = model_answer<float>(c, parameters, nullptr);
        for (const KernelSet* set : kernel_sets()) {
            CAPTURE(set->key);
            const auto fast = model_answer<float>(c, parameters, set);
            CHECK(same_bits(fast.pass.logits, plain.pass.logits));
            CHECK(same_gradients(c.shape, fast.gradients, plain.gradients));
            CHECK(fast.loss.mean == plain.loss.mean);
        }
    }
}

TEST_CASE("attention in a model has the bits of attend(), and any head opens as a trace") {
    for (const ModelCase& c : model_cases()) {
        CAPTURE(c.name);
        const Parameters parameters = parameters_as<float>(c);
        const Pass pass = model_answer<float>(c, parameters).pass;
        for (int l = 0; l < c.shape.layers; ++l)
            for (int b = 0; b < c.tokens.sequences; ++b) {
                const Trace trace = layer_trace(c.shape, parameters, pass, l, b);
                const BlockPassOf<float>& block = pass.h[static_cast<std::size_t>(l)];
                const Index first = Index{b} * c.tokens.length, real = trace.queries();
                CHECK(real == (c.tokens.real.empty() ? c.tokens.length : c.tokens.real[static_cast<std::size_t>(b)]));
                CHECK(same_bits(trace.concat, Matrix(block.concat.middleRows(first, real))));
                CHECK(same_bits(trace.output, Matrix(block.attended.middleRows(first, real))));
                for (int h = 0; h < c.shape.heads; ++h) {
                    const Index row = (Index{b} * c.shape.heads + h) * c.tokens.length;
                    CHECK(same_bits(trace.head(h).softmax.weights, Matrix(block.weights.block(row, 0, real, real))));
                    CHECK(block.weights.block(row, real, real, c.tokens.length - real).isZero(0));
                }
            }
    }
}

TEST_CASE("the gradients of attention in a model have the bits of attend_backward()") {
    ModelCase c = model_cases()[0];
    REQUIRE((c.shape.layers == 1 && !c.shape.layer_norm && c.shape.mlp == 0));
    c.tokens.sequences = 1;
    c.tokens.ids.resize(static_cast<std::size_t>(c.tokens.length)), c.targets.resize(c.tokens.ids.size());
    const Parameters parameters = parameters_as<float>(c);
    const auto answer = model_answer<float>(c, parameters);
    Matrix d_logits;
    cross_entropy(answer.pass.logits, c.targets, d_logits);
    const Trace trace = layer_trace(c.shape, parameters, answer.pass, 0, 0);
    const Gradients want = attend_backward(trace, product(d_logits, parameters.lm_head));
    const Matrix& have = answer.gradients.h[0].c_attn.weight;
    const Index e = c.shape.width;
    CHECK(same_bits(Matrix(have.leftCols(e)), want.projections.w_q));
    CHECK(same_bits(Matrix(have.middleCols(e, e)), want.projections.w_k));
    CHECK(same_bits(Matrix(have.rightCols(e)), want.projections.w_v));
    CHECK(same_bits(answer.gradients.h[0].c_proj.weight, want.projections.w_o));
}

TEST_CASE("a sequence alone has the bits that it has in a batch, and padding changes nothing") {
    for (const ModelCase& c : model_cases()) {
        CAPTURE(c.name);
        const Parameters parameters = parameters_as<float>(c);
        const Pass whole = model_answer<float>(c, parameters).pass;
        Products products;
        Pass alone; // used again each time, as in training
        for (int b = 0; b < c.tokens.sequences; ++b) {
            const int real = c.tokens.real.empty() ? c.tokens.length : c.tokens.real[static_cast<std::size_t>(b)];
            const auto begin = c.tokens.ids.begin() + b * c.tokens.length;
            const Tokens tokens{.sequences = 1, .length = real, .ids = {begin, begin + real}, .real = {}};
            forward(products, c.shape, parameters, tokens, alone);
            CHECK(same_bits(alone.logits, Matrix(whole.logits.middleRows(Index{b} * c.tokens.length, real))));
        }
    }
}

TEST_CASE("parameters have Hugging Face's names and a beginning of their own") {
    const ModelShape shape{.vocabulary = 11,
                           .context = 8,
                           .width = 64,
                           .layers = 2,
                           .heads = 4,
                           .mlp = 256,
                           .layer_norm = true,
                           .biases = true};
    const Parameters p = seeded_parameters<float>(shape, 5, 0.5);
    std::string names;
    Index count = 0;
    for (const auto& parameter : parameters_of(shape, p)) {
        names += parameter.name + " ";
        count += parameter.numbers->size();
        CHECK((parameter.numbers->rows() == parameter.rows && parameter.numbers->cols() == parameter.cols));
    }
    CHECK(names.starts_with("wte.weight wpe.weight h.0.ln_1.weight h.0.ln_1.bias h.0.attn.c_attn.weight "
                            "h.0.attn.c_attn.bias h.0.attn.c_proj.weight h.0.attn.c_proj.bias h.0.ln_2.weight "
                            "h.0.ln_2.bias h.0.mlp.c_fc.weight h.0.mlp.c_fc.bias h.0.mlp.c_proj.weight "
                            "h.0.mlp.c_proj.bias h.1.ln_1.weight "));
    CHECK(names.ends_with("ln_f.weight ln_f.bias lm_head.weight "));
    CHECK(count == parameter_count(shape));

    const auto deviation = [](const Matrix& m) { return std::sqrt(m.squaredNorm() / static_cast<float>(m.size())); };
    CHECK(std::fabs(deviation(p.wte) - 0.5f) < 0.05f);
    CHECK(std::fabs(deviation(p.h[0].c_attn.weight) - 0.125f) < 0.005f);
    CHECK(std::fabs(deviation(p.h[1].mlp.weight) - 0.03125f) < 0.001f);
    CHECK(std::fabs(deviation(p.lm_head) - 0.125f) < 0.01f);
    CHECK((p.h[0].ln_1.weight.isOnes(0) && p.h[1].mlp.bias.isZero(0)));
    // Another layer more changes nothing in those before it, another seed everything.
    ModelShape deeper = shape;
    deeper.layers = 3;
    CHECK(same_bits(seeded_parameters<float>(deeper, 5, 0.5).h[1].c_attn.weight, p.h[1].c_attn.weight));
    CHECK_FALSE(same_bits(seeded_parameters<float>(shape, 6, 0.5).wte, p.wte));
}

TEST_CASE("what cannot be a model is said") {
    CHECK_FALSE(misfit(ModelShape{}));
    CHECK(misfit(ModelShape{.width = 10, .heads = 3})->key == "misfit.model_heads");
    CHECK(misfit(ModelShape{.width = 9, .heads = 3, .positions = Positions::sinusoidal})->key ==
          "misfit.model_positions");
}
