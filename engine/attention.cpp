#include "attention.h"

#include <cassert>
#include <cmath>

#include "mask.h"

namespace attn {

namespace {

void attend_into(Trace& t, const Options& options) {
    const Model& model = t.model;
    t.heads = options.heads;
    t.d_k = static_cast<int>(model.w_q.cols()) / t.heads;
    t.d_v = static_cast<int>(model.w_v.cols()) / t.heads;
    t.scale = options.scale.value_or(1.0f / std::sqrt(static_cast<float>(t.d_k)));
    assert(model.w_q.cols() % t.heads == 0 && model.w_v.cols() % t.heads == 0);

    t.q = product(t.x, model.w_q);
    t.k = product(t.x, model.w_k);
    t.v = product(t.x, model.w_v);
    t.concat.resize(t.x.rows(), t.v.cols());
    for (int h = 0; h < t.heads; ++h) {
        Head head;
        head.q = columns(t.q, h * t.d_k, t.d_k);
        head.k = columns(t.k, h * t.d_k, t.d_k);
        head.v = columns(t.v, h * t.d_v, t.d_v);
        head.scores = product_transposed(head.q, head.k);
        head.scaled = scaled(head.scores, t.scale);
        head.masked = masked(head.scaled, t.allowed);
        head.softmax = softmax(head.masked, t.allowed);
        head.context = weighted_sum(head.softmax.weights, head.v, t.allowed);
        t.concat.middleCols(h * t.d_v, t.d_v) = head.context;
        t.head.push_back(std::move(head));
    }
    t.output = product(t.concat, model.w_o);
}

} // namespace

Trace attend(const Matrix& x, const Model& model, const Mask& allowed, const Options& options) {
    Trace t;
    t.x = x;
    t.model = model;
    t.allowed = allowed;
    t.tokens.resize(static_cast<std::size_t>(x.rows()));
    attend_into(t, options);
    return t;
}

Trace run(const Config& config, const Model& model) {
    Trace t;
    t.tokens = sequence_of(config).tokens;
    t.model = model;
    t.embedding = embeddings(t.tokens, config.d_model, config.seed);
    t.position = positions(t.embedding.rows(), config.d_model);
    t.x = sum(t.embedding, t.position);
    t.allowed = mask_of(config.mask, t.tokens);
    attend_into(t, {.heads = config.heads, .scale = {}});
    return t;
}

} // namespace attn
