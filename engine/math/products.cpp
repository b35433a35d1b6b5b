#include "products.h"

#include <algorithm>
#include <cassert>
#include <type_traits>

namespace attn {

namespace {

void multiplied(const KernelSet& set, const PartOf<float>& a, const PanelView& b, const float* bias,
                PlaceOf<float>& out) {
    set.product(a.data(), a.outerStride(), a.rows(), b, bias, out.data(), out.outerStride());
}

} // namespace

template <class R>
void ProductsOf<R>::product(const PartOf<R>& a, const PartOf<R>& b, const MatrixOf<R>& bias, PlaceOf<R> out) {
    assert(a.cols() == b.rows() && a.rows() == out.rows() && b.cols() == out.cols());
    if constexpr (std::is_same_v<R, float>)
        if (simd_)
            return multiplied(*simd_, a, packed_into(panels_, *simd_, b), bias.size() > 0 ? bias.data() : nullptr, out);
    out = with_bias(attn::product(MatrixOf<R>(a), MatrixOf<R>(b)), bias);
}

template <class R> void ProductsOf<R>::product_transposed(const PartOf<R>& a, const PartOf<R>& b, PlaceOf<R> out) {
    assert(a.cols() == b.cols() && a.rows() == out.rows() && b.rows() == out.cols());
    if constexpr (std::is_same_v<R, float>)
        if (simd_) return multiplied(*simd_, a, packed_transposed_into(panels_, *simd_, b), nullptr, out);
    out = attn::product_transposed(MatrixOf<R>(a), MatrixOf<R>(b));
}

template <class R> void ProductsOf<R>::transposed_product(const PartOf<R>& a, const PartOf<R>& b, PlaceOf<R> out) {
    assert(a.rows() == b.rows() && a.cols() == out.rows() && b.cols() == out.cols());
    const auto needed = static_cast<std::size_t>(a.size());
    if (turned_.size() < needed) turned_.resize(needed);
    Eigen::Map<MatrixOf<R>> turned(turned_.data(), a.cols(), a.rows());
    constexpr Index some = 16; // so many results are neighbours in memory, a cache line
    for (Index first = 0; first < a.rows(); first += some)
        for (Index m = 0; m < a.cols(); ++m)
            for (Index i = first; i < std::min(first + some, a.rows()); ++i) turned(m, i) = a(i, m);
    product(turned, b, {}, out);
}

template class ProductsOf<float>;
template class ProductsOf<double>;

} // namespace attn
