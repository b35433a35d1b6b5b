#include "whole_formula.h"

#include "engine/formats/number.h"
#include "engine/stages/describe.h"

namespace attn {

namespace {

constexpr std::string_view kWholeFormula =
    "\\at{tokens}{X = E + P} \\qquad \\at{project}{Q, K, V = X W_Q, X W_K, X W_V} \\qquad "
    "\\at{split}{head_h} = \\at{softmax}{softmax}( \\at{scale}{\\frac{\\at{scores}{Q_h K_h^T}}{\\sqrt{d_k}}} "
    "\\at{mask}{+ M} ) \\at{weighted-sum}{V_h} \\qquad Y = \\at{concat}{[head_1 \\dots head_H]} \\at{output}{W_O}";

} // namespace

std::string whole_formula(const Trace& t) {
    std::string tex(kWholeFormula);
    const auto put = [&](std::string_view part, std::string_view to) { tex.replace(tex.find(part), part.size(), to); };
    const Mistakes& mistakes = t.options.mistakes;
    std::string tokens = has(t, Tensor::embedding) ? "X = E + P" : "X";
    if (has(t, Tensor::memory_embedding)) tokens += ", \\quad X_M = E_M + P_M";
    put("X = E + P", tokens);
    if (has(t, Tensor::memory)) put("X W_K, X W_V", has(t, Tensor::memory_v) ? "X_M W_K, M_V W_V" : "X_M W_K, X_M W_V");
    if (!scaled_as_in_paper(t))
        put("\\frac{\\at{scores}{Q_h K_h^T}}{\\sqrt{d_k}}",
            (t.factor == 1 ? "" : factor_text(t.factor) + " ") + "\\at{scores}{Q_h K_h^T}");
    if (mistakes.mask_after_softmax) put(" \\at{mask}{+ M}", "");
    if (!has(t, Tensor::w_o) || mistakes.no_w_o) put(" \\at{output}{W_O}", "");
    return tex;
}

std::string_view formula_part(std::string_view whole, Stage stage) {
    const auto part = [whole](int n) {
        std::string_view rest = whole;
        for (; n > 0; --n) rest.remove_prefix(rest.find("\\qquad") + 6);
        return rest.substr(0, rest.find("\\qquad"));
    };
    switch (stage) {
    case Stage::tokens: return part(0);
    case Stage::project: return part(1);
    case Stage::split:
    case Stage::scores:
    case Stage::scale:
    case Stage::mask:
    case Stage::softmax:
    case Stage::dropout:
    case Stage::weighted_sum: return part(2);
    case Stage::concat:
    case Stage::output: return part(3);
    }
    return part(0);
}

} // namespace attn
