#include "attn_workload.h"

#include <cmath>

#include "engine/math/random.h"

namespace attn {

Workload workload(int d, int tokens) {
    const auto numbers = [](std::uint64_t stream, Index rows, Index cols, float size) {
        Pcg32 random(1, stream);
        Matrix m(rows, cols);
        for (Index i = 0; i < m.size(); ++i) m.data()[i] = (2.0f * uniform(random) - 1.0f) * size;
        return m;
    };
    const float weight = std::sqrt(3.0f / static_cast<float>(d));
    Workload w;
    w.x = numbers(0, tokens, d, 1.0f);
    std::uint64_t stream = 1;
    for (Matrix* m : {&w.projections.w_q, &w.projections.w_k, &w.projections.w_v, &w.projections.w_o})
        *m = numbers(stream++, d, d, weight);
    for (Matrix* b : {&w.projections.b_q, &w.projections.b_k, &w.projections.b_v, &w.projections.b_o})
        *b = numbers(stream++, 1, d, 0.1f);
    return w;
}

double flops(double d, double tokens) { return 8.0 * tokens * d * d + 4.0 * tokens * tokens * d; }

} // namespace attn
