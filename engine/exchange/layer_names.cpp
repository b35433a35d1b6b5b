#include "layer_names.h"

#include <string>

namespace attn {

namespace {

constexpr std::size_t kOutput = 3;
constexpr std::string_view kWeight = ".weight";

std::string size_text(const Matrix& m) {
    return "[" + std::to_string(m.rows()) + ", " + std::to_string(m.cols()) + "]";
}

// What has been read: four matrices [in, out] and their biases, with the name of each for what may be said of it.
struct Parts {
    std::array<std::string_view, 4> names;
    std::array<Matrix, 4> weights{}, biases{};
};

void fail_bias(LayerReader& reader, std::string_view weight, Index have, Index want) {
    reader.fail(said("layer.bias", {{"name", reader.full(bias_name(weight))},
                                    {"have", std::to_string(have)},
                                    {"other", reader.full(weight)},
                                    {"want", std::to_string(want)}}));
}

void cut_in_three(const Matrix& combined, std::array<Matrix, 4>& parts) {
    const Index columns = combined.cols() / 3;
    for (std::size_t i = 0; i < 3; ++i) parts[i] = combined.middleCols(static_cast<Index>(i) * columns, columns);
}

void read_combined(LayerReader& reader, Parts& parts, CombinedLayout layout) {
    const std::string_view name = parts.names[0], output_name = parts.names[kOutput];
    Matrix combined = reader.needed(name), output = reader.needed(output_name);
    const Matrix bias = reader.optional(bias_name(name), 1);
    if (!reader.error.key.empty()) return;

    bool conv1d = combined.cols() % 3 == 0 && output.rows() == combined.cols() / 3;
    bool linear = combined.rows() % 3 == 0 && output.cols() == combined.rows() / 3;
    if (layout != CombinedLayout::by_shape) {
        conv1d = conv1d && layout == CombinedLayout::conv1d;
        linear = linear && layout == CombinedLayout::linear;
    }
    if (conv1d && linear && bias.size() > 0) {
        conv1d = bias.cols() == combined.cols();
        linear = bias.cols() == combined.rows();
    }
    const auto about_both = [&](std::string_view key) {
        reader.fail(said(key, {{"name", reader.full(name)},
                               {"found", size_text(combined)},
                               {"other", reader.full(output_name)},
                               {"beside", size_text(output)}}));
    };
    if (conv1d && linear) return about_both("layer.layout");
    if (!conv1d && !linear) return about_both("layer.combined");
    if (linear) {
        combined = combined.transpose().eval();
        output = output.transpose().eval();
    }
    if (bias.size() > 0 && bias.cols() != combined.cols()) return fail_bias(reader, name, bias.cols(), combined.cols());
    cut_in_three(combined, parts.weights);
    if (bias.size() > 0) cut_in_three(bias, parts.biases);
    parts.weights[kOutput] = std::move(output);
    // All three are parts of one tensor, so whatever is wrong with one is so under its name.
    parts.names[1] = parts.names[2] = name;
}

void read_apart(LayerReader& reader, Parts& parts, const LayerNames& names) {
    for (std::size_t i = 0; i < 4; ++i) {
        const bool needed = i != kOutput || names.output_needed;
        Matrix m = needed ? reader.needed(parts.names[i]) : reader.optional(parts.names[i], 2);
        if (names.stored == Stored::out_in) m = m.transpose().eval();
        parts.weights[i] = std::move(m);
        parts.biases[i] = reader.optional(bias_name(parts.names[i]), 1);
    }
}

// Whether the parts fit each other, under the file's own names.
void check(LayerReader& reader, const Parts& parts) {
    const auto need = [&](bool fits, std::string_view key, std::size_t i, Index have, std::size_t other, Index want) {
        if (fits) return;
        reader.fail(said(key, {{"name", reader.full(parts.names[i])},
                               {"have", std::to_string(have)},
                               {"other", reader.full(parts.names[other])},
                               {"want", std::to_string(want)}}));
    };
    const Matrix &q = parts.weights[0], &k = parts.weights[1], &v = parts.weights[2], &output = parts.weights[kOutput];
    need(k.rows() == q.rows(), "layer.input", 1, k.rows(), 0, q.rows());
    need(v.rows() == q.rows(), "layer.input", 2, v.rows(), 0, q.rows());
    need(q.cols() % k.cols() == 0, "layer.groups", 1, k.cols(), 0, q.cols());
    // Each head of keys and values serves as many heads of queries as W_Q is wider than W_K.
    const Index made = v.cols() * (q.cols() / k.cols());
    need(output.size() == 0 || output.rows() == made, "layer.output", kOutput, output.rows(), 2, made);
    for (std::size_t i = 0; i < 4; ++i)
        if (const Matrix& bias = parts.biases[i]; bias.size() > 0 && bias.cols() != parts.weights[i].cols())
            fail_bias(reader, parts.names[i], bias.cols(), parts.weights[i].cols());
}

} // namespace

std::string bias_name(std::string_view weight) {
    if (!weight.ends_with(kWeight)) return {};
    return std::string(weight.substr(0, weight.size() - kWeight.size())) + ".bias";
}

const LayerNames* names_of(const LayerReader& reader) {
    const LayerNames* found = nullptr;
    for (const LayerNames& names : kLayerNames) {
        if (!reader.find(names.weights[0])) continue;
        // Some names differ in nothing but the output's.
        if (reader.find(names.weights[kOutput])) return &names;
        if (!found) found = &names;
    }
    return found;
}

Projections read_named(LayerReader& reader, const LayerNames& names, CombinedLayout layout) {
    for (const std::string_view step : names.steps)
        if (reader.find(step)) reader.fail("step", step);
    Parts parts{.names = names.weights};
    if (names.stored == Stored::combined) {
        read_combined(reader, parts, layout);
        parts.biases[kOutput] = reader.optional(bias_name(parts.names[kOutput]), 1);
    } else read_apart(reader, parts, names);
    if (reader.error.key.empty()) check(reader, parts);
    auto &w = parts.weights, &b = parts.biases;
    return {.w_q = std::move(w[0]),
            .w_k = std::move(w[1]),
            .w_v = std::move(w[2]),
            .w_o = std::move(w[3]),
            .b_q = std::move(b[0]),
            .b_k = std::move(b[1]),
            .b_v = std::move(b[2]),
            .b_o = std::move(b[3])};
}

} // namespace attn
