// The pass over all heads that keeps no n x n matrix: a few rows of scores exist at a time, small enough for
// the first-level cache. The bits are those of going step by step.
#pragma once

#include <functional>

#include "engine/math/kernels.h"
#include "options.h"

namespace attn {

// The rules of query rows [first, first + rows) of one head. What they point to lives until the next call.
using RulesOf = std::function<RowRules(int head, Index first, Index rows)>;

// The rules that options ask for, [T, S] with S = `keys`. `factor` is what scores are multiplied by. The options
// must live as long as the result. Mistakes in the masks are followed, those of other steps are not.
RulesOf rules_of(const Options&, float factor, Index keys);

// softmax(rules(q k^T)) v of every head, side by side.  [T, H d_k], [S, H_kv d_k], [S, H_kv d_v] -> [T, H d_v]
// Query head h uses the keys and values of head h / (H / H_kv).
Matrix contexts(const KernelSet&, const Matrix& q, const Matrix& k, const Matrix& v, int heads, int kv_heads,
                const RulesOf&);

} // namespace attn
