#include "prepared.h"

#include <cmath>

#include "attention.h"

namespace attn {

Prepared prepared(Projections projections, Options options, const KernelSet* simd) {
    Prepared p{.simd = simd, .projections = std::move(projections), .options = std::move(options)};
    if (!simd) return p;
    p.w_q = packed(*simd, p.projections.w_q);
    p.w_k = packed(*simd, p.projections.w_k);
    p.w_v = packed(*simd, p.projections.w_v);
    if (p.projections.w_o.size() > 0) p.w_o = packed(*simd, p.projections.w_o);
    return p;
}

Matrix output(const Prepared& p, const Matrix& x) {
    const Options& o = p.options;
    if (!p.simd) return attend(Inputs{.x = x}, p.projections, o, nullptr).output;
    const KernelSet& simd = *p.simd;
    const int kv_heads = kv_heads_of(o.heads, o.kv_heads);
    const Matrix q = product(simd, x, p.w_q, p.projections.b_q);
    const Matrix k = product(simd, x, p.w_k, p.projections.b_k);
    const Matrix v = product(simd, x, p.w_v, p.projections.b_v);
    const float scale = o.scale.value_or(1.0f / std::sqrt(static_cast<float>(q.cols() / o.heads)));
    const RulesOf rules = rules_of(o, scale / o.temperature, x.rows());
    const Matrix concat = contexts(simd, q, k, v, o.heads, kv_heads, rules);
    if (p.projections.w_o.size() == 0) return with_bias(concat, p.projections.b_o);
    return product(simd, concat, p.w_o, p.projections.b_o);
}

} // namespace attn
