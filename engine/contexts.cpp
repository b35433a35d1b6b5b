#include "contexts.h"

#include <algorithm>
#include <cassert>

namespace attn {

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
