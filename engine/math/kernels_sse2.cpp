// The kernels in the 128-bit vectors that every x86-64 processor has.
#include "kernel_set.h"

#if defined(__SSE2__)

#include <immintrin.h>

#include "kernel_softmax.h"

namespace attn {
namespace {

struct Sse2 {
    using F = __m128;
    static constexpr int lanes = 4, vectors = 2, rows = 4, exp_stretch = 64, unroll = 1;
    static F load(const float* p) { return _mm_loadu_ps(p); }
    static void store(float* p, F x) { _mm_storeu_ps(p, x); }
    static F splat(float x) { return _mm_set1_ps(x); }
    static F load_splat(const float* p) { return _mm_set1_ps(*p); }
    static F add(F a, F b) { return _mm_add_ps(a, b); }
    static F sub(F a, F b) { return _mm_sub_ps(a, b); }
    static F mul(F a, F b) { return _mm_mul_ps(a, b); }
    static F div(F a, F b) { return _mm_div_ps(a, b); }
    // x where it is larger than `max`, else `max`.
    static F larger(F x, F max) { return _mm_max_ps(x, max); }
    static F exp_scaled(F x, F e, F shifted) {
        const __m128i n = _mm_slli_epi32(_mm_castps_si128(shifted), 23);
        const F scaled = _mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128(e), n));
        return _mm_or_ps(_mm_andnot_ps(_mm_cmplt_ps(x, splat(-87.3f)), scaled), _mm_cmpunord_ps(x, x));
    }
    static F magnitude(F x) { return _mm_andnot_ps(splat(-0.0f), x); }
    static F with_sign_of(F sign, F x) { return _mm_or_ps(x, _mm_and_ps(sign, splat(-0.0f))); }
    static F at_least(F x, float limit, F then, F otherwise) {
        const F yes = _mm_cmpge_ps(x, splat(limit));
        return _mm_or_ps(_mm_and_ps(yes, then), _mm_andnot_ps(yes, otherwise));
    }
    static F above_limit(F x, F e) {
        const F above = _mm_cmpgt_ps(x, splat(88.72283f));
        return _mm_or_ps(_mm_and_ps(above, splat(kInfinity)), _mm_andnot_ps(above, e));
    }
};

constexpr KernelSet kSet = kernel_set<Sse2>("sse2");

} // namespace

const KernelSet* sse2_kernels() { return &kSet; }

} // namespace attn

#else

const attn::KernelSet* attn::sse2_kernels() { return nullptr; }

#endif
