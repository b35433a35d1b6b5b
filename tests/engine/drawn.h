// Generated cases for the properties of attention: queries, keys, values and options drawn from a number.
#pragma once

#include <numeric>
#include <vector>

#include "cases.h"
#include "engine/attention/mask.h"
#include "engine/math/random.h"

namespace attn {

// One generated case: shapes, inputs and options drawn from its number.
template <class R> struct Drawn {
    ProjectedInputsOf<R> given;
    ProjectionsOf<R> projections;
    OptionsOf<R> options;
    Index queries, keys, d_k, d_v;
    int kv_heads;
};

template <class R> Drawn<R> drawn(std::uint64_t number) {
    Pcg32 random(number, 31);
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    Drawn<R> d;
    d.queries = 1 + below(20), d.keys = 1 + below(40), d.d_k = 1 + below(9), d.d_v = 1 + below(9);
    OptionsOf<R>& o = d.options;
    d.kv_heads = 1 + below(3);
    o.heads = d.kv_heads * (1 + below(3));
    o.kv_heads = d.kv_heads;
    const auto matrix = [&](Index rows, Index cols) {
        return MatrixOf<R>(normal_matrix(random, rows, cols, 1.0, 6).template cast<R>());
    };
    const auto mask = [&](Index rows, Index cols) {
        Mask m(rows, cols);
        for (Index i = 0; i < m.size(); ++i) m.data()[i] = random.next() % 4 != 0;
        return m;
    };
    for (int h = 0; h < o.heads; ++h) d.given.q.push_back(matrix(d.queries, d.d_k));
    for (int h = 0; h < d.kv_heads; ++h)
        d.given.k.push_back(matrix(d.keys, d.d_k)), d.given.v.push_back(matrix(d.keys, d.d_v));
    if (below(2) == 0) d.projections.w_o = matrix(o.heads * d.d_v, 5);
    if (below(2) == 0) d.projections.b_o = matrix(1, d.projections.w_o.size() > 0 ? 5 : o.heads * d.d_v);
    if (below(3) == 0) o.scale = static_cast<R>(below(9)) / 4;
    if (below(3) == 0) o.temperature = static_cast<R>(1 + below(8)) / 4;
    if (below(3) == 0) o.softcap = static_cast<R>(1 + below(8)) / 2;
    if (below(3) == 0) o.causal = true;
    if (below(3) == 0) o.causal_offset = below(31) - 10;
    if (below(3) == 0) o.window = 1 + below(12);
    if (below(3) == 0)
        for (Index j = 0; j < d.keys; ++j) o.key_padding.push_back(random.next() % 4 != 0);
    const auto copies_of = [&](int kind) { return kind == 0 ? 0 : kind == 1 ? 1 : o.heads; };
    for (int n = copies_of(below(3)); n > 0; --n) o.mask.push_back(mask(d.queries, d.keys));
    for (int n = copies_of(below(3)); n > 0; --n) o.bias.push_back(matrix(d.queries, d.keys));
    if (below(3) == 0) {
        o.dropout_p = 0.1 * below(9);
        for (int h = 0; h < o.heads; ++h) o.dropout_keep.push_back(mask(d.queries, d.keys));
    }
    return d;
}

template <class R> TraceOf<R> trace_of(const Drawn<R>& d) {
    REQUIRE(misfit(d.given, d.projections, d.options) == std::nullopt);
    return attend(d.given, d.projections, d.options);
}

inline std::vector<int> shuffled(Index count, std::uint64_t seed) {
    Pcg32 random(seed, 5);
    std::vector<int> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
    return order;
}
template <class Any> Any rows_in(const Any& m, const std::vector<int>& order) {
    Any out(m.rows(), m.cols());
    for (Index i = 0; i < m.rows(); ++i) out.row(i) = m.row(order[static_cast<std::size_t>(i)]);
    return out;
}
template <class Any> Any columns_in(const Any& m, const std::vector<int>& order) {
    Any out(m.rows(), m.cols());
    for (Index j = 0; j < m.cols(); ++j) out.col(j) = m.col(order[static_cast<std::size_t>(j)]);
    return out;
}

// Causal triangle, window and padding written out as one mask for each head, so that keys or queries can be moved.
template <class R> void write_out_masks(Drawn<R>& d) {
    std::vector<Mask> all;
    OptionsOf<R> without_bias = d.options;
    without_bias.bias.clear();
    for (int h = 0; h < d.options.heads; ++h) all.push_back(allowed_rows(without_bias, h, 0, d.queries, d.keys));
    d.options.causal = false;
    d.options.window = d.options.causal_offset = 0;
    d.options.key_padding.clear();
    d.options.mask = all;
}

template <class R> bool same_heads(const TraceOf<R>& a, const TraceOf<R>& b) {
    bool same = same_bits(a.concat, b.concat) && same_bits(a.output, b.output);
    for (int h = 0; h < a.heads; ++h)
        same = same && same_bits(a.head(h).softmax.weights, b.head(h).softmax.weights) &&
               same_bits(a.head(h).context, b.head(h).context);
    return same;
}

inline constexpr int kCases = 150;

} // namespace attn
