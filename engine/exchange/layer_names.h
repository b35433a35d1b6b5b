// The names that well-known models give the projections of their attention layers, and how they store them.
//
//   GPT-2, nanoGPT   c_attn.weight: W_Q, W_K and W_V together; c_proj.weight: W_O. GPT-2 (OpenAI; Conv1D of Hugging
//                    Face's transformers) has [in, 3 out] and [out, in], nanoGPT (nn.Linear) the transposes, under the
//                    same names
//   Llama            q_proj.weight, k_proj.weight, v_proj.weight, o_proj.weight; so have Mistral and Qwen2. Keys and
//                    values may have fewer heads than queries, and so narrower matrices. Meta's own files: wq.weight,
//                    wk.weight, wv.weight, wo.weight
//   BART, OPT        q_proj.weight, k_proj.weight, v_proj.weight, out_proj.weight
//   BERT             self.query.weight, self.key.weight, self.value.weight, output.dense.weight, behind
//                    "....attention."; ViT: attention.query.weight and so on; DistilBERT: q_lin.weight, k_lin.weight,
//                    v_lin.weight, out_lin.weight
//   Raschka          W_query.weight, W_key.weight, W_value.weight, and out_proj.weight in MultiHeadAttention
//                    (S. Raschka, Build a Large Language Model (From Scratch), chapter 3). His first class has
//                    matrices of its own, W_query, W_key, W_value, which are [in, out]
//
// Where nothing else is said, a matrix is that of an nn.Linear, [out, in]. Its bias has ".bias" for ".weight" and may be
// missing.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/attention/projections.h"
#include "layer_reader.h"

namespace attn {

// How c_attn.weight is stored. `by_shape` finds out, which a square one may not tell.
enum class CombinedLayout { by_shape, conv1d, linear };

enum class Stored { in_out, out_in, combined };

struct LayerNames {
    std::string_view models;                 // who uses them
    std::array<std::string_view, 4> weights; // for Q, K, V and the output. Combined: the first has all three
    Stored stored = Stored::out_in;
    bool output_needed = true;               // else a layer may do without: its heads are concatenated
    std::string_view remark = {};            // the key of what has to be said about such layers, if anything
    std::array<std::string_view, 2> steps{}; // tensors of steps that this engine does not have
};

inline constexpr std::array kLayerNames{
    LayerNames{.models = "GPT-2, nanoGPT",
               .weights = {"c_attn.weight", "", "", "c_proj.weight"},
               .stored = Stored::combined,
               .steps = {"q_attn.weight"}},
    LayerNames{.models = "Llama",
               .weights = {"q_proj.weight", "k_proj.weight", "v_proj.weight", "o_proj.weight"},
               .remark = "layer.rotary",
               .steps = {"q_norm.weight", "k_norm.weight"}},
    LayerNames{.models = "BART, OPT",
               .weights = {"q_proj.weight", "k_proj.weight", "v_proj.weight", "out_proj.weight"}},
    LayerNames{.models = "Llama (Meta)",
               .weights = {"wq.weight", "wk.weight", "wv.weight", "wo.weight"},
               .remark = "layer.rotary"},
    LayerNames{.models = "BERT",
               .weights = {"self.query.weight", "self.key.weight", "self.value.weight", "output.dense.weight"}},
    LayerNames{
        .models = "ViT",
        .weights = {"attention.query.weight", "attention.key.weight", "attention.value.weight", "output.dense.weight"}},
    LayerNames{.models = "DistilBERT", .weights = {"q_lin.weight", "k_lin.weight", "v_lin.weight", "out_lin.weight"}},
    LayerNames{.models = "Raschka",
               .weights = {"W_query.weight", "W_key.weight", "W_value.weight", "out_proj.weight"},
               .output_needed = false},
    LayerNames{.models = "Raschka",
               .weights = {"W_query", "W_key", "W_value", ""},
               .stored = Stored::in_out,
               .output_needed = false},
};

// The names of the layer with the reader's prefix, or null if it has none of these.
const LayerNames* names_of(const LayerReader&);

// The name of the bias beside a weight of an nn.Linear; "" for a matrix that is none and has none.
std::string bias_name(std::string_view weight);

// The projections under these names. The reader has an error where one is missing, is no matrix, or does not fit the
// others: all three take the same rows, the columns of W_K divide those of W_Q, W_O takes what the heads make.
Projections read_named(LayerReader&, const LayerNames&, CombinedLayout);

} // namespace attn
