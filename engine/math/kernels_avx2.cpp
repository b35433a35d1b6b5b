// The kernels in 256-bit vectors. CMake compiles this file for AVX2, so nothing here may run before the processor
// has been asked (kernels.cpp).
#include "kernel_set.h"

#if defined(__AVX2__)

#include <immintrin.h>

#include "kernel_softmax.h"

namespace attn {
namespace {

struct Avx2 {
    using F = __m256;
    static constexpr int lanes = 8, vectors = 2, rows = 4, exp_stretch = 64, unroll = 1;
    static F load(const float* p) { return _mm256_loadu_ps(p); }
    static void store(float* p, F x) { _mm256_storeu_ps(p, x); }
    static F splat(float x) { return _mm256_set1_ps(x); }
    static F load_splat(const float* p) { return _mm256_broadcast_ss(p); }
    static F add(F a, F b) { return _mm256_add_ps(a, b); }
    static F sub(F a, F b) { return _mm256_sub_ps(a, b); }
    static F mul(F a, F b) { return _mm256_mul_ps(a, b); }
    static F div(F a, F b) { return _mm256_div_ps(a, b); }
    // x where it is larger than `max`, else `max`.
    static F larger(F x, F max) { return _mm256_max_ps(x, max); }
    static F exp_scaled(F x, F e, F shifted) {
        const __m256i n = _mm256_slli_epi32(_mm256_castps_si256(shifted), 23);
        const F scaled = _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(e), n));
        const F kept = _mm256_andnot_ps(_mm256_cmp_ps(x, splat(-87.3f), _CMP_LT_OQ), scaled);
        return _mm256_or_ps(kept, _mm256_cmp_ps(x, x, _CMP_UNORD_Q));
    }
    static F magnitude(F x) { return _mm256_andnot_ps(splat(-0.0f), x); }
    static F with_sign_of(F sign, F x) { return _mm256_or_ps(x, _mm256_and_ps(sign, splat(-0.0f))); }
    static F at_least(F x, float limit, F then, F otherwise) {
        return _mm256_blendv_ps(otherwise, then, _mm256_cmp_ps(x, splat(limit), _CMP_GE_OQ));
    }
    static F above_limit(F x, F e) {
        return _mm256_blendv_ps(e, splat(kInfinity), _mm256_cmp_ps(x, splat(88.72283f), _CMP_GT_OQ));
    }
};

constexpr KernelSet kSet = kernel_set<Avx2>("avx2");

} // namespace

const KernelSet* avx2_kernels() { return &kSet; }

} // namespace attn

#else

const attn::KernelSet* attn::avx2_kernels() { return nullptr; }

#endif
