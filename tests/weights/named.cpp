#include "named.h"

#include <algorithm>
#include <array>

#include "draft.h"
#include "engine/math/random.h"

namespace attn {

namespace {

// Multiples of 1/64 up to 1/2.
Matrix numbers(std::uint64_t seed, Index rows, Index cols) {
    Pcg32 random(seed, 77);
    Matrix out(rows, cols);
    std::generate_n(out.data(), out.size(), [&] { return (static_cast<float>(random.next() % 65) - 32.0f) / 64.0f; });
    return out;
}

struct Widths {
    Index token, query, key, output; // a value is as wide as a key
    bool biases = false, output_bias = false, no_output = false;
};
Projections projections(std::uint64_t seed, const Widths& w) {
    Projections p{.w_q = numbers(seed, w.token, w.query),
                  .w_k = numbers(seed + 1, w.token, w.key),
                  .w_v = numbers(seed + 2, w.token, w.key)};
    if (w.biases) {
        p.b_q = numbers(seed + 3, 1, w.query);
        p.b_k = numbers(seed + 4, 1, w.key);
        p.b_v = numbers(seed + 5, 1, w.key);
    }
    if (!w.no_output) p.w_o = numbers(seed + 6, w.query, w.output);
    if (w.biases || w.output_bias) p.b_o = numbers(seed + 7, 1, w.output);
    return p;
}

Matrix beside(const Matrix& a, const Matrix& b, const Matrix& c) {
    Matrix out(a.rows(), a.cols() + b.cols() + c.cols());
    out << a, b, c;
    return out;
}

// c_attn and c_proj as Conv1D, [in, out], or as nn.Linear, [out, in]; GPT-2's causal mask lies beside them.
void add_combined(Draft& draft, const std::string& prefix, const Projections& p, bool conv1d) {
    const Matrix all = beside(p.w_q, p.w_k, p.w_v);
    draft.add(prefix + "bias", {1, 1, 4, 4}, Matrix::Ones(4, 4));
    draft.add(prefix + "c_attn.weight", conv1d ? all : Matrix(all.transpose()));
    if (p.b_q.size() > 0) draft.add_row(prefix + "c_attn.bias", beside(p.b_q, p.b_k, p.b_v));
    draft.add(prefix + "c_proj.weight", conv1d ? p.w_o : Matrix(p.w_o.transpose()));
    if (p.b_o.size() > 0) draft.add_row(prefix + "c_proj.bias", p.b_o);
}

// Four nn.Linear of these names; biases where the projections have them.
void add_linear(Draft& draft, const std::string& prefix, const Projections& p, const std::array<const char*, 4>& names,
                std::string_view dtype) {
    const std::array<const Matrix*, 4> weights{&p.w_q, &p.w_k, &p.w_v, &p.w_o};
    const std::array<const Matrix*, 4> biases{&p.b_q, &p.b_k, &p.b_v, &p.b_o};
    for (std::size_t i = 0; i < 4; ++i) {
        if (weights[i]->size() > 0) draft.add(prefix + names[i] + ".weight", Matrix(weights[i]->transpose()), dtype);
        if (biases[i]->size() > 0) draft.add_row(prefix + names[i] + ".bias", *biases[i], dtype);
    }
}

enum class Form { conv1d, linear, apart, parameters };

struct Row {
    const char* name;
    std::string_view models;
    int heads, kv_heads;
    const char *before, *behind; // the prefix of layer 0: before + "0" + behind; or `before` alone, and one layer
    int layers;
    Widths widths;
    Form form;
    std::array<const char*, 4> names = {};
    std::string_view dtype = "F32";
};
constexpr std::array<const char*, 4> kLlama{"q_proj", "k_proj", "v_proj", "o_proj"}, kMeta{"wq", "wk", "wv", "wo"},
    kBert{"self.query", "self.key", "self.value", "output.dense"}, kRaschka{"W_query", "W_key", "W_value", "out_proj"};
constexpr std::string_view kGpt2Models = "GPT-2, nanoGPT";

// clang-format off
const std::array<Row, kNamedFiles> kRows{
    // GPT-2 of 124 million parameters, and the one that transformers is tested with.
    Row{"gpt2", kGpt2Models, 12, 0, "h.", ".attn.", 1, {768, 768, 768, 768, true}, Form::conv1d},
    Row{"gpt2-tiny", kGpt2Models, 4, 0, "transformer.h.", ".attn.", 5, {32, 32, 32, 32, true}, Form::conv1d},
    // nanoGPT for characters of Shakespeare, and minGPT's gpt-nano, which has the same names.
    Row{"nanogpt", kGpt2Models, 6, 0, "transformer.h.", ".attn.", 1, {384, 384, 384, 384}, Form::linear},
    Row{"gpt-nano", kGpt2Models, 3, 0, "transformer.h.", ".attn.", 3, {48, 48, 48, 48, true}, Form::linear},
    // BERT base, and the one that transformers is tested with.
    Row{"bert", "BERT", 12, 0, "bert.encoder.layer.", ".attention.", 1, {768, 768, 768, 768, true}, Form::apart, kBert},
    Row{"bert-tiny", "BERT", 4, 0, "encoder.layer.", ".attention.", 5, {32, 32, 32, 32, true}, Form::apart, kBert},
    // Grouped heads: SmolLM of 135 million parameters, TinyStories of 260 thousand in Meta's names and in Llama's.
    Row{"smollm", "Llama", 9, 3, "model.layers.", ".self_attn.", 1, {576, 576, 192, 576}, Form::apart, kLlama, "BF16"},
    Row{"stories", "Llama", 8, 4, "model.layers.", ".self_attn.", 5, {64, 64, 32, 64}, Form::apart, kLlama, "BF16"},
    Row{"stories-meta", "Llama (Meta)", 8, 4, "layers.", ".attention.", 5, {64, 64, 32, 64}, Form::apart, kMeta},
    // Raschka: chapter 3's SelfAttention_v1 and MultiHeadAttention, and a block of the GPT of chapter 4.
    Row{"raschka-parameters", "Raschka", 1, 0, "", nullptr, 1, {3, 2, 2, 0, false, false, true}, Form::parameters},
    Row{"raschka", "Raschka", 2, 0, "", nullptr, 1, {3, 2, 2, 2, false, true}, Form::apart, kRaschka},
    Row{"raschka-gpt", "Raschka", 12, 0, "trf_blocks.", ".att.", 1, {768, 768, 768, 768, false, true}, Form::apart, kRaschka},
};
// clang-format on

} // namespace

NamedFile named_file(int index) {
    const Row& row = kRows[static_cast<std::size_t>(index)];
    NamedFile out{.name = row.name, .models = row.models, .heads = row.heads, .kv_heads = row.kv_heads};
    Draft draft;
    draft.file.metadata = {{"format", "pt"}};
    for (int layer = 0; layer < row.layers; ++layer) {
        const std::string prefix = row.behind ? row.before + std::to_string(layer) + row.behind : row.before;
        const Projections p = projections(static_cast<std::uint64_t>(1000 * index + 10 * layer), row.widths);
        if (row.form == Form::apart) add_linear(draft, prefix, p, row.names, row.dtype);
        else if (row.form == Form::parameters)
            draft.add(prefix + "W_query", p.w_q).add(prefix + "W_key", p.w_k).add(prefix + "W_value", p.w_v);
        else add_combined(draft, prefix, p, row.form == Form::conv1d);
        out.prefixes.push_back(prefix);
        out.layers.push_back(p);
    }
    out.bytes = *file_of(draft.file).value;
    return out;
}

} // namespace attn
