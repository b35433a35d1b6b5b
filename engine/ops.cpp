#include "ops.h"

#include <array>
#include <cassert>
#include <limits>

#include "elementary.h"

namespace attn {

Matrix product(const Matrix& a, const Matrix& b) {
    assert(a.cols() == b.rows());
    Matrix out(a.rows(), b.cols());
    for (Index i = 0; i < a.rows(); ++i)
        for (Index j = 0; j < b.cols(); ++j) {
            float acc = 0.0f;
            for (Index m = 0; m < a.cols(); ++m) acc += a(i, m) * b(m, j);
            out(i, j) = acc;
        }
    return out;
}

Matrix product_transposed(const Matrix& a, const Matrix& b) {
    assert(a.cols() == b.cols());
    Matrix out(a.rows(), b.rows());
    for (Index i = 0; i < a.rows(); ++i)
        for (Index j = 0; j < b.rows(); ++j) {
            float acc = 0.0f;
            for (Index m = 0; m < a.cols(); ++m) acc += a(i, m) * b(j, m);
            out(i, j) = acc;
        }
    return out;
}

Matrix sum(const Matrix& a, const Matrix& b) { return a + b; }

Matrix columns(const Matrix& m, Index first, Index count) { return m.middleCols(first, count); }

Matrix scaled(const Matrix& scores, float factor) { return scores * factor; }

Matrix masked(const Matrix& scores, const Mask& allowed) {
    constexpr float minus_infinity = -std::numeric_limits<float>::infinity();
    return allowed.select(scores, Matrix::Constant(scores.rows(), scores.cols(), minus_infinity));
}

float row_total(const float* values, Index count) {
    std::array<float, 16> partial{};
    for (Index j = 0; j < count; ++j) partial[static_cast<std::size_t>(j % 16)] += values[j];
    for (std::size_t half = 8; half >= 1; half /= 2)
        for (std::size_t i = 0; i < half; ++i) partial[i] += partial[i + half];
    return partial[0];
}

Softmax softmax(const Matrix& scores, const Mask& allowed) {
    const Index rows = scores.rows(), cols = scores.cols();
    Softmax s{Vector::Zero(rows), Matrix::Zero(rows, cols), Vector::Zero(rows), Matrix::Zero(rows, cols)};
    for (Index i = 0; i < rows; ++i) {
        bool any = false;
        for (Index j = 0; j < cols; ++j) {
            if (!allowed(i, j)) continue;
            if (!any || scores(i, j) > s.row_max(i)) s.row_max(i) = scores(i, j);
            any = true;
        }
        if (!any) continue;
        for (Index j = 0; j < cols; ++j)
            if (allowed(i, j)) s.exps(i, j) = exp(scores(i, j) - s.row_max(i));
        s.row_sum(i) = row_total(s.exps.row(i).data(), cols);
        for (Index j = 0; j < cols; ++j)
            if (allowed(i, j)) s.weights(i, j) = s.exps(i, j) / s.row_sum(i);
    }
    return s;
}

Matrix weighted_sum(const Matrix& weights, const Matrix& values, const Mask& allowed) {
    assert(weights.cols() == values.rows());
    Matrix out(weights.rows(), values.cols());
    for (Index i = 0; i < weights.rows(); ++i)
        for (Index c = 0; c < values.cols(); ++c) {
            float acc = 0.0f;
            for (Index j = 0; j < weights.cols(); ++j)
                if (allowed(i, j)) acc += weights(i, j) * values(j, c);
            out(i, c) = acc;
        }
    return out;
}

} // namespace attn
