// Products in tiles, for any instruction set. Included by the kernels_*.cpp files alone, each with a type W:
//
//   W::F          a vector of W::lanes float32
//   W::vectors    vectors in a panel's row; a panel has lanes * vectors columns
//   W::rows       rows of a tile; rows * vectors accumulators and what they need must fit the registers
//   W::unroll     steps of a tile's inner loop written out one after the other
//   W::exp_stretch  numbers that row_exps takes halfway at a time, a multiple of 16
//   load, store, splat, load_splat, add, sub, mul, div, magnitude as their names say, and
//   larger(x, max)                   x where x > max, else `max`, so that a NaN in x is passed over
//   exp_scaled(x, e, shifted)        e 2^n with n from the low bits of `shifted`; 0 where x < -87.3, NaN where x is
//   above_limit(x, e)                infinity where x > 88.72283, else e
//   with_sign_of(sign, x)            x with the sign of `sign`; x has none
//   at_least(x, limit, then, other)  `then` where x >= limit, else `other`
//
// Everything is in an unnamed namespace, so that each set keeps the copy compiled for its own processor.
#pragma once

#include <utility>

#include "kernel_set.h"

namespace attn {
namespace {

template <class W> constexpr Size panel_columns = Size{W::lanes} * W::vectors;

// f(0), f(1), ... f(Count - 1), written out, so that what they index is known when compiling and can live in registers.
template <int... Numbers, class F> inline void written_out(std::integer_sequence<int, Numbers...>, F&& f) {
    (f(std::integral_constant<int, Numbers>{}), ...);
}
template <int Count, class F> inline void each(F&& f) { written_out(std::make_integer_sequence<int, Count>{}, f); }

// A tile of the product: `Rows` rows of A times one panel, all sums in registers from the first product to the
// last. Each step of the inner loop loads one row of the panel once for all rows of A.
template <class W, int Rows> [[gnu::noinline]] void tile(const float* a, Size a_stride, const float* panel, Size inner,
                                                         const float* bias, float* out, Size out_stride) {
    constexpr int vectors = W::vectors;
    typename W::F acc[Rows * vectors];
    const float* row[Rows];
    each<Rows>([&](auto r) { row[r] = a + r * a_stride; });
    each<Rows * vectors>([&](auto i) { acc[i] = W::splat(0.0f); });
    const auto step = [&](Size k) {
        typename W::F b[vectors];
        each<vectors>([&](auto v) { b[v] = W::load(panel + k * panel_columns<W> + v * W::lanes); });
        each<Rows>([&](auto r) {
            const typename W::F x = W::load_splat(row[r] + k);
            each<vectors>([&](auto v) { acc[r * vectors + v] = W::add(acc[r * vectors + v], W::mul(x, b[v])); });
        });
    };
    Size left = inner;
    for (; left >= W::unroll; left -= W::unroll) {
        for (Size k = 0; k < W::unroll; ++k) step(k);
        panel += W::unroll * panel_columns<W>;
        each<Rows>([&](auto r) { row[r] += W::unroll; });
    }
    for (Size k = 0; k < left; ++k) step(k);
    each<Rows * vectors>([&](auto i) {
        constexpr int r = i / vectors, v = i % vectors;
        typename W::F sum = acc[i];
        if (bias) sum = W::add(sum, W::load(bias + v * W::lanes));
        W::store(out + r * out_stride + v * W::lanes, sum);
    });
}

// The same for a number of rows that is known only when running, 1 to W::rows.
template <class W, int Rows = W::rows> inline void tile_of(Size rows, const float* a, Size a_stride, const float* panel,
                                                           Size inner, const float* bias, float* out, Size out_stride) {
    if constexpr (Rows > 1) {
        if (rows < Rows) return tile_of<W, Rows - 1>(rows, a, a_stride, panel, inner, bias, out, out_stride);
    }
    tile<W, Rows>(a, a_stride, panel, inner, bias, out, out_stride);
}

// A tile whose panel has only `columns` real columns: it goes through memory of its own.
template <class W> inline void partial_tile(Size rows, const float* a, Size a_stride, const float* panel, Size inner,
                                            const float* bias, Size columns, float* out, Size out_stride) {
    alignas(64) float whole[W::rows * panel_columns<W>];
    tile_of<W>(rows, a, a_stride, panel, inner, nullptr, whole, panel_columns<W>);
    for (Size r = 0; r < rows; ++r)
        for (Size c = 0; c < columns; ++c)
            out[r * out_stride + c] = whole[r * panel_columns<W> + c] + (bias ? bias[c] : 0.0f);
}

// Rows of A B. Blocks of rows small enough for the second-level cache meet every panel; a panel stays in the
// first-level cache while the rows of the block pass by.
template <class W> void product(const float* a, Size a_stride, Size rows, const PanelView& b, const float* bias,
                                float* out, Size out_stride) {
    constexpr Size block = 64;
    for (Size top = 0; top < rows; top += block) {
        const Size bottom = top + block < rows ? top + block : rows;
        for (Size j = 0; j < b.columns; j += panel_columns<W>) {
            const float* panel = b.data + j * b.inner;
            const float* panel_bias = bias ? bias + j : nullptr;
            const Size columns = b.columns - j;
            for (Size i = top; i < bottom; i += W::rows) {
                const Size count = bottom - i < W::rows ? bottom - i : Size{W::rows};
                const float* rows_a = a + i * a_stride;
                float* place = out + i * out_stride + j;
                if (columns >= panel_columns<W>)
                    tile_of<W>(count, rows_a, a_stride, panel, b.inner, panel_bias, place, out_stride);
                else partial_tile<W>(count, rows_a, a_stride, panel, b.inner, panel_bias, columns, place, out_stride);
            }
        }
    }
}

} // namespace
} // namespace attn
