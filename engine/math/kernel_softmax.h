// Softmax in SIMD steps, and the pass without the n x n matrix, for any instruction set. See kernel_tile.h.
#pragma once

#include "kernel_tile.h"

namespace attn {
namespace {

constexpr float kInfinity = __builtin_inff(), kNan = __builtin_nanf("");

// exp of each lane, in two halves: the same steps as exp(float) in elementary.cpp, one for one. First x = n ln 2 + r;
// `shifted` is n + round, whose low bits are n.
template <class W> struct Reduced {
    typename W::F r, shifted;
};
template <class W> [[gnu::always_inline]] inline Reduced<W> reduced(typename W::F x) {
    constexpr float round = 12582912.0f, log2e = 1.44269504f;
    constexpr float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f;
    const auto shifted = W::add(W::mul(x, W::splat(log2e)), W::splat(round));
    const auto n = W::sub(shifted, W::splat(round));
    return {W::sub(W::sub(x, W::mul(n, W::splat(ln2_high))), W::mul(n, W::splat(ln2_low))), shifted};
}
// Then e^r 2^n. 2^n is put on by adding n to the exponent: e^r 2^n is a normal number for every x between the limits
// (at n = 128, e^r is below 1).
template <class W> [[gnu::always_inline]] inline typename W::F powered(typename W::F x, const Reduced<W>& reduction) {
    const auto r = reduction.r;
    auto p = W::splat(1.9875691500e-4f);
    p = W::add(W::mul(p, r), W::splat(1.3981999507e-3f));
    p = W::add(W::mul(p, r), W::splat(8.3334519073e-3f));
    p = W::add(W::mul(p, r), W::splat(4.1665795894e-2f));
    p = W::add(W::mul(p, r), W::splat(1.6666665459e-1f));
    p = W::add(W::mul(p, r), W::splat(5.0000001201e-1f));
    const auto e = W::add(W::add(W::mul(p, W::mul(r, r)), r), W::splat(1.0f));
    return W::exp_scaled(x, e, reduction.shifted);
}

// The same where x may be so large that e^x is infinite.
template <class W> inline typename W::F simd_exp_of_any(typename W::F x) {
    return W::above_limit(x, powered<W>(x, reduced<W>(x)));
}

// tanh of each lane: the same steps as tanh(float) in elementary.cpp.
template <class W> inline typename W::F simd_tanh(typename W::F x) {
    const auto one = W::splat(1.0f), two = W::splat(2.0f), size = W::magnitude(x), x2 = W::mul(x, x);
    const auto far = W::sub(one, W::div(two, W::add(simd_exp_of_any<W>(W::mul(two, size)), one)));
    auto p = W::splat(-5.70498872745e-3f);
    p = W::add(W::mul(p, x2), W::splat(2.06390887954e-2f));
    p = W::add(W::mul(p, x2), W::splat(-5.37397155531e-2f));
    p = W::add(W::mul(p, x2), W::splat(1.33314422036e-1f));
    p = W::add(W::mul(p, x2), W::splat(-3.33332819422e-1f));
    const auto near = W::add(W::mul(p, W::mul(x2, x)), x);
    return W::with_sign_of(x, W::at_least(size, 0.625f, far, near)); // near has the sign, but of -0
}

template <class W> void exp_all(const float* x, Size count, float* out) {
    Size i = 0;
    for (; i + W::lanes <= count; i += W::lanes) W::store(out + i, simd_exp_of_any<W>(W::load(x + i)));
    if (i == count) return;
    alignas(64) float rest[W::lanes] = {};
    for (Size j = i; j < count; ++j) rest[j - i] = x[j];
    W::store(rest, simd_exp_of_any<W>(W::load(rest)));
    for (Size j = i; j < count; ++j) out[j] = rest[j - i];
}

// Softmax goes along a row in blocks of 16, the number of partial sums: so many vectors.
template <class W> constexpr int kBlockVectors = 16 / W::lanes;

template <class W> inline float largest_lane(const typename W::F (&max)[kBlockVectors<W>]) {
    alignas(64) float lane[16];
    for (int v = 0; v < kBlockVectors<W>; ++v) W::store(lane + v * W::lanes, max[v]);
    float largest = lane[0];
    for (int i = 1; i < 16; ++i) largest = lane[i] > largest ? lane[i] : largest;
    return largest;
}

template <class W> float row_max(const float* row, Size count) {
    typename W::F max[kBlockVectors<W>];
    for (auto& m : max) m = W::splat(-kInfinity);
    for (Size j = 0; j < count; j += 16)
        for (int v = 0; v < kBlockVectors<W>; ++v) max[v] = W::larger(W::load(row + j + v * W::lanes), max[v]);
    return largest_lane<W>(max);
}

template <class W> float row_exps(float* row, Size count, float max) {
    // Each step of exp waits for the one before. Halfway the numbers of a stretch go through memory, so that the
    // waiting lines are short and the processor finds enough to do beside them.
    constexpr Size stretch = W::exp_stretch;
    alignas(64) float r[stretch], shifted[stretch];
    typename W::F partial[kBlockVectors<W>];
    for (auto& sum : partial) sum = W::splat(0.0f);
    const auto row_maximum = W::splat(max);
    for (; count > 0; row += stretch, count -= stretch) {
        const Size some = count < stretch ? count : stretch;
        for (Size j = 0; j < some; j += 16)
            for (int v = 0; v < kBlockVectors<W>; ++v) {
                const Size at = j + v * W::lanes;
                const auto x = W::sub(W::load(row + at), row_maximum);
                const auto reduction = reduced<W>(x);
                W::store(row + at, x);
                W::store(r + at, reduction.r);
                W::store(shifted + at, reduction.shifted);
            }
        for (Size j = 0; j < some; j += 16)
            for (int v = 0; v < kBlockVectors<W>; ++v) {
                const Size at = j + v * W::lanes;
                const auto e = powered<W>(W::load(row + at), {W::load(r + at), W::load(shifted + at)});
                W::store(row + at, e);
                partial[v] = W::add(partial[v], e);
            }
    }
    alignas(64) float lane[16];
    for (int v = 0; v < kBlockVectors<W>; ++v) W::store(lane + v * W::lanes, partial[v]);
    for (int half = 8; half >= 1; half /= 2)
        for (int i = 0; i < half; ++i) lane[i] += lane[i + half];
    return lane[0];
}

template <class W> void row_weights(float* row, Size count, float sum) {
    const auto divisor = W::splat(sum);
    for (Size j = 0; j < count; j += W::lanes) W::store(row + j, W::div(W::load(row + j), divisor));
}

// Raw scores of one row, cells [0, last), become what softmax sees, and up to `end`, a multiple of 16, the row is
// filled up. Returns the largest. The pointers of `rules` are those of this row.
template <class W> inline float follow_rules(float* row, Size last, Size end, const RowRules& rules) {
    typename W::F max[kBlockVectors<W>];
    for (auto& m : max) m = W::splat(-kInfinity);
    const auto factor = W::splat(rules.factor);
    const bool plain = !(rules.softcap > 0.0f) && !rules.bias && !rules.allowed;
    const Size whole = plain ? last - last % 16 : 0;
    for (Size j = 0; j < end; j += 16)
        for (int v = 0; v < kBlockVectors<W>; ++v) {
            float* const place = row + j + v * W::lanes;
            const auto scaled = W::mul(W::load(place), factor);
            W::store(place, scaled);
            if (j < whole) max[v] = W::larger(scaled, max[v]);
        }
    if (rules.softcap > 0.0f) {
        const auto cap = W::splat(rules.softcap);
        for (Size j = 0; j < end; j += W::lanes)
            W::store(row + j, W::mul(cap, simd_tanh<W>(W::div(W::load(row + j), cap))));
    }
    if (rules.bias)
        for (Size j = 0; j < last; ++j) row[j] += rules.bias[j];
    if (rules.allowed)
        for (Size j = 0; j < last; ++j) row[j] = rules.allowed[j] ? row[j] : -kInfinity;
    for (Size j = last; j < end; ++j) row[j] = -kInfinity;
    for (Size j = whole; j < end; j += 16)
        for (int v = 0; v < kBlockVectors<W>; ++v) max[v] = W::larger(W::load(row + j + v * W::lanes), max[v]);
    return largest_lane<W>(max);
}

// Whether every number of a row is -infinity: masked, or overflowed.
inline bool all_minus_infinity(const float* row, Size count) {
    for (Size j = 0; j < count; ++j)
        if (row[j] != -kInfinity) return false;
    return true;
}

// A row in which softmax meets a NaN or +infinity: by the rules of floating point every allowed weight comes out as
// NaN. What is masked stays exactly 0.
inline void fill_unusual(float* row, Size count, const bool* allowed) {
    for (Size j = 0; j < count; ++j) row[j] = !allowed || allowed[j] ? kNan : 0.0f;
}

// Scores to weights, in place; row, `last` and `end` as above.
template <class W> inline void weights_of(float* row, Size last, Size end, const RowRules& rules) {
    const float max = follow_rules<W>(row, last, end, rules);
    // The maximum passes over a NaN, so -infinity alone does not say that there is nothing else.
    if (max == -kInfinity && all_minus_infinity(row, last)) {
        for (Size j = 0; j < end; ++j) row[j] = 0.0f;
        return;
    }
    // A NaN anywhere and an infinite maximum show as a sum that is NaN.
    const float sum = row_exps<W>(row, end, max);
    if (sum == sum) row_weights<W>(row, end, sum);
    else fill_unusual(row, last, rules.allowed);
    if (rules.keep)
        for (Size j = 0; j < last; ++j) row[j] = rules.keep[j] ? row[j] * rules.keep_factor : 0.0f;
}

// The rules from row r and key j on.
inline RowRules from(RowRules rules, Size r, Size j) {
    if (rules.bias) rules.bias += r * rules.bias_stride + j;
    if (rules.allowed) rules.allowed += r * rules.allowed_stride + j;
    if (rules.keep) rules.keep += r * rules.keep_stride + j;
    return rules;
}

// The keys that some row may attend to lie in [first, last). The others would add exactly nothing, so they are
// left out. `first` is rounded down to a multiple of 16 because softmax sums element j in partial j mod 16.
struct KeyRange {
    Size first, last;
};
inline KeyRange keys_in_use(const RowRules& rules, Size rows, Size keys) {
    if (!rules.allowed) return {0, keys};
    KeyRange range{keys, 0};
    for (Size r = 0; r < rows; ++r) {
        const bool* allowed = rules.allowed + r * rules.allowed_stride;
        Size j = 0;
        while (j < range.first && !allowed[j]) ++j;
        if (j < range.first) range.first = j;
        j = keys;
        while (j > range.last && !allowed[j - 1]) --j;
        range.last = j;
    }
    if (range.first >= range.last) return {0, 0};
    range.first -= range.first % 16;
    return range;
}

// The weighted sum that skips masked values instead of multiplying them by 0, for values that are not finite.
template <class W>
void careful_sum(const float* weights, const bool* allowed, const PanelView& values, KeyRange range, float* out) {
    constexpr Size width = panel_columns<W>;
    for (Size c = 0; c < values.columns; ++c) {
        const float* column = values.data + c / width * width * values.inner + c % width;
        float acc = 0.0f;
        for (Size j = range.first; j < range.last; ++j)
            if (allowed[j]) acc += weights[j] * column[j * width];
        out[c] = acc;
    }
}

template <class W> void attend(const float* q, Size q_stride, Size rows, const PanelView& keys, const PanelView& values,
                               bool values_finite, const RowRules& all_rules, float* scratch, float* out,
                               Size out_stride) {
    constexpr Size width = panel_columns<W>;
    const Size count = keys.columns, stride = (count + 15) / 16 * 16;
    for (Size i = 0; i < rows; i += W::rows) {
        const Size some = rows - i < W::rows ? rows - i : Size{W::rows};
        const RowRules rules = from(all_rules, i, 0);
        const auto [first, last] = keys_in_use(rules, some, count);
        const Size end = (last + 15) / 16 * 16;
        for (Size j = first; j < last; j += width)
            tile_of<W>(some, q + i * q_stride, q_stride, keys.data + j * keys.inner, keys.inner, nullptr, scratch + j,
                       stride);
        for (Size r = 0; r < some; ++r)
            weights_of<W>(scratch + r * stride + first, last - first, end - first, from(rules, r, first));
        float* const place = out + i * out_stride;
        if (rules.allowed && !values_finite) {
            for (Size r = 0; r < some; ++r)
                careful_sum<W>(scratch + r * stride, rules.allowed + r * rules.allowed_stride, values, {first, last},
                               place + r * out_stride);
            continue;
        }
        for (Size c = 0; c < values.columns; c += width) {
            const float* panel = values.data + c * values.inner + first * width;
            const Size columns = values.columns - c;
            if (columns >= width)
                tile_of<W>(some, scratch + first, stride, panel, last - first, nullptr, place + c, out_stride);
            else
                partial_tile<W>(some, scratch + first, stride, panel, last - first, nullptr, columns, place + c,
                                out_stride);
        }
    }
}

template <class W> constexpr KernelSet kernel_set(const char* key) {
    return {.key = key,
            .panel = panel_columns<W>,
            .rows = W::rows,
            .exp = exp_all<W>,
            .product = product<W>,
            .row_max = row_max<W>,
            .row_exps = row_exps<W>,
            .row_weights = row_weights<W>,
            .attend = attend<W>};
}

} // namespace
} // namespace attn
