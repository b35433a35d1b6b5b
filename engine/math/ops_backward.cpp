#include "ops_backward.h"

#include <cassert>
#include <vector>

#include "elementary.h"

namespace attn {

namespace {

template <class M> M transposed(const M& m) { return m.transpose(); }

} // namespace

template <class R> OperandGradientsOf<R> product_backward(const KernelSet* simd, const MatrixOf<R>& a,
                                                          const MatrixOf<R>& b, const MatrixOf<R>& d_out,
                                                          const Mask& counts) {
    assert(a.rows() == d_out.rows() && b.cols() == d_out.cols());
    MatrixOf<R> d_a = product_transposed(simd, d_out, b);
    if (counts.size() == 0) return {std::move(d_a), product(simd, transposed(a), d_out)};
    return {std::move(d_a), transposed(weighted_sum(simd, transposed(d_out), a, transposed(counts)))};
}

template <class R> OperandGradientsOf<R> product_transposed_backward(const KernelSet* simd, const MatrixOf<R>& a,
                                                                     const MatrixOf<R>& b, const MatrixOf<R>& d_out,
                                                                     const Mask& allowed) {
    return {weighted_sum(simd, d_out, b, allowed), weighted_sum(simd, transposed(d_out), a, transposed(allowed))};
}

template <class R> MatrixOf<R> bias_backward(const MatrixOf<R>& d_out) {
    MatrixOf<R> d_bias = MatrixOf<R>::Zero(1, d_out.cols());
    for (Index i = 0; i < d_out.rows(); ++i) d_bias += d_out.row(i);
    return d_bias;
}

template <class R> MatrixOf<R> scale_scores_backward(const MatrixOf<R>& d_scaled, R factor) {
    return scale_scores(d_scaled, factor);
}

template <class R> MatrixOf<R> cap_scores_backward(const MatrixOf<R>& scores, R cap, const MatrixOf<R>& d_capped) {
    MatrixOf<R> d_scores(scores.rows(), scores.cols());
    for (Index i = 0; i < scores.rows(); ++i)
        for (Index j = 0; j < scores.cols(); ++j) {
            const R t = tanh(scores(i, j) / cap);
            d_scores(i, j) = d_capped(i, j) * ((R(1) - t) * (R(1) + t));
        }
    return d_scores;
}

template <class R>
MatrixOf<R> softmax_backward(const SoftmaxOf<R>& s, const MatrixOf<R>& d_weights, const Mask& allowed) {
    const Index rows = d_weights.rows(), cols = d_weights.cols();
    MatrixOf<R> d_scores = MatrixOf<R>::Zero(rows, cols);
    std::vector<R> products(static_cast<std::size_t>(cols));
    for (Index i = 0; i < rows; ++i) {
        if (s.row_sum(i) == R(0)) continue; // nothing was shared out
        for (Index j = 0; j < cols; ++j)
            products[static_cast<std::size_t>(j)] = allowed(i, j) ? s.weights(i, j) * d_weights(i, j) : R(0);
        const R mean = row_total(products.data(), cols);
        for (Index j = 0; j < cols; ++j)
            if (allowed(i, j)) d_scores(i, j) = s.weights(i, j) * (d_weights(i, j) - mean);
    }
    return d_scores;
}

template <class R>
MatrixOf<R> softmax_over_queries_backward(const SoftmaxOf<R>& s, const MatrixOf<R>& d_weights, const Mask& allowed) {
    const SoftmaxOf<R> turned{
        .row_max = {}, .exps = {}, .row_sum = transposed(s.row_sum), .weights = transposed(s.weights)};
    return transposed(softmax_backward(turned, transposed(d_weights), transposed(allowed)));
}

template <class R> MatrixOf<R> drop_weights_backward(const MatrixOf<R>& d_dropped, const Mask& keep, R factor) {
    return drop_weights(d_dropped, keep, factor);
}

template <class R> OperandGradientsOf<R> weighted_sum_backward(const KernelSet* simd, const MatrixOf<R>& weights,
                                                               const MatrixOf<R>& values, const Mask& allowed,
                                                               const MatrixOf<R>& d_out) {
    return {zeroed(product_transposed(simd, d_out, values), allowed),
            weighted_sum(simd, transposed(weights), d_out, transposed(allowed))};
}

#define ATTN_OPS_BACKWARD(R)                                                                                           \
    template OperandGradientsOf<R> product_backward(const KernelSet*, const MatrixOf<R>&, const MatrixOf<R>&,          \
                                                    const MatrixOf<R>&, const Mask&);                                  \
    template OperandGradientsOf<R> product_transposed_backward(const KernelSet*, const MatrixOf<R>&,                   \
                                                               const MatrixOf<R>&, const MatrixOf<R>&, const Mask&);   \
    template MatrixOf<R> bias_backward(const MatrixOf<R>&);                                                            \
    template MatrixOf<R> scale_scores_backward(const MatrixOf<R>&, R);                                                 \
    template MatrixOf<R> cap_scores_backward(const MatrixOf<R>&, R, const MatrixOf<R>&);                               \
    template MatrixOf<R> softmax_backward(const SoftmaxOf<R>&, const MatrixOf<R>&, const Mask&);                       \
    template MatrixOf<R> softmax_over_queries_backward(const SoftmaxOf<R>&, const MatrixOf<R>&, const Mask&);          \
    template MatrixOf<R> drop_weights_backward(const MatrixOf<R>&, const Mask&, R);                                    \
    template OperandGradientsOf<R> weighted_sum_backward(const KernelSet*, const MatrixOf<R>&, const MatrixOf<R>&,     \
                                                         const Mask&, const MatrixOf<R>&);
ATTN_OPS_BACKWARD(float)
ATTN_OPS_BACKWARD(double)
#undef ATTN_OPS_BACKWARD

} // namespace attn
