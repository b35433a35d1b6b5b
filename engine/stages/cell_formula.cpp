#include "cell_formula.h"

#include <optional>
#include <string_view>

#include "describe.h"
#include "engine/formats/number.h"

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
    const Mistakes& mistakes = t.options.mistakes;
    std::string tex(info(tensor).cell_formula);
    const auto plus_bias = [&](Tensor bias_row) {
        if (has(t, bias_row)) tex += " + " + std::string(info(bias_row).cell_formula);
    };
    // A given matrix has no formula but its own name.
    const auto given = [&] { tex.resize(tex.find(" =")); };
    const auto is = [&](auto... any) { return ((tensor == any) || ...); };
    if (is(x) && !has(t, embedding)) given();
    if (is(memory) && !has(t, memory_embedding)) given();
    if (is(q, k, v)) {
        if (has(t, x)) {
            if (is(v) && has(t, memory_v)) tex = replaced(tex, "X_{", "(M_V)_{");
            else if (!is(q) && has(t, memory)) tex = replaced(tex, "X_{", "(X_M)_{");
            plus_bias(is(q) ? b_q : is(k) ? b_k : b_v);
        } else given();
    }
    if (is(q_head, k_head, v_head) && mistakes.view_without_transpose) tex = replaced(tex, "{i,c}", "{r,c}");
    if (is(scaled)) {
        if (t.factor == 1) tex = "S'_{i,j} = S_{i,j}";
        else if (!scaled_as_in_paper(t)) tex = "S'_{i,j} = " + factor_text(t.factor) + " S_{i,j}";
    }
    if (is(masked)) {
        if (has(t, capped)) tex = replaced(tex, "S'_", "S^c_");
        if (has(t, bias)) tex = replaced(tex, " + M", " + B_{i,j} + M");
        if (!has(t, Tensor::mask) || mistakes.mask_after_softmax) tex = replaced(tex, " + M_{i,j}", "");
    }
    if (is(row_max, shifted, exps, row_sum, weights) && mistakes.softmax_over_queries)
        tex = replaced(tex, "{i,m}", "{m,j}");
    if (is(context) && has(t, dropped)) tex = replaced(tex, "A_", "A'_");
    if (is(concat) && mistakes.heads_averaged)
        tex = "C_{i,j} = \\frac{\\sum_m C_{i,c}^{(m)}}{" + std::to_string(t.heads) + "}";
    if (is(output)) {
        if (mistakes.no_w_o || !has(t, w_o)) tex = "Y_{i,j} = C_{i,j}";
        if (!mistakes.no_w_o) plus_bias(b_o);
    }
    return tex;
}

std::string cell_formula(const Trace& t, const Explanation& e) {
    const bool copied = (e.op == Op::copy || e.op == Op::mean) && !e.terms.empty();
    const Cell &cell = e.cell, &source = copied ? e.terms[0].a_from : cell;
    const auto index_of = [&](char letter) -> std::optional<int> {
        switch (letter) {
        case 'i': return cell.row;
        case 'j': return cell.col;
        case 'h': return cell.head;
        case 'r': return source.row;
        case 'c': return source.col;
        case 'g': return source.head;
        default: return std::nullopt;
        }
    };
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\\'; };
    const std::string whole = cell_formula(t, cell.tensor);
    std::string tex;
    bool in_braces = false; // only subscripts carry indices
    for (std::size_t at = 0; at < whole.size(); ++at) {
        const char letter = whole[at];
        if (letter == '{') in_braces = true;
        if (letter == '}') in_braces = false;
        // A letter among letters is part of a word: \sum and max keep theirs.
        const bool in_word =
            (at > 0 && is_letter(whole[at - 1])) || (at + 1 < whole.size() && is_letter(whole[at + 1]));
        const auto index = in_braces && !in_word ? index_of(letter) : std::nullopt;
        if (index) tex += std::to_string(*index + 1);
        else if (letter == 'D' && tex.ends_with("\\sqrt{")) tex += std::to_string(t.d_k);
        else tex += letter;
    }
    return tex;
}

namespace {

// A cell's formula as that of the whole matrix, where every term has the same indices.
std::string of_all(const Trace& t, Tensor tensor) {
    std::string tex = cell_formula(t, tensor);
    for (const std::string_view index : {"_{i,j}", "_{j}"}) tex = replaced(tex, index, "");
    return replaced(tex, "\\sqrt{D}", "\\sqrt{d_k}");
}

} // namespace

std::string stage_formula(const Trace& t, Stage stage) {
    using enum Tensor;
    const Mistakes& mistakes = t.options.mistakes;
    std::string tex(info(stage).formula);
    switch (stage) {
    case Stage::tokens:
        if (!has(t, embedding)) tex.clear();
        if (has(t, memory_embedding)) tex += std::string(tex.empty() ? "" : ", \\quad ") + "X_M = E_M + P_M";
        break;
    case Stage::project:
        if (has(t, memory)) tex = replaced(replaced(tex, "K = X ", "K = X_M "), "V = X ", "V = X_M ");
        if (has(t, memory_v)) tex = replaced(tex, "V = X_M ", "V = M_V ");
        break;
    case Stage::split:
        if (mistakes.view_without_transpose && t.heads > 1) tex.clear();
        break;
    case Stage::scale:
        tex = of_all(t, scaled);
        if (has(t, capped)) tex += ", \\quad " + of_all(t, capped);
        break;
    case Stage::mask: tex = of_all(t, masked); break;
    case Stage::softmax:
        if (mistakes.softmax_over_queries) tex = "A^T = softmax(S''^T)";
        if (mistakes.mask_after_softmax && has(t, Tensor::mask)) tex.clear();
        break;
    case Stage::weighted_sum:
        if (has(t, dropped)) tex = "C_h = A' V_h";
        break;
    case Stage::concat:
        if (mistakes.heads_averaged && t.heads > 1) {
            const std::string mean = "\\frac{C_1 + \\dots + C_H}{H}";
            tex = "C = [" + mean + " \\dots " + mean + "]";
        }
        break;
    case Stage::output:
        if (mistakes.no_w_o || !has(t, w_o)) tex = of_all(t, output);
        break;
    case Stage::scores:
    case Stage::dropout: break;
    }
    return tex;
}

} // namespace attn
