#include "model.h"

#include <cmath>

#include "engine/math/random.h"
#include "engine/run/preset.h"

namespace attn {

Model seeded_model(int d_model, int seed) {
    const auto projection = [&](std::string_view name) {
        Pcg32 random(static_cast<std::uint64_t>(seed), hash(name));
        return normal_matrix(random, d_model, d_model, 1.0 / std::sqrt(static_cast<double>(d_model)), 3);
    };
    return {.w_q = projection("w_q"), .w_k = projection("w_k"), .w_v = projection("w_v"), .w_o = projection("w_o")};
}

Model model_of(const Config& config) {
    const std::optional<Material> own = material_of(config);
    Model model = own ? own->model : seeded_model(config.d_model, config.seed);
    const int kv_heads = config.kv_heads > 0 ? config.kv_heads : config.heads;
    model.w_k = Matrix(model.w_k.leftCols(model.w_k.cols() / config.heads * kv_heads));
    model.w_v = Matrix(model.w_v.leftCols(model.w_v.cols() / config.heads * kv_heads));
    if (!config.bias) return model;
    const auto bias = [&](std::string_view name, Index width) {
        Pcg32 random(static_cast<std::uint64_t>(config.seed), hash(name));
        return normal_matrix(random, 1, width, 0.3, 3);
    };
    model.b_q = bias("b_q", model.w_q.cols());
    model.b_k = bias("b_k", model.w_k.cols());
    model.b_v = bias("b_v", model.w_v.cols());
    if (model.b_o.size() == 0 && model.w_o.size() > 0) model.b_o = bias("b_o", model.w_o.cols());
    return model;
}

} // namespace attn
