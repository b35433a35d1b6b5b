#include "all_heads.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "engine/math/elementary.h"
#include "engine/math/ops.h"

namespace attn {

namespace {

// Softmax of the first `seen` numbers of a row, `line`, which has room for the next multiple of 16 of them. Scores that
// are all -infinity share nothing out, as in ops.h.
template <class R> void share_out(const KernelSet* simd, R* line, Index seen) {
    constexpr R minus_infinity = -std::numeric_limits<R>::infinity();
    const auto shares_nothing = [=](R max) { // a NaN is passed over by the maximum, and shared out
        return max == minus_infinity &&
               std::all_of(line, line + seen, [=](R score) { return score == minus_infinity; });
    };
    R max = minus_infinity;
    if constexpr (std::is_same_v<R, float>) {
        if (simd) {
            const Index end = (seen + 15) / 16 * 16;
            std::fill(line + seen, line + end, minus_infinity);
            max = simd->row_max(line, end);
            if (shares_nothing(max)) return std::fill(line, line + seen, 0.0f);
            const float sum = simd->row_exps(line, end, max);
            return simd->row_weights(line, end, sum);
        }
    }
    for (Index j = 0; j < seen; ++j) max = std::max(max, line[j]);
    if (shares_nothing(max)) return std::fill(line, line + seen, R(0));
    for (Index j = 0; j < seen; ++j) line[j] = exp(line[j] - max);
    const R sum = row_total(line, seen);
    for (Index j = 0; j < seen; ++j) line[j] /= sum;
}

// Calls visit(b, h, query rows, key rows, columns, rows of the weights), each as where it begins.
template <class R, class Visit> void for_each_head(const AllHeadsOf<R>& all, Index width, Visit&& visit) {
    for (int b = 0; b < all.sequences; ++b)
        for (int h = 0; h < all.heads; ++h)
            visit(b, Index{b} * all.queries, Index{b} * all.keys, h * width, (Index{b} * all.heads + h) * all.queries);
}

} // namespace

template <class R> void attend_all(ProductsOf<R>& products, const AllHeadsOf<R>& all, const PartOf<R>& q,
                                   const PartOf<R>& k, const PartOf<R>& v, MatrixOf<R>& weights, MatrixOf<R>& context) {
    const Index d = q.cols() / all.heads, queries = all.queries, keys = all.keys;
    weights.resize(Index{all.sequences} * all.heads * queries, keys);
    context.resize(q.rows(), q.cols());
    MatrixOf<R> line(1, (keys + 15) / 16 * 16);
    for_each_head(all, d, [&](int b, Index query, Index key, Index column, Index row) {
        auto w = weights.middleRows(row, queries);
        products.product_transposed(q.block(query, column, queries, d), k.block(key, column, keys, d), w);
        for (Index i = 0; i < queries; ++i) {
            const Index seen = all.seen(b, i);
            for (Index j = 0; j < seen; ++j) line(j) = w(i, j) * all.factor;
            share_out(products.simd(), line.data(), seen);
            for (Index j = 0; j < keys; ++j) w(i, j) = j < seen ? line(j) : R(0);
        }
        products.product(w, v.block(key, column, keys, d), {}, context.block(query, column, queries, d));
    });
}

template <class R> void attend_all_backward(ProductsOf<R>& products, const AllHeadsOf<R>& all, const PartOf<R>& q,
                                            const PartOf<R>& k, const PartOf<R>& v, const MatrixOf<R>& weights,
                                            const MatrixOf<R>& d_context, PlaceOf<R> d_q, PlaceOf<R> d_k,
                                            PlaceOf<R> d_v) {
    const Index d = q.cols() / all.heads, queries = all.queries, keys = all.keys;
    MatrixOf<R> d_scores(queries, keys), line(1, keys);
    for_each_head(all, d, [&](int b, Index query, Index key, Index column, Index row) {
        const auto w = weights.middleRows(row, queries);
        const auto d_c = d_context.block(query, column, queries, d);
        products.transposed_product(w, d_c, d_v.block(key, column, keys, d));
        products.product_transposed(d_c, v.block(key, column, keys, d), d_scores); // d_weights, for now
        for (Index i = 0; i < queries; ++i) {
            const Index seen = all.seen(b, i);
            for (Index j = 0; j < seen; ++j) line(j) = w(i, j) * d_scores(i, j);
            const R mean = row_total(line.data(), seen);
            for (Index j = 0; j < keys; ++j)
                d_scores(i, j) = j < seen ? w(i, j) * (d_scores(i, j) - mean) * all.factor : R(0);
        }
        products.product(d_scores, k.block(key, column, keys, d), {}, d_q.block(query, column, queries, d));
        products.transposed_product(d_scores, q.block(query, column, queries, d), d_k.block(key, column, keys, d));
    });
}

#define ATTN_ALL_HEADS(R)                                                                                              \
    template void attend_all(ProductsOf<R>&, const AllHeadsOf<R>&, const PartOf<R>&, const PartOf<R>&,                 \
                             const PartOf<R>&, MatrixOf<R>&, MatrixOf<R>&);                                            \
    template void attend_all_backward(ProductsOf<R>&, const AllHeadsOf<R>&, const PartOf<R>&, const PartOf<R>&,        \
                                      const PartOf<R>&, const MatrixOf<R>&, const MatrixOf<R>&, PlaceOf<R>,            \
                                      PlaceOf<R>, PlaceOf<R>);
ATTN_ALL_HEADS(float)
ATTN_ALL_HEADS(double)
#undef ATTN_ALL_HEADS

} // namespace attn
