#include "ops.h"

#include <array>
#include <cassert>
#include <limits>

#include "elementary.h"

namespace attn {

template <class R> MatrixOf<R> product(const MatrixOf<R>& a, const MatrixOf<R>& b) {
    assert(a.cols() == b.rows());
    MatrixOf<R> out(a.rows(), b.cols());
    for (Index i = 0; i < a.rows(); ++i)
        for (Index j = 0; j < b.cols(); ++j) {
            R acc = 0;
            for (Index m = 0; m < a.cols(); ++m) acc += a(i, m) * b(m, j);
            out(i, j) = acc;
        }
    return out;
}

template <class R> MatrixOf<R> product_transposed(const MatrixOf<R>& a, const MatrixOf<R>& b) {
    assert(a.cols() == b.cols());
    MatrixOf<R> out(a.rows(), b.rows());
    for (Index i = 0; i < a.rows(); ++i)
        for (Index j = 0; j < b.rows(); ++j) {
            R acc = 0;
            for (Index m = 0; m < a.cols(); ++m) acc += a(i, m) * b(j, m);
            out(i, j) = acc;
        }
    return out;
}

template <class R> MatrixOf<R> sum(const MatrixOf<R>& a, const MatrixOf<R>& b) {
    assert(a.rows() == b.rows() && a.cols() == b.cols());
    return a + b;
}

template <class R> MatrixOf<R> with_bias(const MatrixOf<R>& a, const MatrixOf<R>& bias) {
    assert(bias.size() == 0 || bias.size() == a.cols());
    return bias.size() == 0 ? a : sum(a, MatrixOf<R>(bias.replicate(a.rows(), 1)));
}

template <class R> MatrixOf<R> columns(const MatrixOf<R>& m, Index first, Index count) {
    return m.middleCols(first, count);
}

template <class R> MatrixOf<R> scale_scores(const MatrixOf<R>& scores, R factor) { return scores * factor; }

template <class R> MatrixOf<R> cap_scores(const MatrixOf<R>& scores, R cap) {
    MatrixOf<R> out(scores.rows(), scores.cols());
    for (Index i = 0; i < scores.rows(); ++i)
        for (Index j = 0; j < scores.cols(); ++j) out(i, j) = cap * tanh(scores(i, j) / cap);
    return out;
}

template <class R> MatrixOf<R> mask_scores(const MatrixOf<R>& scores, const Mask& allowed) {
    constexpr R minus_infinity = -std::numeric_limits<R>::infinity();
    return allowed.select(scores, MatrixOf<R>::Constant(scores.rows(), scores.cols(), minus_infinity));
}

template <class R> R row_total(const R* values, Index count) {
    std::array<R, 16> partial{};
    for (Index j = 0; j < count; ++j) partial[static_cast<std::size_t>(j % 16)] += values[j];
    for (std::size_t half = 8; half >= 1; half /= 2)
        for (std::size_t i = 0; i < half; ++i) partial[i] += partial[i + half];
    return partial[0];
}

template <class R> SoftmaxOf<R> softmax(const MatrixOf<R>& scores, const Mask& allowed) {
    constexpr R minus_infinity = -std::numeric_limits<R>::infinity();
    const Index rows = scores.rows(), cols = scores.cols();
    SoftmaxOf<R> s{.row_max = MatrixOf<R>::Zero(rows, 1),
                   .exps = MatrixOf<R>::Zero(rows, cols),
                   .row_sum = MatrixOf<R>::Zero(rows, 1),
                   .weights = MatrixOf<R>::Zero(rows, cols)};
    for (Index i = 0; i < rows; ++i) {
        bool any = false, shares = false; // a NaN is shared out, too: all weights become NaN
        for (Index j = 0; j < cols; ++j) {
            if (!allowed(i, j)) continue;
            if (!any || scores(i, j) > s.row_max(i)) s.row_max(i) = scores(i, j);
            any = true;
            shares = shares || scores(i, j) != minus_infinity;
        }
        if (!shares) {
            s.row_max(i) = 0;
            continue;
        }
        for (Index j = 0; j < cols; ++j)
            if (allowed(i, j)) s.exps(i, j) = exp(scores(i, j) - s.row_max(i));
        s.row_sum(i) = row_total(s.exps.row(i).data(), cols);
        for (Index j = 0; j < cols; ++j)
            if (allowed(i, j)) s.weights(i, j) = s.exps(i, j) / s.row_sum(i);
    }
    return s;
}

template <class R> SoftmaxOf<R> softmax_over_queries(const MatrixOf<R>& scores, const Mask& allowed) {
    SoftmaxOf<R> s = softmax(MatrixOf<R>(scores.transpose()), Mask(allowed.transpose()));
    for (MatrixOf<R>* m : {&s.row_max, &s.exps, &s.row_sum, &s.weights}) *m = MatrixOf<R>(m->transpose());
    return s;
}

template <class R> MatrixOf<R> shift_scores(const MatrixOf<R>& scores, const MatrixOf<R>& row_max) {
    const bool over_columns = row_max.rows() == 1 && row_max.cols() == scores.cols();
    MatrixOf<R> out(scores.rows(), scores.cols());
    for (Index i = 0; i < scores.rows(); ++i)
        for (Index j = 0; j < scores.cols(); ++j)
            out(i, j) = scores(i, j) - (over_columns ? row_max(0, j) : row_max(i, 0));
    return out;
}

template <class R> MatrixOf<R> zeroed(const MatrixOf<R>& weights, const Mask& allowed) {
    return allowed.select(weights, MatrixOf<R>::Zero(weights.rows(), weights.cols()));
}

template <class R> MatrixOf<R> drop_weights(const MatrixOf<R>& weights, const Mask& keep, R factor) {
    return keep.select(weights * factor, MatrixOf<R>::Zero(weights.rows(), weights.cols()));
}

template <class R>
MatrixOf<R> average_weights(const MatrixOf<R>& weights, const MatrixOf<R>& kept, int samples, R factor) {
    MatrixOf<R> out(weights.rows(), weights.cols());
    for (Index i = 0; i < out.size(); ++i)
        out.data()[i] = weights.data()[i] * (factor * kept.data()[i] / static_cast<R>(samples));
    return out;
}

template <class R>
MatrixOf<R> weighted_sum(const MatrixOf<R>& weights, const MatrixOf<R>& values, const Mask& allowed) {
    assert(weights.cols() == values.rows());
    MatrixOf<R> out(weights.rows(), values.cols());
    for (Index i = 0; i < weights.rows(); ++i)
        for (Index c = 0; c < values.cols(); ++c) {
            R acc = 0;
            for (Index j = 0; j < weights.cols(); ++j)
                if (allowed(i, j)) acc += weights(i, j) * values(j, c);
            out(i, c) = acc;
        }
    return out;
}

// The two instantiations there are: float is the product, double serves the tests.
#define ATTN_OPS(R)                                                                                                    \
    template MatrixOf<R> product(const MatrixOf<R>&, const MatrixOf<R>&);                                              \
    template MatrixOf<R> product_transposed(const MatrixOf<R>&, const MatrixOf<R>&);                                   \
    template MatrixOf<R> sum(const MatrixOf<R>&, const MatrixOf<R>&);                                                  \
    template MatrixOf<R> with_bias(const MatrixOf<R>&, const MatrixOf<R>&);                                            \
    template MatrixOf<R> columns(const MatrixOf<R>&, Index, Index);                                                    \
    template MatrixOf<R> scale_scores(const MatrixOf<R>&, R);                                                          \
    template MatrixOf<R> cap_scores(const MatrixOf<R>&, R);                                                            \
    template MatrixOf<R> mask_scores(const MatrixOf<R>&, const Mask&);                                                 \
    template R row_total(const R*, Index);                                                                             \
    template SoftmaxOf<R> softmax(const MatrixOf<R>&, const Mask&);                                                    \
    template SoftmaxOf<R> softmax_over_queries(const MatrixOf<R>&, const Mask&);                                       \
    template MatrixOf<R> shift_scores(const MatrixOf<R>&, const MatrixOf<R>&);                                         \
    template MatrixOf<R> average_weights(const MatrixOf<R>&, const MatrixOf<R>&, int, R);                              \
    template MatrixOf<R> zeroed(const MatrixOf<R>&, const Mask&);                                                      \
    template MatrixOf<R> drop_weights(const MatrixOf<R>&, const Mask&, R);                                             \
    template MatrixOf<R> weighted_sum(const MatrixOf<R>&, const MatrixOf<R>&, const Mask&);
ATTN_OPS(float)
ATTN_OPS(double)
#undef ATTN_OPS

} // namespace attn
