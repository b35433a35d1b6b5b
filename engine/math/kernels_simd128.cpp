// The kernels in WebAssembly's 128-bit vectors.
#include "kernel_set.h"

#if defined(__wasm_simd128__)

#include <wasm_simd128.h>

#include "kernel_softmax.h"

namespace attn {
namespace {

// A tile of 4 x 8 takes 8 of the 15 registers that V8 gives vectors; a larger one would spill.
struct Simd128 {
    using F = v128_t;
    static constexpr int lanes = 4, vectors = 2, rows = 4, exp_stretch = 64, unroll = 8;
    static F load(const float* p) { return wasm_v128_load(p); }
    static void store(float* p, F x) { wasm_v128_store(p, x); }
    static F splat(float x) { return wasm_f32x4_splat(x); }
    static F load_splat(const float* p) { return wasm_v128_load32_splat(p); }
    static F add(F a, F b) { return wasm_f32x4_add(a, b); }
    static F sub(F a, F b) { return wasm_f32x4_sub(a, b); }
    static F mul(F a, F b) { return wasm_f32x4_mul(a, b); }
    static F div(F a, F b) { return wasm_f32x4_div(a, b); }
    // x where it is larger than `max`, else `max`; one instruction, where the plain maximum takes several.
    static F larger(F x, F max) { return wasm_f32x4_pmax(max, x); }
    // Bytes that saturate put in the 0 and the NaN in one instruction each: minus 255 is 0, plus 255 is all ones.
    // Said with "and" and "or" the compiler turns it into selections, which take three.
    static F exp_scaled(F x, F e, F shifted) {
        const F scaled = wasm_i32x4_add(e, wasm_i32x4_shl(shifted, 23));
        const F kept = wasm_u8x16_sub_sat(scaled, wasm_f32x4_lt(x, splat(-87.3f)));
        return wasm_u8x16_add_sat(kept, wasm_f32x4_ne(x, x));
    }
    static F magnitude(F x) { return wasm_f32x4_abs(x); }
    static F with_sign_of(F sign, F x) { return wasm_v128_or(x, wasm_v128_and(sign, splat(-0.0f))); }
    static F at_least(F x, float limit, F then, F otherwise) {
        return wasm_v128_bitselect(then, otherwise, wasm_f32x4_ge(x, splat(limit)));
    }
    static F above_limit(F x, F e) {
        return wasm_v128_bitselect(splat(kInfinity), e, wasm_f32x4_gt(x, splat(88.72283f)));
    }
};

constexpr KernelSet kSet = kernel_set<Simd128>("simd128");

} // namespace

const KernelSet* simd128_kernels() { return &kSet; }

} // namespace attn

#else

const attn::KernelSet* attn::simd128_kernels() { return nullptr; }

#endif
