// Products written into memory that is there already, parts of larger matrices too: training does thousands of them a
// second, and none may ask for memory. The bits are those of ops.h, whoever does the work.
#pragma once

#include <vector>

#include "kernels.h"

namespace attn {

// Part of a matrix, or all of it, to be read or written.
template <class R> using PartOf = Eigen::Ref<const MatrixOf<R>>;
template <class R> using PlaceOf = Eigen::Ref<MatrixOf<R>>;

// `out` has its shape already and is none of the operands.
template <class R> class ProductsOf {
public:
    // null, and always in double: the plain loops.
    explicit ProductsOf(const KernelSet* simd = widest_kernels()) : simd_(simd) {}
    const KernelSet* simd() const { return simd_; }

    // A B, each row plus `bias`, which is empty or [1, p].  [n, m], [m, p] -> [n, p]
    void product(const PartOf<R>& a, const PartOf<R>& b, const MatrixOf<R>& bias, PlaceOf<R> out);
    // A B^T.  [n, m], [p, m] -> [n, p]
    void product_transposed(const PartOf<R>& a, const PartOf<R>& b, PlaceOf<R> out);
    // A^T B: out(m, j) = sum_n a(n, m) b(n, j).  [n, m], [n, p] -> [m, p]
    void transposed_product(const PartOf<R>& a, const PartOf<R>& b, PlaceOf<R> out);

private:
    const KernelSet* simd_;
    Numbers panels_{};        // room for the right operand
    std::vector<R> turned_{}; // and for a left one that has to be turned round
};
using Products = ProductsOf<float>;

} // namespace attn
