#include "transformer.h"

#include <cassert>
#include <cmath>

#include "engine/math/positions.h"

namespace attn {

namespace {

template <class R> AllHeadsOf<R> heads_of(const ModelShape& s, const Tokens& tokens) {
    const R width = static_cast<R>(s.width / s.heads);
    return {.sequences = tokens.sequences,
            .heads = s.heads,
            .queries = tokens.length,
            .keys = tokens.length,
            .causal = s.causal,
            .factor = s.scale > 0 ? static_cast<R>(s.scale) : R(1) / std::sqrt(width),
            .real = tokens.real};
}

// rows w + bias, into a matrix of any shape.
template <class R>
void affine(ProductsOf<R>& products, const MatrixOf<R>& rows, const AffineOf<R>& by, MatrixOf<R>& out) {
    out.resize(rows.rows(), by.weight.cols());
    products.product(rows, by.weight, by.bias, out);
}

// The gradients of a matrix and its bias from that of their result.
template <class R>
void affine_backward(ProductsOf<R>& products, const MatrixOf<R>& rows, const MatrixOf<R>& d_out, AffineOf<R>& d) {
    products.transposed_product(rows, d_out, d.weight);
    if (d.bias.size() > 0) column_sums(d_out, d.bias);
}

// ln(x), or x itself where there is no layer norm.
template <class R>
const MatrixOf<R>& normed(const MatrixOf<R>& x, const AffineOf<R>& by, NormedOf<R>& kept, MatrixOf<R>& out) {
    if (by.weight.size() == 0) return x;
    layer_norm(x, by.weight, by.bias, kept, out);
    return out;
}

// Adds to d_x what came back through ln(x).
template <class R> void normed_backward(const NormedOf<R>& kept, const AffineOf<R>& by, const MatrixOf<R>& d_out,
                                        MatrixOf<R>& d_x, AffineOf<R>& d) {
    if (by.weight.size() == 0) d_x += d_out;
    else layer_norm_backward(kept, by.weight, d_out, d_x, d.weight, d.bias);
}

template <class R> const MatrixOf<R>& or_x(const MatrixOf<R>& normed, const MatrixOf<R>& x) {
    return normed.size() > 0 ? normed : x;
}

template <class R> void embed(const ModelShape& s, const ParametersOf<R>& p, const Tokens& tokens, MatrixOf<R>& x) {
    x.resize(static_cast<Index>(tokens.ids.size()), s.width);
    MatrixOf<R> waves;
    if (s.positions == Positions::sinusoidal) waves = positions<R>(tokens.length, s.width);
    const MatrixOf<R>& places = s.positions == Positions::sinusoidal ? waves : p.wpe;
    for (Index i = 0; i < x.rows(); ++i) {
        x.row(i) = p.wte.row(tokens.ids[static_cast<std::size_t>(i)]);
        if (s.positions != Positions::none) x.row(i) += places.row(i % tokens.length);
    }
}

template <class R> void block_forward(ProductsOf<R>& products, const ModelShape& s, const BlockOf<R>& p,
                                      const Tokens& tokens, BlockPassOf<R>& pass, MatrixOf<R>& x) {
    const Index e = s.width;
    pass.x = x;
    affine(products, normed(pass.x, p.ln_1, pass.norm_1, pass.normed_1), p.c_attn, pass.qkv);
    attend_all<R>(products, heads_of<R>(s, tokens), pass.qkv.leftCols(e), pass.qkv.middleCols(e, e),
                  pass.qkv.rightCols(e), pass.weights, pass.concat);
    affine(products, pass.concat, p.c_proj, pass.attended);
    pass.between = pass.x + pass.attended;
    x = pass.between;
    if (s.mlp == 0) return;
    affine(products, normed(pass.between, p.ln_2, pass.norm_2, pass.normed_2), p.c_fc, pass.hidden);
    if (s.activation == Activation::gelu) gelu(pass.hidden, pass.active);
    else relu(pass.hidden, pass.active);
    MatrixOf<R> added;
    affine(products, pass.active, p.mlp, added);
    x += added;
}

// d_x: the gradient of what the layer hands on; then that of what came in.
template <class R> void block_backward(ProductsOf<R>& products, const ModelShape& s, const BlockOf<R>& p,
                                       const Tokens& tokens, const BlockPassOf<R>& pass, MatrixOf<R>& d_x,
                                       BlockOf<R>& d) {
    const Index e = s.width, rows = d_x.rows();
    MatrixOf<R> d_read(rows, e);
    if (s.mlp > 0) {
        affine_backward(products, pass.active, d_x, d.mlp);
        MatrixOf<R> d_active(rows, s.mlp), d_hidden;
        products.product_transposed(d_x, p.mlp.weight, d_active);
        if (s.activation == Activation::gelu) gelu_backward(pass.hidden, d_active, d_hidden);
        else relu_backward(pass.hidden, d_active, d_hidden);
        affine_backward(products, or_x(pass.normed_2, pass.between), d_hidden, d.c_fc);
        products.product_transposed(d_hidden, p.c_fc.weight, d_read);
        normed_backward(pass.norm_2, p.ln_2, d_read, d_x, d.ln_2);
    }
    affine_backward(products, pass.concat, d_x, d.c_proj);
    MatrixOf<R> d_concat(rows, e), d_qkv(rows, 3 * e);
    products.product_transposed(d_x, p.c_proj.weight, d_concat);
    attend_all_backward<R>(products, heads_of<R>(s, tokens), pass.qkv.leftCols(e), pass.qkv.middleCols(e, e),
                           pass.qkv.rightCols(e), pass.weights, d_concat, d_qkv.leftCols(e), d_qkv.middleCols(e, e),
                           d_qkv.rightCols(e));
    affine_backward(products, or_x(pass.normed_1, pass.x), d_qkv, d.c_attn);
    products.product_transposed(d_qkv, p.c_attn.weight, d_read);
    normed_backward(pass.norm_1, p.ln_1, d_read, d_x, d.ln_1);
}

} // namespace

template <class R> void forward(ProductsOf<R>& products, const ModelShape& s, const ParametersOf<R>& p,
                                const Tokens& tokens, PassOf<R>& pass) {
    assert(tokens.length <= s.context &&
           tokens.ids.size() == static_cast<std::size_t>(tokens.sequences * tokens.length));
    pass.tokens = tokens;
    pass.h.resize(p.h.size());
    embed(s, p, tokens, pass.x);
    for (std::size_t l = 0; l < p.h.size(); ++l) block_forward(products, s, p.h[l], tokens, pass.h[l], pass.x);
    const MatrixOf<R>& end = normed(pass.x, p.ln_f, pass.norm_f, pass.normed);
    pass.logits.resize(end.rows(), s.vocabulary);
    products.product_transposed(end, s.tied ? p.wte : p.lm_head, pass.logits);
}

template <class R> void backward(ProductsOf<R>& products, const ModelShape& s, const ParametersOf<R>& p,
                                 const PassOf<R>& pass, const MatrixOf<R>& d_logits, ParametersOf<R>& d) {
    const Tokens& tokens = pass.tokens;
    const MatrixOf<R>& end = or_x(pass.normed, pass.x);
    MatrixOf<R> d_end(end.rows(), end.cols()), d_x = MatrixOf<R>::Zero(end.rows(), end.cols());
    products.product(d_logits, s.tied ? p.wte : p.lm_head, {}, d_end);
    products.transposed_product(d_logits, end, s.tied ? d.wte : d.lm_head);
    normed_backward(pass.norm_f, p.ln_f, d_end, d_x, d.ln_f);
    for (std::size_t l = p.h.size(); l-- > 0;) block_backward(products, s, p.h[l], tokens, pass.h[l], d_x, d.h[l]);
    if (!s.tied) d.wte.setZero();
    if (s.positions == Positions::learned) d.wpe.setZero();
    for (Index i = 0; i < d_x.rows(); ++i) {
        d.wte.row(tokens.ids[static_cast<std::size_t>(i)]) += d_x.row(i);
        if (s.positions == Positions::learned) d.wpe.row(i % tokens.length) += d_x.row(i);
    }
}

Trace layer_trace(const ModelShape& s, const Parameters& p, const Pass& pass, int layer, int sequence,
                  const KernelSet* simd) {
    const auto& block = pass.h[static_cast<std::size_t>(layer)];
    const Tokens& tokens = pass.tokens;
    const int real = tokens.real.empty() ? tokens.length : tokens.real[static_cast<std::size_t>(sequence)];
    Options options{.heads = s.heads, .causal = s.causal};
    if (s.scale > 0) options.scale = static_cast<float>(s.scale);
    const Matrix& rows = or_x(block.normed_1, block.x);
    return attend(Inputs{.x = rows.middleRows(Index{sequence} * tokens.length, real)}, projections_of(s, p, layer),
                  options, simd);
}

#define ATTN_TRANSFORMER(R)                                                                                            \
    template void forward(ProductsOf<R>&, const ModelShape&, const ParametersOf<R>&, const Tokens&, PassOf<R>&);       \
    template void backward(ProductsOf<R>&, const ModelShape&, const ParametersOf<R>&, const PassOf<R>&,                \
                           const MatrixOf<R>&, ParametersOf<R>&);
ATTN_TRANSFORMER(float)
ATTN_TRANSFORMER(double)
#undef ATTN_TRANSFORMER

} // namespace attn
