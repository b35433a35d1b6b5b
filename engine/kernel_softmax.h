// Softmax in wide steps, and the pass without the n x n matrix, for any instruction set. See kernel_tile.h.
#pragma once

#include "elementary.h"
#include "kernel_tile.h"

namespace attn {
namespace {

constexpr float kInfinity = __builtin_inff(), kNan = __builtin_nanf("");

// exp of each lane: the same steps as exp(float) in elementary.cpp, one for one. 2^n is put on by adding n to
// the exponent: after adding `round` the low bits of the sum are n, and e 2^n is a normal number for every x
// between the limits (at n = 128, e is below 1).
template <class W> inline typename W::F wide_exp(typename W::F x) {
    constexpr float round = 12582912.0f, log2e = 1.44269504f;
    constexpr float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f;
    const auto shifted = W::add(W::mul(x, W::splat(log2e)), W::splat(round));
    const auto n = W::sub(shifted, W::splat(round));
    const auto r = W::sub(W::sub(x, W::mul(n, W::splat(ln2_high))), W::mul(n, W::splat(ln2_low)));
    auto p = W::splat(1.9875691500e-4f);
    p = W::add(W::mul(p, r), W::splat(1.3981999507e-3f));
    p = W::add(W::mul(p, r), W::splat(8.3334519073e-3f));
    p = W::add(W::mul(p, r), W::splat(4.1665795894e-2f));
    p = W::add(W::mul(p, r), W::splat(1.6666665459e-1f));
    p = W::add(W::mul(p, r), W::splat(5.0000001201e-1f));
    const auto e = W::add(W::add(W::mul(p, W::mul(r, r)), r), W::splat(1.0f));
    return W::exp_scaled(x, e, shifted);
}

template <class W> void exp_all(const float* x, Size count, float* out) {
    Size i = 0;
    for (; i + W::lanes <= count; i += W::lanes) W::store(out + i, W::above_limit(W::load(x + i), wide_exp<W>(W::load(x + i))));
    if (i == count) return;
    alignas(64) float rest[W::lanes] = {};
    for (Size j = i; j < count; ++j) rest[j - i] = x[j];
    const auto v = W::load(rest);
    W::store(rest, W::above_limit(v, wide_exp<W>(v)));
    for (Size j = i; j < count; ++j) out[j] = rest[j - i];
}

template <class W> float row_max(const float* row, Size count) {
    constexpr int vectors = 16 / W::lanes;
    typename W::F most[vectors];
    for (int v = 0; v < vectors; ++v) most[v] = W::splat(-kInfinity);
    for (Size j = 0; j < count; j += 16)
        for (int v = 0; v < vectors; ++v) most[v] = W::larger(W::load(row + j + v * W::lanes), most[v]);
    alignas(64) float lane[16];
    for (int v = 0; v < vectors; ++v) W::store(lane + v * W::lanes, most[v]);
    float max = lane[0];
    for (int i = 1; i < 16; ++i) max = lane[i] > max ? lane[i] : max;
    return max;
}

template <class W> float row_exps(float* row, Size count, float max) {
    constexpr int vectors = 16 / W::lanes;
    // The 16 partial sums of row_total.
    typename W::F partial[vectors];
    for (int v = 0; v < vectors; ++v) partial[v] = W::splat(0.0f);
    const auto most = W::splat(max);
    for (Size j = 0; j < count; j += 16)
        for (int v = 0; v < vectors; ++v) {
            W::hold();
            float* const place = row + j + v * W::lanes;
            const auto e = wide_exp<W>(W::sub(W::load(place), most));
            W::store(place, e);
            partial[v] = W::add(partial[v], e);
        }
    alignas(64) float lane[16];
    for (int v = 0; v < vectors; ++v) W::store(lane + v * W::lanes, partial[v]);
    for (int half = 8; half >= 1; half /= 2)
        for (int i = 0; i < half; ++i) lane[i] += lane[i + half];
    return lane[0];
}

template <class W> void row_weights(float* row, Size count, float sum) {
    const auto divisor = W::splat(sum);
    for (Size j = 0; j < count; j += W::lanes) W::store(row + j, W::div(W::load(row + j), divisor));
}

// Raw scores of one row, cells [first, last), become what softmax sees; up to `end` the row is filled up.
template <class W>
inline void follow_rules(float* row, Size first, Size last, Size end, Size r, const RowRules& rules) {
    const auto factor = W::splat(rules.factor);
    for (Size j = first; j < end; j += W::lanes) W::store(row + j, W::mul(W::load(row + j), factor));
    if (rules.softcap > 0.0f)
        for (Size j = first; j < last; ++j) row[j] = rules.softcap * tanh(row[j] / rules.softcap);
    if (rules.bias) {
        const float* bias = rules.bias + r * rules.bias_stride;
        for (Size j = first; j < last; ++j) row[j] += bias[j];
    }
    if (rules.allowed) {
        const bool* allowed = rules.allowed + r * rules.allowed_stride;
        for (Size j = first; j < last; ++j) row[j] = allowed[j] ? row[j] : -kInfinity;
    }
    for (Size j = last; j < end; ++j) row[j] = -kInfinity;
}

// A row in which softmax meets a NaN or an infinity, or nothing that is allowed: by the rules of floating point
// every allowed weight comes out as NaN. What is masked stays exactly 0.
inline void fill_unusual(float* row, Size first, Size last, const bool* allowed) {
    for (Size j = first; j < last; ++j) row[j] = !allowed || allowed[j] ? kNan : 0.0f;
}

// Scores to weights, in place.
template <class W>
inline void weights_of(float* row, Size first, Size last, Size end, Size r, const RowRules& rules) {
    follow_rules<W>(row, first, last, end, r, rules);
    const float max = row_max<W>(row + first, end - first);
    const bool finite = max - max == 0.0f;
    const float sum = finite ? row_exps<W>(row + first, end - first, max) : kNan;
    if (sum == sum) row_weights<W>(row + first, end - first, sum);
    else fill_unusual(row, first, last, rules.allowed ? rules.allowed + r * rules.allowed_stride : nullptr);
    if (!rules.keep) return;
    const bool* keep = rules.keep + r * rules.keep_stride;
    for (Size j = first; j < last; ++j) row[j] = keep[j] ? row[j] * rules.keep_factor : 0.0f;
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

template <class W>
void attend(const float* q, Size q_stride, Size rows, const PanelView& keys, const PanelView& values,
            bool values_finite, const RowRules& all_rules, float* scratch, float* out, Size out_stride) {
    constexpr Size width = panel_columns<W>;
    const Size count = keys.columns, stride = (count + 15) / 16 * 16;
    for (Size i = 0; i < rows; i += W::rows) {
        const Size some = rows - i < W::rows ? rows - i : Size{W::rows};
        RowRules rules = all_rules;
        if (rules.bias) rules.bias += i * rules.bias_stride;
        if (rules.allowed) rules.allowed += i * rules.allowed_stride;
        if (rules.keep) rules.keep += i * rules.keep_stride;
        const auto [first, last] = keys_in_use(rules, some, count);
        const Size end = (last + 15) / 16 * 16;
        for (Size j = first; j < last; j += width)
            tile_of<W>(some, q + i * q_stride, q_stride, keys.data + j * keys.inner, keys.inner, nullptr, scratch + j,
                       stride);
        for (Size r = 0; r < some; ++r) weights_of<W>(scratch + r * stride, first, last, end, r, rules);
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

template <class W>
constexpr KernelSet kernel_set(const char* key) {
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
