// The formula of a cell, as this run computes it.
#include "describe.h"
#include "number.h"

namespace attn {

namespace {

std::string replaced(std::string in, std::string_view from, std::string_view to) {
    for (auto at = in.find(from); at != std::string::npos; at = in.find(from, at + to.size()))
        in.replace(at, from.size(), to);
    return in;
}

} // namespace

std::string cell_formula(const Trace& t, Tensor tensor) {
    using enum Tensor;
    const Mistakes& wrong = t.options.mistakes;
    std::string tex(info(tensor).cell_formula);
    const auto plus_bias = [&](Tensor bias_row) {
        if (has(t, bias_row)) tex += " + " + std::string(info(bias_row).cell_formula);
    };
    // A given matrix has no formula but its own name.
    const auto given = [&] { tex.resize(tex.find(" =")); };
    switch (tensor) {
    case x:
        if (!has(t, embedding)) given();
        break;
    case memory:
        if (!has(t, memory_embedding)) given();
        break;
    case q:
    case k:
    case v:
        if (!has(t, x)) {
            given();
            break;
        }
        if (tensor == v && has(t, memory_v)) tex = replaced(tex, "X_{", "(M_V)_{");
        else if (tensor != q && has(t, memory)) tex = replaced(tex, "X_{", "(X_M)_{");
        plus_bias(tensor == q ? b_q : tensor == k ? b_k : b_v);
        break;
    case scaled:
        if (!scaled_as_in_paper(t)) tex = "S'_{i,j} = " + fixed(t.factor, 3) + " S_{i,j}";
        break;
    case masked:
        if (has(t, capped)) tex = replaced(tex, "S'_", "S^c_");
        if (has(t, bias)) tex = replaced(tex, " + M", " + B_{i,j} + M");
        if (!has(t, Tensor::mask)) tex = replaced(tex, " + M_{i,j}", "");
        break;
    case row_max:
    case shifted:
    case exps:
    case row_sum:
    case weights:
        if (wrong.softmax_over_queries) tex = replaced(tex, "{i,m}", "{m,j}");
        break;
    case context:
        if (has(t, dropped)) tex = replaced(tex, "A_", "A'_");
        break;
    case concat:
        if (wrong.heads_averaged) tex = "C_{i,j} = \\frac{\\sum_h C_{i,c}^{(h)}}{" + std::to_string(t.heads) + "}";
        break;
    case output:
        if (wrong.no_w_o || !has(t, w_o)) tex = "Y_{i,j} = C_{i,j}";
        if (!wrong.no_w_o) plus_bias(b_o);
        break;
    case embedding:
    case position:
    case memory_embedding:
    case memory_position:
    case memory_v:
    case w_q:
    case w_k:
    case w_v:
    case b_q:
    case b_k:
    case b_v:
    case q_head:
    case k_head:
    case v_head:
    case scores:
    case capped:
    case bias:
    case Tensor::mask:
    case dice:
    case keep:
    case dropped:
    case averaged:
    case w_o:
    case b_o: break;
    }
    return tex;
}

} // namespace attn
