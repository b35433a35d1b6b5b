// The fast twins of ops.h: the same bits from SIMD instructions, chosen when the program runs.
//
// The plain loops of ops.h stay the definition; these are compared with them bit by bit over every set of
// kernels that a machine has. Where there is none, the plain loops do the work.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "kernel_set.h"
#include "matrix.h"
#include "ops.h"

namespace attn {

// The sets that this machine can run, the widest first; perhaps none.
std::vector<const KernelSet*> kernel_sets();

// The widest of them, or null.
const KernelSet* widest_kernels();

// "sse2", "avx2", "avx512" or "simd128" if this machine can run it; null for anything else, such as "plain".
const KernelSet* kernels_named(std::string_view key);

// Numbers that begin at a multiple of 64 bytes, where a cache line and the widest vector begin.
struct alignas(64) Line {
    float number[16];
};
struct Numbers {
    std::vector<Line> lines;

    explicit Numbers(Size count = 0) : lines(static_cast<std::size_t>((count + 15) / 16)) {}
    void grow(Size count) { lines.resize(std::max(lines.size(), static_cast<std::size_t>((count + 15) / 16))); }
    float* data() { return lines.empty() ? nullptr : lines[0].number; }
    const float* data() const { return lines.empty() ? nullptr : lines[0].number; }
};

// A matrix prepared as the right operand of products: cut into the panels of one set (see PanelView). Worth
// keeping where the same matrix is multiplied often, as the projections of a model are.
struct Packed {
    Numbers numbers{};
    Size inner = 0, columns = 0;

    PanelView view() const { return {numbers.data(), inner, columns}; }
};
Packed packed(const KernelSet&, const Eigen::Ref<const Matrix>& b);            // B    [m, p]
Packed packed_transposed(const KernelSet&, const Eigen::Ref<const Matrix>& b); // B^T, from B [p, m]

// The same for a matrix that is needed once, in room that grows and is used again; until the next call.
PanelView packed_into(Numbers& room, const KernelSet&, const Eigen::Ref<const Matrix>& b);
PanelView packed_transposed_into(Numbers& room, const KernelSet&, const Eigen::Ref<const Matrix>& b);

// The steps of ops.h by the same names. `bias` is empty or [1, p].
Matrix product(const KernelSet&, const Matrix& a, const Matrix& b);
Matrix product(const KernelSet&, const Matrix& a, const Packed& b, const Matrix& bias);
Matrix product_transposed(const KernelSet&, const Matrix& a, const Matrix& b);
Softmax softmax(const KernelSet&, const Matrix& scores, const Mask& allowed);
Matrix weighted_sum(const KernelSet&, const Matrix& weights, const Matrix& values, const Mask& allowed);

// The same for callers that leave it open who does the work: with null, and always in double, the plain loops.
template <class R> MatrixOf<R> product(const KernelSet*, const MatrixOf<R>& a, const MatrixOf<R>& b);
template <class R> MatrixOf<R> product_transposed(const KernelSet*, const MatrixOf<R>& a, const MatrixOf<R>& b);
template <class R> SoftmaxOf<R> softmax(const KernelSet*, const MatrixOf<R>& scores, const Mask& allowed);
template <class R>
MatrixOf<R> weighted_sum(const KernelSet*, const MatrixOf<R>& weights, const MatrixOf<R>& values, const Mask& allowed);

} // namespace attn
