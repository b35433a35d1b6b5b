#include "contexts.h"

#include <algorithm>
#include <cassert>

#include "mask.h"

namespace attn {

RulesOf rules_of(const Options& o, float factor, Index keys) {
    const bool masks = o.causal || o.window > 0 || !o.key_padding.empty() || !o.mask.empty() || !o.bias.empty();
    return [&o, factor, keys, masks, allowed = Mask()](int head, Index first, Index rows) mutable {
        RowRules rules{.factor = factor, .softcap = o.softcap};
        if (masks) {
            allowed = allowed_rows(o, head, first, rows, keys);
            rules.allowed = allowed.data();
            rules.allowed_stride = keys;
        }
        if (const Matrix* bias = of_head(o.bias, head)) {
            rules.bias = bias->data() + first * keys;
            rules.bias_stride = keys;
        }
        if (const Mask* keep = of_head(o.dropout_keep, head)) {
            rules.keep = keep->data() + first * keys;
            rules.keep_stride = keys;
            rules.keep_factor = static_cast<float>(1.0 / (1.0 - o.dropout_p));
        }
        return rules;
    };
}

Matrix contexts(const KernelSet& set, const Matrix& q, const Matrix& k, const Matrix& v, int heads, int kv_heads,
                const RulesOf& rules_of) {
    assert(heads % kv_heads == 0 && q.cols() % heads == 0 && v.cols() % kv_heads == 0);
    const Index d_k = q.cols() / heads, d_v = v.cols() / kv_heads, group = heads / kv_heads;
    Matrix out(q.rows(), heads * d_v);
    Numbers scratch(set.attend_scratch(k.rows()));
    constexpr Index at_a_time = 16;
    for (Index shared = 0; shared < kv_heads; ++shared) {
        const auto head_values = v.middleCols(shared * d_v, d_v);
        const Packed keys = packed_transposed(set, k.middleCols(shared * d_k, d_k));
        const Packed values = packed(set, head_values);
        const bool finite = head_values.allFinite();
        for (Index h = shared * group; h < (shared + 1) * group; ++h)
            for (Index first = 0; first < q.rows(); first += at_a_time) {
                const Index rows = std::min(at_a_time, q.rows() - first);
                const RowRules rules = rules_of(static_cast<int>(h), first, rows);
                set.attend(q.data() + first * q.cols() + h * d_k, q.cols(), rows, keys.view(), values.view(), finite,
                           rules, scratch.data(), out.data() + first * out.cols() + h * d_v, out.cols());
            }
    }
    return out;
}

} // namespace attn
