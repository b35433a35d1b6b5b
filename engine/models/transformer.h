// A transformer on a batch of sequences: forwards from tokens to logits, backwards from the gradient of the logits to that
// of every parameter (Vaswani et al. 2017; the decoder and its pre-layer-norm as in Radford et al. 2019).
//
//   x = wte[token] + position
//   x = x + attention(ln_1(x)),  x = x + mlp(ln_2(x))     in every layer; without layer norm, ln(x) is x
//   logits = ln_f(x) lm_head^T, or wte^T when tied
//
// Row b T + t of a matrix is token t of sequence b, so that every product is one for all rows. Attention keeps to its
// sequence. A row does not depend on the other sequences: alone it has the same bits.
#pragma once

#include <vector>

#include "all_heads.h"
#include "engine/attention/attention.h"
#include "engine/math/feed_forward.h"
#include "parameters.h"

namespace attn {

struct Tokens {
    int sequences = 0, length = 0; // B, T
    std::vector<int> ids;          // [B T], each below V
    std::vector<int> real;         // [B] how many tokens of a sequence are no padding; empty: all of them
};

// What a layer has computed, for the way back and for whoever looks. N = B T.
template <class R> struct BlockPassOf {
    MatrixOf<R> x; // [N, E] the residual stream that comes in
    NormedOf<R> norm_1, norm_2;
    MatrixOf<R> normed_1, normed_2; // [N, E] ln_1(x) and ln_2(between); empty without layer norm
    MatrixOf<R> qkv;                // [N, 3 E]
    MatrixOf<R> weights;            // [B H T, T]
    MatrixOf<R> concat;             // [N, E]
    MatrixOf<R> attended;           // [N, E] what attention adds
    MatrixOf<R> between;            // [N, E] x + attended
    MatrixOf<R> hidden, active;     // [N, M] before and after the activation; empty without an MLP
};

// Everything that a forward pass has computed. It is used again by the next one, so that nothing is allocated.
template <class R> struct PassOf {
    Tokens tokens;
    std::vector<BlockPassOf<R>> h;
    MatrixOf<R> x; // [N, E] the residual stream at the end
    NormedOf<R> norm_f;
    MatrixOf<R> normed; // [N, E] ln_f(x); empty without layer norm
    MatrixOf<R> logits; // [N, V]
};
using Pass = PassOf<float>;

// Parameters of this shape; tokens that fit it, at least one real one in each sequence.
template <class R> void forward(ProductsOf<R>&, const ModelShape&, const ParametersOf<R>&, const Tokens&, PassOf<R>&);

// `d` has the parameters' shapes; what is in it does not matter.
template <class R> void backward(ProductsOf<R>&, const ModelShape&, const ParametersOf<R>&, const PassOf<R>&,
                                 const MatrixOf<R>& d_logits, ParametersOf<R>& d);

// The attention of one layer on one sequence of a pass, as a Trace that can be looked at: its real tokens, and the bits
// that the pass has. Its tokens have no texts yet.
Trace layer_trace(const ModelShape&, const Parameters&, const Pass&, int layer, int sequence,
                  const KernelSet* simd = widest_kernels());

} // namespace attn
