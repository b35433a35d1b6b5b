// The SIMD kernels of one instruction set, as a table of functions on raw row-major numbers.
//
// A processor adds 4, 8 or 16 float32 in one instruction. To use that without changing a single bit, the
// lanes run across the columns of the result, never along a sum: every element of a product still has one
// accumulator of its own that starts at 0 and takes its products in ascending order, each rounded before it
// is added. How wide the lanes are then makes no difference, and every set gives the bits of ops.h.
//
// This header knows no library, not even Eigen: the files of the sets are compiled for processors that the
// program may not be running on, and an inline function compiled there must never be the copy that others call.
#pragma once

#include <cstddef>

namespace attn {

using Size = std::ptrdiff_t;

// A matrix [inner, columns] cut into panels of KernelSet::panel neighbouring columns, each stored by rows and
// one after the other, so that a product reads it from front to back. The last panel is filled up with zeros.
struct PanelView {
    const float* data = nullptr;
    Size inner = 0, columns = 0;
};

// What happens to a few rows of raw scores on the way to weights, in this order. Row r of a matrix begins
// r * stride after its pointer; S columns. A null pointer leaves the step out.
struct RowRules {
    float factor = 1.0f;         // scores are multiplied by it
    float softcap = 0.0f;        // then capped: c tanh(s / c), unless it is 0
    const float* bias = nullptr; // then this is added, [rows, S]
    Size bias_stride = 0;
    const bool* allowed = nullptr; // then softmax over the cells where this is true, [rows, S]
    Size allowed_stride = 0;
    const bool* keep = nullptr; // then weights are kept where this is true, [rows, S], and multiplied by
    Size keep_stride = 0;
    float keep_factor = 1.0f;
};

struct KernelSet {
    const char* key; // "sse2"
    Size panel;      // columns of a panel
    Size rows;       // rows that attend() takes through the whole way at a time

    // out[i] = exp(x[i]), the bits of exp(float) in elementary.h. x and out may be the same.
    void (*exp)(const float* x, Size count, float* out);

    // Rows of A B, plus `bias` [columns] if it is not null; [rows, inner] [inner, columns] -> [rows, columns].
    void (*product)(const float* a, Size a_stride, Size rows, const PanelView& b, const float* bias, float* out,
                    Size out_stride);

    // The steps of softmax on one row whose length is a multiple of 16, in place. Masked cells hold -infinity.
    // The largest element (a NaN is passed over, and which zero comes out is open):
    float (*row_max)(const float* row, Size count);
    // exp(row - max), returning row_total of it; `max` finite or NaN:
    float (*row_exps)(float* row, Size count, float max);
    // row / sum:
    void (*row_weights)(float* row, Size count, float sum);

    // Contexts of `rows` queries of one head: raw scores, the rules, softmax and the weighted sum of values, a
    // few rows at a time and without an n x n matrix.
    //   q     [rows, d_k]
    //   keys  panels of K^T [d_k, S];  values  panels of V [S, d_v]
    //   values_finite  whether no value is infinite or NaN; then a masked value may be multiplied by 0
    //   scratch  attend_scratch(S) numbers, aligned to 64 bytes
    //   out   [rows, d_v]
    void (*attend)(const float* q, Size q_stride, Size rows, const PanelView& keys, const PanelView& values,
                   bool values_finite, const RowRules&, float* scratch, float* out, Size out_stride);

    Size attend_scratch(Size keys) const { return rows * ((keys + 15) / 16 * 16); }
};

// Each in a file of its name (kernels_simd128.cpp, kernels_sse2.cpp, kernels_avx2.cpp, kernels_avx512.cpp); null where
// the compiler cannot make them.
const KernelSet* simd128_kernels();
const KernelSet* sse2_kernels();
const KernelSet* avx2_kernels();
const KernelSet* avx512_kernels();

} // namespace attn
