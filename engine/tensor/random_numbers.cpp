#include "random_numbers.h"

#include <cmath>
#include <vector>

#include "convert.h"
#include "engine/formats/number.h"
#include "engine/math/elementary.h"

namespace attn {

namespace {

// Fills in row-major order with what `next` gives, whatever the strides.
template <class F> void fill_each(Context& c, const StridedTensor& a, F next) {
    const StridedTensor exact = c.zeros(a.shape, DType::float64);
    if (c.failed()) return;
    for (Index i = 0, count = exact.numel(); i < count; ++i) exact.data<double>()[i] = next();
    write(a, exact);
}

// Sixteen uniform numbers to normal ones: the first eight with the last eight, by Box and Muller's method
// (normal_fill_16 in ATen/native/cpu/DistributionTemplates.h).
template <class T> void normal_16(T* data, T mean, T deviation) {
    for (int j = 0; j < 8; ++j) {
        const double radius = std::sqrt(-2.0 * log(static_cast<double>(T{1} - data[j])));
        const double angle = 2.0 * 3.14159265358979323846 * static_cast<double>(data[j + 8]);
        data[j] = static_cast<T>(radius * cos(angle)) * deviation + mean;
        data[j + 8] = static_cast<T>(radius * sin(angle)) * deviation + mean;
    }
}

template <class T> void normal_many(Mersenne& random, T* data, Index count, T mean, T deviation) {
    const auto uniform = [&] {
        if constexpr (std::is_same_v<T, float>) return random.uniform_float();
        else return random.uniform_double();
    };
    for (Index i = 0; i < count; ++i) data[i] = uniform();
    for (Index i = 0; i + 15 < count; i += 16) normal_16(data + i, mean, deviation);
    if (count % 16 == 0) return;
    // The last sixteen are drawn again, so that none is left over.
    T* const last = data + count - 16;
    for (int i = 0; i < 16; ++i) last[i] = uniform();
    normal_16(last, mean, deviation);
}

} // namespace

void fill_uniform(Context& c, const StridedTensor& a, double low, double high) {
    if (!is_floating(a.dtype)) {
        c.wrong("\"check_uniform_bounds\" not implemented for '" + std::string(scalar_name(a.dtype)) + "'");
        return;
    }
    if (!(low <= high)) {
        c.wrong("uniform_ expects to return a [from, to) range, but found from=" + shortest(low) +
                " > to=" + shortest(high));
        return;
    }
    if (!may_write_to(c, a)) return;
    if (a.dtype == DType::float64)
        return fill_each(c, a, [&] { return c.random.uniform_double() * (high - low) + low; });
    const float from = static_cast<float>(low), range = static_cast<float>(high) - from;
    fill_each(c, a, [&] { return static_cast<double>(c.random.uniform_float() * range + from); });
}

void fill_normal(Context& c, const StridedTensor& a, double mean, double deviation) {
    if (!(deviation >= 0.0)) {
        c.wrong("normal expects std >= 0.0, but found std " + shortest(deviation));
        return;
    }
    if (!is_floating(a.dtype)) {
        c.wrong("\"normal_kernel_cpu\" not implemented for '" + std::string(scalar_name(a.dtype)) + "'");
        return;
    }
    if (!may_write_to(c, a)) return;
    if (a.numel() < 16 || !a.is_contiguous())
        return fill_each(c, a, [&] { return c.random.normal() * deviation + mean; });
    if (a.dtype == DType::float64) normal_many(c.random, a.data<double>(), a.numel(), mean, deviation);
    else normal_many(c.random, a.data<float>(), a.numel(), static_cast<float>(mean), static_cast<float>(deviation));
}

void fill_bernoulli(Context& c, const StridedTensor& a, double p) {
    if (!(p >= 0.0 && p <= 1.0)) {
        c.wrong("bernoulli_ expects p to be in [0, 1], but got p=" + shortest(p));
        return;
    }
    if (may_write_to(c, a)) fill_each(c, a, [&] { return c.random.uniform_double() < p ? 1.0 : 0.0; });
}

StridedTensor random_uniform(Context& c, const Dims& shape, DType t) {
    const StridedTensor out = c.zeros(shape, t);
    if (!c.failed()) fill_uniform(c, out, 0.0, 1.0);
    return out;
}

StridedTensor random_normal(Context& c, const Dims& shape, DType t) {
    const StridedTensor out = c.zeros(shape, t);
    if (!c.failed()) fill_normal(c, out, 0.0, 1.0);
    return out;
}

StridedTensor random_integers(Context& c, std::int64_t low, std::int64_t high, const Dims& shape, DType t) {
    if (low >= high)
        return c.wrong("random_ expects 'from' to be less than 'to', but got from=" + std::to_string(low) +
                       " >= to=" + std::to_string(high));
    const StridedTensor whole = c.zeros(shape, DType::int64);
    if (c.failed()) return {};
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    for (Index i = 0, count = whole.numel(); i < count; ++i) {
        const std::uint64_t drawn = range >= (std::uint64_t{1} << 32) ? c.random.next_64() : c.random.next();
        whole.data<std::int64_t>()[i] = static_cast<std::int64_t>(drawn % range + static_cast<std::uint64_t>(low));
    }
    return converted(c, whole, t);
}

StridedTensor random_permutation(Context& c, std::int64_t count) {
    const Index n = static_cast<Index>(std::clamp<std::int64_t>(count, -(1 << 30), Context::max_elements + 1));
    const StridedTensor out = c.zeros({n}, DType::int64);
    if (c.failed()) return {};
    std::int64_t* const order = out.data<std::int64_t>();
    for (Index i = 0; i < n; ++i) order[i] = i;
    for (Index i = 0; i + 1 < n; ++i) {
        const Index chosen = static_cast<Index>(c.random.next() % static_cast<std::uint32_t>(n - i));
        std::swap(order[i], order[i + chosen]);
    }
    return out;
}

StridedTensor bernoulli(Context& c, const StridedTensor& p) {
    if (!is_floating(p.dtype))
        return c.wrong("\"bernoulli_tensor_cpu_p_\" not implemented for '" + std::string(scalar_name(p.dtype)) + "'");
    const StridedTensor chances = contiguous(c, p, DType::float64), out = c.zeros(p.shape, p.dtype);
    if (c.failed()) return {};
    for (Index i = 0, count = p.numel(); i < count; ++i)
        if (const double chance = chances.data<double>()[i]; !(chance >= 0.0 && chance <= 1.0))
            return c.wrong("Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be "
                           "improved?  If so, please report an enhancement request to PyTorch.)");
    Index at = 0;
    fill_each(c, out, [&] {
        const double chance = chances.data<double>()[at++];
        const double drawn =
            p.dtype == DType::float64 ? c.random.uniform_double() : static_cast<double>(c.random.uniform_float());
        return drawn < chance ? 1.0 : 0.0;
    });
    return out;
}

} // namespace attn
