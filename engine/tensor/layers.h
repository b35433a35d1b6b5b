// Softmax and what else a transformer is made of.
#pragma once

#include <optional>

#include "context.h"
#include "reduce.h"

namespace attn {

// Softmax along a dimension, in the engine's own bits (engine/math/ops.h); a row that is -infinity everywhere becomes
// NaN, as in PyTorch. `log` for its logarithm.
StridedTensor softmax(Context&, const StridedTensor&, std::int64_t dim, std::optional<DType>, bool log);

// (x - mean) / sqrt(variance + eps) over the last dimensions, whose shape is `normalised`; weight and bias may be null.
StridedTensor layer_norm(Context&, const StridedTensor&, const Dims& normalised, const StridedTensor* weight,
                         const StridedTensor* bias, double eps);

// Each number is kept with the probability 1 - p, and divided by it.
StridedTensor dropout(Context&, const StridedTensor&, double p, bool training);

// Rows of `weight` [V, E] by number; ids of any shape -> [..., E].
StridedTensor embedding(Context&, const StridedTensor& weight, const StridedTensor& ids);

// F.scaled_dot_product_attention of PyTorch 2: [..., T, d_k], [..., S, d_k], [..., S, d_v]. `mask` may be null; bool:
// true may attend; otherwise it is added. A row without any key is NaN, as before version 2.5.
StridedTensor attention(Context&, const StridedTensor& q, const StridedTensor& k, const StridedTensor& v,
                        const StridedTensor* mask, double dropout_p, bool causal);

StridedTensor cosine_similarity(Context&, const StridedTensor& a, const StridedTensor& b, std::int64_t dim, double eps);
// Mean losses: of logits [N, C] and classes [N]; of two tensors.
StridedTensor cross_entropy(Context&, const StridedTensor& logits, const StridedTensor& classes);
StridedTensor mse_loss(Context&, const StridedTensor& a, const StridedTensor& b);

// Zero above, or below, a diagonal of the last two dimensions.
StridedTensor triangle(Context&, const StridedTensor&, std::int64_t diagonal, bool lower);

} // namespace attn
