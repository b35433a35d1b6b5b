#include "mask.h"

#include <limits>

namespace attn {

namespace {

// Rows [first, first + rows) of a mask that is a rule on the numbers of query and key.
template <class Rule> Mask ruled(Index first, Index rows, Index keys, Rule&& may_attend) {
    Mask allowed(rows, keys);
    for (Index i = 0; i < rows; ++i)
        for (Index j = 0; j < keys; ++j) allowed(i, j) = may_attend(first + i, j);
    return allowed;
}

auto causal_rule(Index offset) {
    return [=](Index i, Index j) { return j <= i + offset; };
}
auto window_rule(Index offset, Index window, bool causal) {
    return [=](Index i, Index j) {
        const Index back = i + offset - j;
        return back < window && (causal ? back >= 0 : -back < window);
    };
}
auto padding_rule(const std::vector<bool>& real) {
    return [&real](Index, Index j) { return real[static_cast<std::size_t>(j)]; };
}

} // namespace

Mask causal_mask(Index queries, Index keys, Index offset) { return ruled(0, queries, keys, causal_rule(offset)); }

Mask window_mask(Index queries, Index keys, Index offset, Index window, bool causal) {
    return ruled(0, queries, keys, window_rule(offset, window, causal));
}

Mask padding_mask(Index queries, const std::vector<bool>& real) {
    return ruled(0, queries, static_cast<Index>(real.size()), padding_rule(real));
}

std::vector<bool> real_tokens(const std::vector<Token>& tokens) {
    std::vector<bool> real;
    for (const Token& token : tokens) real.push_back(token.real);
    return real;
}

template <class R> Mask unmasked_rows(const OptionsOf<R>& o, int head, Index first, Index rows, Index keys) {
    const MatrixOf<R>* bias = of_head(o.bias, head);
    if (!bias) return Mask::Constant(rows, keys, true);
    return bias->middleRows(first, rows).array() != -std::numeric_limits<R>::infinity();
}

template <class R> Mask allowed_rows(const OptionsOf<R>& o, int head, Index first, Index rows, Index keys) {
    Mask allowed = Mask::Constant(rows, keys, true);
    const auto also = [&](const Mask& mask) { allowed = allowed && mask; };
    if (o.causal) also(ruled(first, rows, keys, causal_rule(o.causal_offset)));
    if (o.window > 0) also(ruled(first, rows, keys, window_rule(o.causal_offset, o.window, o.causal)));
    if (!o.key_padding.empty() && !o.mistakes.padding_on_rows)
        also(ruled(first, rows, keys, padding_rule(o.key_padding)));
    if (!o.key_padding.empty() && o.mistakes.padding_on_rows)
        also(ruled(first, rows, keys, [&](Index i, Index) { return o.key_padding[static_cast<std::size_t>(i)]; }));
    if (const Mask* mask = of_head(o.mask, head)) also(mask->middleRows(first, rows));

    if (o.mistakes.mask_turned_round && has_mask(o)) allowed = allowed.unaryExpr([](bool may) { return !may; });
    return allowed && unmasked_rows(o, head, first, rows, keys);
}

template Mask allowed_rows(const OptionsOf<float>&, int, Index, Index, Index);
template Mask allowed_rows(const OptionsOf<double>&, int, Index, Index, Index);
template Mask unmasked_rows(const OptionsOf<float>&, int, Index, Index, Index);
template Mask unmasked_rows(const OptionsOf<double>&, int, Index, Index, Index);

} // namespace attn
