#include "peer.h"

#include <Eigen/Core>
#include <immintrin.h>

#include <cmath>

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using View = Eigen::Map<const Matrix>;
using Row = Eigen::Map<const Eigen::RowVectorXf>;

} // namespace

void eigen_forward(const EigenLayer& l) {
    const View x(l.x, l.tokens, l.d);
    Matrix projected[3];
    for (int i = 0; i < 3; ++i) {
        projected[i].noalias() = x * View(l.w[i], l.d, l.d);
        projected[i].rowwise() += Row(l.b[i], l.d);
    }
    const Eigen::Index width = l.d / l.heads;
    const float scale = 1.0f / std::sqrt(static_cast<float>(width));
    Matrix concat(l.tokens, l.d), scores(l.tokens, l.tokens);
    for (int h = 0; h < l.heads; ++h) {
        const auto q = projected[0].middleCols(h * width, width), k = projected[1].middleCols(h * width, width),
                   v = projected[2].middleCols(h * width, width);
        scores.noalias() = q * k.transpose();
        for (Eigen::Index i = 0; i < scores.rows(); ++i) {
            auto row = scores.row(i).array();
            row *= scale;
            row = (row - row.maxCoeff()).exp();
            row *= 1.0f / row.sum();
        }
        concat.middleCols(h * width, width).noalias() = scores * v;
    }
    Eigen::Map<Matrix> y(l.y, l.tokens, l.d);
    y.noalias() = concat * View(l.w[3], l.d, l.d);
    y.rowwise() += Row(l.b[3], l.d);
}

void eigen_multiply(const EigenLayer& l) {
    Eigen::Map<Matrix>(l.y, l.tokens, l.d).noalias() = View(l.x, l.tokens, l.d) * View(l.w[0], l.d, l.d);
}

// Twelve sums hide the latency of the addition; the products do not depend on them. The empty assembly keeps the
// compiler from seeing that every product is the same.
float peak_128(long steps) {
    __m128 sum0{}, sum1{}, sum2{}, sum3{}, sum4{}, sum5{}, sum6{}, sum7{};
    __m128 sum8{}, sum9{}, sum10{}, sum11{};
    __m128 a = _mm_set1_ps(1e-3f), b = _mm_set1_ps(1.1e-3f);
    const auto step = [&](__m128& sum) {
        asm volatile("" : "+x"(a));
        sum = _mm_add_ps(sum, _mm_mul_ps(a, b));
    };
    for (long i = 0; i < steps; ++i) {
        step(sum0), step(sum1), step(sum2), step(sum3), step(sum4), step(sum5), step(sum6), step(sum7);
        step(sum8), step(sum9), step(sum10), step(sum11);
    }
    const __m128 all = sum0 + sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + sum8 + sum9 + sum10 + sum11;
    return _mm_cvtss_f32(all);
}
