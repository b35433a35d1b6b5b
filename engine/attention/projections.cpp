#include "projections.h"

#include <cmath>

#include "engine/math/random.h"
#include "engine/run/preset.h"

namespace attn {

Projections seeded_projections(int d_model, int seed) {
    const auto projection = [&](std::string_view name) {
        Pcg32 random(static_cast<std::uint64_t>(seed), hash(name));
        return normal_matrix(random, d_model, d_model, 1.0 / std::sqrt(static_cast<double>(d_model)), 3);
    };
    return {.w_q = projection("w_q"), .w_k = projection("w_k"), .w_v = projection("w_v"), .w_o = projection("w_o")};
}

Projections projections_of(const Config& config) {
    const std::optional<Material> own = material_of(config);
    Projections projections = own ? own->projections : seeded_projections(config.d_model, config.seed);
    const int kv_heads = config.kv_heads > 0 ? config.kv_heads : config.heads;
    projections.w_k = Matrix(projections.w_k.leftCols(projections.w_k.cols() / config.heads * kv_heads));
    projections.w_v = Matrix(projections.w_v.leftCols(projections.w_v.cols() / config.heads * kv_heads));
    if (!config.bias) return projections;
    const auto bias = [&](std::string_view name, Index width) {
        Pcg32 random(static_cast<std::uint64_t>(config.seed), hash(name));
        return normal_matrix(random, 1, width, 0.3, 3);
    };
    projections.b_q = bias("b_q", projections.w_q.cols());
    projections.b_k = bias("b_k", projections.w_k.cols());
    projections.b_v = bias("b_v", projections.w_v.cols());
    if (projections.b_o.size() == 0 && projections.w_o.size() > 0)
        projections.b_o = bias("b_o", projections.w_o.cols());
    return projections;
}

} // namespace attn
