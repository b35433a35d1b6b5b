// The numbers of a transformer, under the names that Hugging Face's GPT-2 gives them and in its shapes: c_attn, c_proj and
// c_fc are [in, out], lm_head is [out, in]. parameters_of() is the one list of them: initialisation, gradients, optimiser
// and files go through it.
//
// An encoder-decoder would add ln_cross_attn and crossattention.q_attn, c_attn and c_proj to a block, and rows here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/attention/projections.h"
#include "engine/math/matrix.h"
#include "model_shape.h"

namespace attn {

// A matrix and its bias, or a layer norm's gain and its bias; empty where the shape has none.
template <class R> struct AffineOf {
    MatrixOf<R> weight{}, bias{};
};

template <class R> struct BlockOf {
    AffineOf<R> ln_1{};   // [1, E]
    AffineOf<R> c_attn{}; // [E, 3 E]: W_Q, W_K and W_V side by side
    AffineOf<R> c_proj{}; // [E, E]: W_O
    AffineOf<R> ln_2{};   // [1, E]
    AffineOf<R> c_fc{};   // [E, M]
    AffineOf<R> mlp{};    // [M, E], mlp.c_proj
};

template <class R> struct ParametersOf {
    MatrixOf<R> wte{};           // [V, E]
    MatrixOf<R> wpe{};           // [C, E]
    std::vector<BlockOf<R>> h{}; // L
    AffineOf<R> ln_f{};          // [1, E]
    MatrixOf<R> lm_head{};       // [V, E]; empty when tied
};
using Parameters = ParametersOf<float>;

// What a parameter is for decides how it begins and whether weight decay pulls at it (at matrices only).
enum class Role {
    embedding,
    matrix,
    residual, // a matrix whose product is added to the residual stream
    gain,
    bias
};

// A row of the list. M is MatrixOf<R> or const MatrixOf<R>.
template <class M> struct ParameterOf {
    std::string name; // "h.0.attn.c_attn.weight"
    Role role;
    Index rows, cols; // gains and biases are one row here, and a vector in a file
    M* numbers;
};

// All parameters that a model of this shape has, in the order of its layers. `h` must have its length.
template <class R> std::vector<ParameterOf<MatrixOf<R>>> parameters_of(const ModelShape&, ParametersOf<R>&);
template <class R> std::vector<ParameterOf<const MatrixOf<R>>> parameters_of(const ModelShape&, const ParametersOf<R>&);

// How many numbers they are.
Index parameter_count(const ModelShape&);

// All of them 0: the gradient of nothing.
template <class R> ParametersOf<R> zero_parameters(const ModelShape&);

// A model before training. Matrices are normal with standard deviation 1/sqrt(in), those that are added to the residual
// stream 1/sqrt(2 L) of that (Radford et al. 2019), embeddings `embedding`; gains are 1 and biases 0. Each has a stream of
// random numbers of its own, by its name, so that it does not depend on which others there are.
template <class R> ParametersOf<R> seeded_parameters(const ModelShape&, std::uint64_t seed, double embedding);

// The attention of layer l as the engine has it.
template <class R> ProjectionsOf<R> projections_of(const ModelShape&, const ParametersOf<R>&, int layer);

} // namespace attn
