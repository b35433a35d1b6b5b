// The kernels in 512-bit vectors. CMake compiles this file for AVX-512, so nothing here may run before the processor
// has been asked (kernels.cpp).
#include "kernel_set.h"

#if defined(__AVX512F__)

#include <immintrin.h>

#include "kernel_softmax.h"

namespace attn {
namespace {

// One vector to a panel's row, so that heads of 16 columns fill it, and twice as many rows in return.
struct Avx512 {
    using F = __m512;
    static constexpr int lanes = 16, vectors = 1, rows = 8, exp_stretch = 64, unroll = 1;
    static F load(const float* p) { return _mm512_loadu_ps(p); }
    static void store(float* p, F x) { _mm512_storeu_ps(p, x); }
    static F splat(float x) { return _mm512_set1_ps(x); }
    static F load_splat(const float* p) { return _mm512_set1_ps(*p); }
    static F add(F a, F b) { return _mm512_add_ps(a, b); }
    static F sub(F a, F b) { return _mm512_sub_ps(a, b); }
    static F mul(F a, F b) { return _mm512_mul_ps(a, b); }
    static F div(F a, F b) { return _mm512_div_ps(a, b); }
    // x where it is larger than `max`, else `max`.
    static F larger(F x, F max) { return _mm512_max_ps(x, max); }
    static F exp_scaled(F x, F e, F shifted) {
        const __m512i n = _mm512_slli_epi32(_mm512_castps_si512(shifted), 23);
        const F scaled = _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(e), n));
        const F kept = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, splat(-87.3f), _CMP_NLT_UQ), scaled);
        return _mm512_mask_mov_ps(kept, _mm512_cmp_ps_mask(x, x, _CMP_UNORD_Q), x);
    }
    static F magnitude(F x) { return _mm512_abs_ps(x); }
    static F with_sign_of(F sign, F x) {
        const __m512i bit = _mm512_and_epi32(_mm512_castps_si512(sign), _mm512_castps_si512(splat(-0.0f)));
        return _mm512_castsi512_ps(_mm512_or_epi32(_mm512_castps_si512(x), bit));
    }
    static F at_least(F x, float limit, F then, F otherwise) {
        return _mm512_mask_mov_ps(otherwise, _mm512_cmp_ps_mask(x, splat(limit), _CMP_GE_OQ), then);
    }
    static F above_limit(F x, F e) {
        return _mm512_mask_mov_ps(e, _mm512_cmp_ps_mask(x, splat(88.72283f), _CMP_GT_OQ), splat(kInfinity));
    }
};

constexpr KernelSet kSet = kernel_set<Avx512>("avx512");

} // namespace

const KernelSet* avx512_kernels() { return &kSet; }

} // namespace attn

#else

const attn::KernelSet* attn::avx512_kernels() { return nullptr; }

#endif
