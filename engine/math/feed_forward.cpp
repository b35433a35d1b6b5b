#include "feed_forward.h"

#include <cmath>
#include <vector>

#include "elementary.h"
#include "ops.h"

namespace attn {

template <class R> void layer_norm(const MatrixOf<R>& x, const MatrixOf<R>& gain, const MatrixOf<R>& bias,
                                   NormedOf<R>& kept, MatrixOf<R>& out) {
    const Index rows = x.rows(), cols = x.cols();
    const R count = static_cast<R>(cols);
    kept.normed.resize(rows, cols), kept.deviation.resize(rows, 1), out.resize(rows, cols);
    std::vector<R> squares(static_cast<std::size_t>(cols));
    for (Index i = 0; i < rows; ++i) {
        const R mean = row_total(x.row(i).data(), cols) / count;
        for (Index j = 0; j < cols; ++j) {
            const R apart = kept.normed(i, j) = x(i, j) - mean;
            squares[static_cast<std::size_t>(j)] = apart * apart;
        }
        const R deviation = kept.deviation(i) = std::sqrt(row_total(squares.data(), cols) / count + R(1e-5));
        for (Index j = 0; j < cols; ++j) {
            const R normed = kept.normed(i, j) /= deviation;
            out(i, j) = bias.size() > 0 ? normed * gain(j) + bias(j) : normed * gain(j);
        }
    }
}

template <class R> void layer_norm_backward(const NormedOf<R>& kept, const MatrixOf<R>& gain, const MatrixOf<R>& d_out,
                                            MatrixOf<R>& d_x, MatrixOf<R>& d_gain, MatrixOf<R>& d_bias) {
    const Index rows = d_out.rows(), cols = d_out.cols();
    const R count = static_cast<R>(cols);
    std::vector<R> d_normed(static_cast<std::size_t>(cols)), products(static_cast<std::size_t>(cols));
    d_gain.setZero();
    for (Index i = 0; i < rows; ++i) {
        for (Index j = 0; j < cols; ++j) {
            const auto at = static_cast<std::size_t>(j);
            d_gain(j) += d_out(i, j) * kept.normed(i, j);
            d_normed[at] = d_out(i, j) * gain(j);
            products[at] = d_normed[at] * kept.normed(i, j);
        }
        const R mean = row_total(d_normed.data(), cols) / count, along = row_total(products.data(), cols) / count;
        for (Index j = 0; j < cols; ++j)
            d_x(i, j) += (d_normed[static_cast<std::size_t>(j)] - mean - kept.normed(i, j) * along) / kept.deviation(i);
    }
    if (d_bias.size() > 0) column_sums(d_out, d_bias);
}

template <class R> void relu(const MatrixOf<R>& x, MatrixOf<R>& out) {
    out.resize(x.rows(), x.cols());
    for (Index i = 0; i < x.size(); ++i) out.data()[i] = x.data()[i] < R(0) ? R(0) : x.data()[i];
}

template <class R> void relu_backward(const MatrixOf<R>& x, const MatrixOf<R>& d_out, MatrixOf<R>& d_x) {
    d_x.resize(x.rows(), x.cols());
    for (Index i = 0; i < x.size(); ++i) d_x.data()[i] = x.data()[i] > R(0) ? d_out.data()[i] : R(0);
}

namespace {

constexpr double kRootTwoOverPi = 0.7978845608028654, kCubic = 0.044715;

template <class R> R gelu_tanh(R x) {
    return tanh(static_cast<R>(kRootTwoOverPi) * (x + static_cast<R>(kCubic) * (x * x * x)));
}

} // namespace

template <class R> void gelu(const MatrixOf<R>& x, MatrixOf<R>& out) {
    out.resize(x.rows(), x.cols());
    for (Index i = 0; i < x.size(); ++i) {
        const R value = x.data()[i];
        out.data()[i] = R(0.5) * value * (R(1) + gelu_tanh(value));
    }
}

template <class R> void gelu_backward(const MatrixOf<R>& x, const MatrixOf<R>& d_out, MatrixOf<R>& d_x) {
    d_x.resize(x.rows(), x.cols());
    for (Index i = 0; i < x.size(); ++i) {
        const R value = x.data()[i], t = gelu_tanh(value);
        const R inner = static_cast<R>(kRootTwoOverPi) * (R(1) + static_cast<R>(3 * kCubic) * (value * value));
        d_x.data()[i] = d_out.data()[i] * (R(0.5) * (R(1) + t) + R(0.5) * value * ((R(1) - t) * (R(1) + t)) * inner);
    }
}

template <class R> void column_sums(const MatrixOf<R>& d_out, MatrixOf<R>& d) {
    d.setZero(1, d_out.cols());
    for (Index i = 0; i < d_out.rows(); ++i) d += d_out.row(i);
}

#define ATTN_FEED_FORWARD(R)                                                                                           \
    template void layer_norm(const MatrixOf<R>&, const MatrixOf<R>&, const MatrixOf<R>&, NormedOf<R>&, MatrixOf<R>&);  \
    template void layer_norm_backward(const NormedOf<R>&, const MatrixOf<R>&, const MatrixOf<R>&, MatrixOf<R>&,        \
                                      MatrixOf<R>&, MatrixOf<R>&);                                                     \
    template void relu(const MatrixOf<R>&, MatrixOf<R>&);                                                              \
    template void relu_backward(const MatrixOf<R>&, const MatrixOf<R>&, MatrixOf<R>&);                                 \
    template void gelu(const MatrixOf<R>&, MatrixOf<R>&);                                                              \
    template void gelu_backward(const MatrixOf<R>&, const MatrixOf<R>&, MatrixOf<R>&);                                 \
    template void column_sums(const MatrixOf<R>&, MatrixOf<R>&);
ATTN_FEED_FORWARD(float)
ATTN_FEED_FORWARD(double)
#undef ATTN_FEED_FORWARD

} // namespace attn
