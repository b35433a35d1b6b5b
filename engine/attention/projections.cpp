#include "projections.h"

#include <cmath>

#include "engine/math/random.h"

namespace attn {

Projections seeded_projections(int d_model, int seed) {
    const auto projection = [&](std::string_view name) {
        Pcg32 random(static_cast<std::uint64_t>(seed), hash(name));
        return normal_matrix(random, d_model, d_model, 1.0 / std::sqrt(static_cast<double>(d_model)), 3);
    };
    return {.w_q = projection("w_q"), .w_k = projection("w_k"), .w_v = projection("w_v"), .w_o = projection("w_o")};
}

int kv_heads_in(const Projections& p, int heads, int told) {
    const Index queries = p.w_q.cols(), keys = p.w_k.cols();
    if (told > 0 || keys >= queries || queries % heads != 0) return told;
    const Index d_k = queries / heads;
    return keys % d_k == 0 ? static_cast<int>(keys / d_k) : told;
}

} // namespace attn
