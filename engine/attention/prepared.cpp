#include "prepared.h"

#include <cmath>

#include "attention.h"

namespace attn {

Prepared prepared(Model model, Options options, const KernelSet* wide) {
    Prepared p{.wide = wide, .model = std::move(model), .options = std::move(options)};
    if (!wide) return p;
    p.w_q = packed(*wide, p.model.w_q);
    p.w_k = packed(*wide, p.model.w_k);
    p.w_v = packed(*wide, p.model.w_v);
    if (p.model.w_o.size() > 0) p.w_o = packed(*wide, p.model.w_o);
    return p;
}

Matrix output(const Prepared& p, const Matrix& x) {
    const Options& o = p.options;
    if (!p.wide) return attend(Inputs{.x = x}, p.model, o, nullptr).output;
    const KernelSet& wide = *p.wide;
    const int kv_heads = o.kv_heads > 0 ? o.kv_heads : o.heads;
    const Matrix q = product(wide, x, p.w_q, p.model.b_q);
    const Matrix k = product(wide, x, p.w_k, p.model.b_k);
    const Matrix v = product(wide, x, p.w_v, p.model.b_v);
    const float scale = o.scale.value_or(1.0f / std::sqrt(static_cast<float>(q.cols() / o.heads)));
    const RulesOf rules = rules_of(o, scale / o.temperature, x.rows());
    const Matrix concat = contexts(wide, q, k, v, o.heads, kv_heads, rules);
    if (p.model.w_o.size() == 0) return with_bias(concat, p.model.b_o);
    return product(wide, concat, p.w_o, p.model.b_o);
}

} // namespace attn
