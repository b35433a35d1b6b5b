#include "map_steps.h"

namespace attn {

std::vector<MapStep> map_steps(const Dims& d) {
    using enum Tensor;
    std::vector<MapStep> out;
    const auto panel = [](Tensor t, int head, int rows, int cols) {
        return Panel{.tensor = t, .head = head, .rows = rows, .cols = cols};
    };
    const auto heads = [&](Stage stage, Tensor t, int cols) {
        out.push_back({stage, {}});
        for (int h = 0; h < d.heads; ++h) out.back().panels.push_back(panel(t, h, d.tokens, cols));
    };
    const int shared = kv_heads(d);
    out.push_back({Stage::tokens, {panel(x, 0, d.tokens, d.d_model)}});
    if (d.cross) out.back().panels.push_back(panel(memory, 0, d.keys, d_memory(d)));
    out.push_back({Stage::project,
                   {panel(q, 0, d.tokens, d.heads * d.d_k), panel(k, 0, d.keys, shared * d.d_k),
                    panel(v, 0, d.keys, shared * d.d_v)}});
    heads(Stage::scores, scores, d.keys);
    heads(Stage::scale, d.capped ? capped : scaled, d.keys);
    heads(Stage::mask, masked, d.keys);
    heads(Stage::softmax, weights, d.keys);
    if (d.dropout) heads(Stage::dropout, dropped, d.keys);
    heads(Stage::weighted_sum, context, d.d_v);
    out.push_back({Stage::concat, {panel(concat, 0, d.tokens, d.heads * d.d_v)}});
    const int width = d.d_out > 0 ? d.d_out : d.d_model;
    if (d.ending != Ending::none) out.push_back({Stage::output, {panel(output, 0, d.tokens, width)}});
    return out;
}

} // namespace attn
