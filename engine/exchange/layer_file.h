// The projections of an attention layer as tensors of a weights file.
//
// Written, and looked for first, under the engine's own names:
//
//   w_q, w_k, w_v   [in, out]: row vectors multiply from the left, Q = X W_Q. Heads are side by side in the columns
//   w_o             [H d_v, out]; may be missing: the output is then the concatenation of the heads
//   b_q ... b_o     [out]; each may be missing: no bias
//
// Looked for next: the names of PyTorch's nn.MultiheadAttention, whose matrices are [out, in] and are transposed here
// (pytorch.org, documentation of torch.nn.MultiheadAttention; E is its embed_dim):
//
//   in_proj_weight  [3 E, E]: those for queries, keys and values below each other; in_proj_bias [3 E] likewise
//   q_proj_weight [E, E], k_proj_weight [E, kdim], v_proj_weight [E, vdim]   instead, where the widths differ
//   out_proj.weight [E, E], out_proj.bias [E]
//
// Looked for last: the names of GPT-2, nanoGPT, Llama, BERT, Raschka's book and their kin, in layer_names.h.
//
// A layer inside a larger model has a prefix before each of these names: "layers.0.self_attn." say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/attention/projections.h"
#include "engine/formats/safetensors.h"
#include "layer_names.h"

namespace attn {

// A layer, or why there is none: a sentence of tool_words().
struct StoredLayer {
    std::optional<Projections> projections{};
    Said remark{}; // what else such a layer does and this engine does not, if anything: positions of Llama
    Said error{};
};

// The layer whose names begin with `prefix`; tensors of other names are passed over. There is none when a projection is
// missing, is not F32, F16 or BF16, or has another rank than above or no numbers; when a tensor with one of PyTorch's
// names has not the shape above; when c_attn.weight could be either of two layouts ("layer.layout": ask, and say
// `layout`) or neither; and when there are tensors of steps that this engine does not have (nn.MultiheadAttention's
// bias_k and bias_v, say). Whether the shapes fit each other is checked for the names of layer_names.h; whether those of
// the others do, and whether the input fits, is for misfit() to say (options.h).
StoredLayer layer_of(const TensorFile&, std::string_view prefix = {}, CombinedLayout layout = CombinedLayout::by_shape);

// What the file calls a projection that misfit() calls "w_q", for messages to whoever has only the file:
// "a.w_q", "w_q (a.q_proj_weight, transposed)".
std::string name_in_file(const TensorFile&, std::string_view prefix, std::string_view own);

struct FoundLayer {
    std::string prefix;
    std::string_view models; // whose names these are: "GPT-2, nanoGPT"
};
// All layers in a file, in the order of their bytes, whether they can be read or not.
std::vector<FoundLayer> layers_of(const TensorFile&);
std::vector<std::string> prefixes_of(const TensorFile&);

// A weights file of these projections under the engine's own names, all F32, empty ones left out.
using Metadata = std::vector<std::pair<std::string, std::string>>;
OrRefusal<Bytes> file_of(const Projections&, const Metadata& = {});

} // namespace attn
