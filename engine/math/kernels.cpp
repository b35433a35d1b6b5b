#include "kernels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

namespace attn {

namespace {

constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();

// Whether the processor has the instructions that a set was compiled with.
bool runs_here([[maybe_unused]] std::string_view key) {
#if defined(__x86_64__) || defined(__i386__)
    if (key == "avx512") return __builtin_cpu_supports("avx512f");
    if (key == "avx2") return __builtin_cpu_supports("avx2");
#endif
    return true;
}

// The widest first; null where the compiler could not make it.
std::array<const KernelSet*, 4> every_set() {
    return {avx512_kernels(), avx2_kernels(), sse2_kernels(), simd128_kernels()};
}

Size rounded_up(Size count, Size step) { return (count + step - 1) / step * step; }

} // namespace

std::vector<const KernelSet*> kernel_sets() {
    std::vector<const KernelSet*> out;
    for (const KernelSet* set : every_set())
        if (set && runs_here(set->key)) out.push_back(set);
    return out;
}

const KernelSet* widest_kernels() {
    for (const KernelSet* set : every_set())
        if (set && runs_here(set->key)) return set;
    return nullptr;
}

const KernelSet* kernels_named(std::string_view key) {
    for (const KernelSet* set : kernel_sets())
        if (set->key == key) return set;
    return nullptr;
}

PanelView packed_into(Numbers& room, const KernelSet& set, const Eigen::Ref<const Matrix>& b) {
    room.grow(b.rows() * rounded_up(b.cols(), set.panel));
    float* to = room.data();
    for (Size j = 0; j < b.cols(); j += set.panel) {
        const Size columns = std::min(set.panel, b.cols() - j);
        const auto bytes = static_cast<std::size_t>(columns) * sizeof(float);
        for (Size i = 0; i < b.rows(); ++i, to += set.panel) {
            std::memcpy(to, b.data() + i * b.outerStride() + j, bytes);
            std::fill(to + columns, to + set.panel, 0.0f);
        }
    }
    return {room.data(), b.rows(), b.cols()};
}

PanelView packed_transposed_into(Numbers& room, const KernelSet& set, const Eigen::Ref<const Matrix>& b) {
    room.grow(b.cols() * rounded_up(b.rows(), set.panel));
    float* to = room.data();
    for (Size j = 0; j < b.rows(); j += set.panel) {
        const Size columns = std::min(set.panel, b.rows() - j);
        const float* from = b.data() + j * b.outerStride();
        for (Size i = 0; i < b.cols(); ++i, to += set.panel) {
            for (Size c = 0; c < columns; ++c) to[c] = from[c * b.outerStride() + i];
            std::fill(to + columns, to + set.panel, 0.0f);
        }
    }
    return {room.data(), b.cols(), b.rows()};
}

Packed packed(const KernelSet& set, const Eigen::Ref<const Matrix>& b) {
    Packed out{.inner = b.rows(), .columns = b.cols()};
    packed_into(out.numbers, set, b);
    return out;
}

Packed packed_transposed(const KernelSet& set, const Eigen::Ref<const Matrix>& b) {
    Packed out{.inner = b.cols(), .columns = b.rows()};
    packed_transposed_into(out.numbers, set, b);
    return out;
}

Matrix product(const KernelSet& set, const Matrix& a, const Packed& b, const Matrix& bias) {
    assert(a.cols() == b.inner && (bias.size() == 0 || bias.size() == b.columns));
    Matrix out(a.rows(), b.columns);
    set.product(a.data(), a.cols(), a.rows(), b.view(), bias.size() ? bias.data() : nullptr, out.data(), out.cols());
    return out;
}

Matrix product(const KernelSet& set, const Matrix& a, const Matrix& b) {
    return product(set, a, packed(set, b), Matrix{});
}

Matrix product_transposed(const KernelSet& set, const Matrix& a, const Matrix& b) {
    return product(set, a, packed_transposed(set, b), Matrix{});
}

Softmax softmax(const KernelSet& set, const Matrix& scores, const Mask& allowed) {
    const Size rows = scores.rows(), cols = scores.cols(), length = rounded_up(cols, 16);
    Softmax out{.row_max = Matrix(rows, 1),
                .exps = Matrix(rows, cols),
                .row_sum = Matrix(rows, 1),
                .weights = Matrix(rows, cols)};
    Numbers line(length);
    float* const row = line.data();
    const auto bytes = static_cast<std::size_t>(cols) * sizeof(float);
    for (Size i = 0; i < rows; ++i) {
        std::fill(row + cols, row + length, kMinusInfinity);
        for (Size j = 0; j < cols; ++j) row[j] = allowed(i, j) ? scores(i, j) : kMinusInfinity;
        const float max = set.row_max(row, length);
        // Two things depend on which element comes first, so the plain loop decides: the sign of a largest zero,
        // and everything about a row with NaN or infinities or in which nothing is shared out.
        bool unusual = !std::isfinite(max) || max == 0.0f;
        if (!unusual) {
            const float sum = set.row_exps(row, length, max);
            unusual = std::isnan(sum);
            out.row_max(i) = max;
            out.row_sum(i) = sum;
            std::memcpy(&out.exps(i, 0), row, bytes);
            set.row_weights(row, length, sum);
            std::memcpy(&out.weights(i, 0), row, bytes);
        }
        if (unusual) {
            const Softmax plain = softmax(Matrix(scores.row(i)), Mask(allowed.row(i)));
            out.row_max(i) = plain.row_max(0);
            out.row_sum(i) = plain.row_sum(0);
            out.exps.row(i) = plain.exps;
            out.weights.row(i) = plain.weights;
        }
    }
    return out;
}

Matrix weighted_sum(const KernelSet& set, const Matrix& weights, const Matrix& values, const Mask& allowed) {
    // A masked weight may be multiplied if that adds a zero: then the sum, which is never -0, keeps its bits.
    if (!values.allFinite()) return weighted_sum(weights, values, allowed);
    return product(set, allowed.select(weights, Matrix::Zero(weights.rows(), weights.cols())), values);
}

template <class R> MatrixOf<R> product(const KernelSet* simd, const MatrixOf<R>& a, const MatrixOf<R>& b) {
    if constexpr (std::is_same_v<R, float>)
        if (simd) return product(*simd, a, b);
    return product(a, b);
}

template <class R> MatrixOf<R> product_transposed(const KernelSet* simd, const MatrixOf<R>& a, const MatrixOf<R>& b) {
    if constexpr (std::is_same_v<R, float>)
        if (simd) return product_transposed(*simd, a, b);
    return product_transposed(a, b);
}

template <class R> SoftmaxOf<R> softmax(const KernelSet* simd, const MatrixOf<R>& scores, const Mask& allowed) {
    if constexpr (std::is_same_v<R, float>)
        if (simd) return softmax(*simd, scores, allowed);
    return softmax(scores, allowed);
}

template <class R> MatrixOf<R> weighted_sum(const KernelSet* simd, const MatrixOf<R>& weights,
                                            const MatrixOf<R>& values, const Mask& allowed) {
    if constexpr (std::is_same_v<R, float>)
        if (simd) return weighted_sum(*simd, weights, values, allowed);
    return weighted_sum(weights, values, allowed);
}

#define ATTN_CHOICE(R)                                                                                                 \
    template MatrixOf<R> product(const KernelSet*, const MatrixOf<R>&, const MatrixOf<R>&);                            \
    template MatrixOf<R> product_transposed(const KernelSet*, const MatrixOf<R>&, const MatrixOf<R>&);                 \
    template SoftmaxOf<R> softmax(const KernelSet*, const MatrixOf<R>&, const Mask&);                                  \
    template MatrixOf<R> weighted_sum(const KernelSet*, const MatrixOf<R>&, const MatrixOf<R>&, const Mask&);
ATTN_CHOICE(float)
ATTN_CHOICE(double)
#undef ATTN_CHOICE

} // namespace attn
