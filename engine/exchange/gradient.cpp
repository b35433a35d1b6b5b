#include "gradient.h"

#include <array>

#include "engine/attention/attention_backward.h"
#include "eval_case.h"

namespace attn {

namespace {

// [H][n][width] from the heads' matrices side by side, [n, H width].
template <class R> void append_heads(std::string& out, const MatrixOf<R>& whole, int heads) {
    const Index width = whole.cols() / heads;
    for (int h = 0; h < heads; ++h) {
        out += h == 0 ? '[' : ',';
        append_table(out, columns(whole, h * width, width));
    }
    out += ']';
}

template <class R> std::string gradients_of(const std::string& id, CaseOf<R> c) {
    const MatrixOf<R> d_output = std::move(c.d_output);
    const TraceOf<R> trace = trace_of(std::move(c));
    std::string scores, weights;
    const GradientsOf<R> d = attend_backward<R>(trace, d_output, [&](int h, const HeadGradientsOf<R>& head) {
        append_table(scores += h == 0 ? '[' : ',', head.scores);
        append_table(weights += h == 0 ? '[' : ',', head.weights);
    });

    std::string out = "{\"id\":" + id;
    append_heads(out += ",\"d_q\":", d.q, trace.heads);
    append_heads(out += ",\"d_k\":", d.k, trace.kv_heads);
    append_heads(out += ",\"d_v\":", d.v, trace.kv_heads);
    out += ",\"d_scores\":" + scores + "]";
    out += ",\"d_weights\":" + weights + "]";

    const auto& [inputs, projections, q, k, v, concat] = d;
    const std::array<std::pair<const char*, const MatrixOf<R>*>, 7> tables{{{"d_x", &inputs.x},
                                                                            {"d_memory", &inputs.memory},
                                                                            {"d_memory_v", &inputs.memory_v},
                                                                            {"d_w_q", &projections.w_q},
                                                                            {"d_w_k", &projections.w_k},
                                                                            {"d_w_v", &projections.w_v},
                                                                            {"d_w_o", &projections.w_o}}};
    for (const auto& [name, table] : tables)
        if (table->size() > 0) append_table(out += ",\"" + std::string(name) + "\":", *table);
    const std::array<std::pair<const char*, const MatrixOf<R>*>, 4> biases{{{"d_b_q", &projections.b_q},
                                                                            {"d_b_k", &projections.b_k},
                                                                            {"d_b_v", &projections.b_v},
                                                                            {"d_b_o", &projections.b_o}}};
    for (const auto& [name, bias] : biases)
        if (bias->size() > 0) append_row(out += ",\"" + std::string(name) + "\":", *bias, 0);
    return out + "}";
}

} // namespace

Answer differentiated(std::string_view line, long number) {
    return answer(line, number, Asked::gradients, {&gradients_of<float>, &gradients_of<double>});
}

} // namespace attn
