#include "model_cases.h"

#include <cmath>

#include "engine/math/random.h"

namespace attn {

namespace {

int drawn_below(Pcg32& random, int count) {
    return static_cast<int>(random.next() % static_cast<std::uint32_t>(count));
}

ModelCase model_case(const std::string& name, ModelShape shape, bool padded) {
    ModelCase out{
        .name = name, .shape = shape, .parameters = zero_parameters<double>(shape), .tokens = {}, .targets = {}};
    for (const auto& p : parameters_of(shape, out.parameters)) {
        Pcg32 random(7, hash(p.name));
        const double deviation = p.role == Role::embedding ? 1.0 : 0.6;
        for (Index i = 0; i < p.numbers->size(); ++i) {
            const double number = normal(random) * deviation + (p.role == Role::gain ? 1 : 0);
            p.numbers->data()[i] = std::floor(number * 1000 + 0.5) / 1000;
        }
    }
    out.tokens.sequences = 3, out.tokens.length = shape.context;
    Pcg32 random(3, hash(name));
    for (int b = 0; b < out.tokens.sequences; ++b) {
        const int real = padded ? shape.context - b : shape.context;
        if (padded) out.tokens.real.push_back(real);
        for (int t = 0; t < shape.context; ++t) {
            out.tokens.ids.push_back(t < real ? drawn_below(random, shape.vocabulary) : 0);
            const bool counts = t < real && drawn_below(random, 4) > 0;
            out.targets.push_back(counts ? drawn_below(random, shape.vocabulary) : kIgnored);
        }
    }
    return out;
}

} // namespace

const std::vector<ModelCase>& model_cases() {
    static const std::vector<ModelCase> all = [] {
        const ModelShape small{.vocabulary = 5, .context = 4, .width = 6, .layers = 1, .heads = 2};
        std::vector<ModelCase> out;
        const auto add = [&](const char* name, bool padded, auto change) {
            ModelShape shape = small;
            change(shape);
            out.push_back(model_case(name, shape, padded));
        };
        add("attention only", false, [](ModelShape&) {});
        add("two layers of three heads, padding", true, [](ModelShape& s) { s.layers = 2, s.heads = 3; });
        add("biases and a tied unembedding", false, [](ModelShape& s) { s.biases = s.tied = true; });
        add("layer norm without biases", false, [](ModelShape& s) { s.layer_norm = true, s.layers = 2; });
        add("GPT-2", true, [](ModelShape& s) { s.layers = 2, s.mlp = 8, s.layer_norm = s.biases = s.tied = true; });
        add("a ReLU", false, [](ModelShape& s) { s.mlp = 7, s.activation = Activation::relu, s.biases = true; });
        add("an encoder, padding", true, [](ModelShape& s) { s.causal = false, s.layers = 2, s.mlp = 5; });
        add("sinusoidal positions", false, [](ModelShape& s) { s.positions = Positions::sinusoidal; });
        add("no positions, a scale of its own", false,
            [](ModelShape& s) { s.positions = Positions::none, s.causal = false, s.scale = 1.25; });
        add("longer than a vector", false,
            [](ModelShape& s) { s.vocabulary = 19, s.context = 18, s.width = 20, s.heads = 1; });
        return out;
    }();
    return all;
}

template <class R> ParametersOf<R> parameters_as(const ModelCase& c) {
    ParametersOf<R> out = zero_parameters<R>(c.shape);
    const auto from = parameters_of(c.shape, c.parameters);
    const auto to = parameters_of(c.shape, out);
    for (std::size_t i = 0; i < to.size(); ++i) *to[i].numbers = from[i].numbers->template cast<R>();
    return out;
}

template <class R>
ModelAnswerOf<R> model_answer(const ModelCase& c, const ParametersOf<R>& parameters, const KernelSet* simd) {
    ProductsOf<R> products(simd);
    ModelAnswerOf<R> out{.pass = {}, .loss = {}, .gradients = zero_parameters<R>(c.shape)};
    forward(products, c.shape, parameters, c.tokens, out.pass);
    MatrixOf<R> d_logits;
    out.loss = cross_entropy(out.pass.logits, c.targets, d_logits);
    backward(products, c.shape, parameters, out.pass, d_logits, out.gradients);
    return out;
}

template ParametersOf<float> parameters_as(const ModelCase&);
template ParametersOf<double> parameters_as(const ModelCase&);
template ModelAnswerOf<float> model_answer(const ModelCase&, const ParametersOf<float>&, const KernelSet*);
template ModelAnswerOf<double> model_answer(const ModelCase&, const ParametersOf<double>&, const KernelSet*);

} // namespace attn
