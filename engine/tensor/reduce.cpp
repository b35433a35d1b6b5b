#include "reduce.h"

#include <cmath>
#include <limits>
#include <type_traits>

#include "convert.h"
#include "elementwise.h"
#include "engine/math/ops.h"
#include "views.h"

namespace attn {

namespace {

// Long sums go on in double, so that they do not drift.
template <class T> double total(const T* values, Index count) {
    constexpr Index stretch = 4096;
    if (count <= stretch) return static_cast<double>(row_total(values, count));
    double out = 0.0;
    for (Index i = 0; i < count; i += stretch)
        out += static_cast<double>(row_total(values + i, std::min(stretch, count - i)));
    return out;
}
std::int64_t total(const std::int64_t* values, Index count) {
    std::uint64_t out = 0;
    for (Index i = 0; i < count; ++i) out += static_cast<std::uint64_t>(values[i]);
    return static_cast<std::int64_t>(out);
}

// One result for each row. f(row, inner) gives it; t is the dtype of rows and results.
template <class F> StridedTensor each_row(Context& c, const Rows& rows, DType t, F f) {
    const StridedTensor out = c.zeros(rows.kept, t);
    if (c.failed()) return {};
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        if constexpr (!std::is_same_v<T, bool>)
            for (Index i = 0; i < rows.outer; ++i)
                out.data<T>()[i] = static_cast<T>(f(rows.numbers.data<T>() + i * rows.inner, rows.inner));
    });
    return out;
}

// The same with float and double only; `what` is the operation whose words are said otherwise.
template <class F> StridedTensor each_real_row(Context& c, const Rows& rows, DType t, F f) {
    const StridedTensor out = c.zeros(rows.kept, t);
    if (c.failed()) return {};
    const auto run = [&](auto zero) {
        using T = decltype(zero);
        for (Index i = 0; i < rows.outer; ++i)
            out.data<T>()[i] = static_cast<T>(f(rows.numbers.data<T>() + i * rows.inner, rows.inner));
    };
    if (t == DType::float64) run(double{});
    else run(float{});
    return out;
}

DType summed_dtype(DType t) { return is_floating(t) ? t : DType::int64; }

template <class T> double variance_of(const T* row, Index count, std::int64_t correction) {
    double mean = 0.0, squares = 0.0;
    for (Index j = 0; j < count; ++j) mean += static_cast<double>(row[j]);
    mean /= static_cast<double>(count);
    for (Index j = 0; j < count; ++j)
        squares += (static_cast<double>(row[j]) - mean) * (static_cast<double>(row[j]) - mean);
    return squares / std::max(0.0, static_cast<double>(count) - static_cast<double>(correction));
}

template <class T> double norm_of(const T* row, Index count, double p) {
    double out = p == -HUGE_VAL ? HUGE_VAL : 0.0;
    for (Index j = 0; j < count; ++j) {
        const double size = std::fabs(static_cast<double>(row[j]));
        if (p == 2.0) out += size * size;
        else if (p == 1.0) out += size;
        else if (p == 0.0) out += size != 0.0;
        else if (p == HUGE_VAL) out = size != size || size > out ? size : out;
        else if (p == -HUGE_VAL) out = size != size || size < out ? size : out;
        else out += std::pow(size, p);
    }
    return p == 2.0 ? std::sqrt(out) : p == 1.0 || p == 0.0 || std::isinf(p) ? out : std::pow(out, 1.0 / p);
}

} // namespace

Rows rows_along(Context& c, const StridedTensor& a, const Dims& dims, bool keep, DType t) {
    const Dims reduced = all_or_some(c, dims, a.rank());
    if (c.failed()) return {};
    Rows out;
    Dims order;
    out.outer = out.inner = 1;
    for (Index d = 0; d < a.rank(); ++d) {
        const bool gone = reduced.contains(d);
        (gone ? out.inner : out.outer) *= a.shape[d];
        if (!gone) order.push_back(d);
        if (!gone || keep) out.kept.push_back(gone ? 1 : a.shape[d]);
    }
    for (Index d = 0; d < a.rank(); ++d)
        if (reduced.contains(d)) order.push_back(d);
    out.numbers = contiguous(c, permuted(c, a, order), t);
    if (c.failed()) return {};
    return out;
}

StridedTensor sum(Context& c, const StridedTensor& a, const Dims& dims, bool keep, std::optional<DType> wanted) {
    const DType t = wanted.value_or(summed_dtype(a.dtype)), inner = summed_dtype(t);
    const Rows rows = rows_along(c, a, dims, keep, inner);
    return converted(c, each_row(c, rows, inner, [](auto row, Index count) { return total(row, count); }), t);
}

StridedTensor mean(Context& c, const StridedTensor& a, const Dims& dims, bool keep, std::optional<DType> wanted) {
    const DType t = wanted.value_or(a.dtype);
    if (!is_floating(t))
        return c.wrong(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
            "Got: " +
            std::string(scalar_name(t)));
    const Rows rows = rows_along(c, a, dims, keep, t);
    return each_real_row(c, rows, t, [](auto row, Index count) {
        using T = std::remove_cvref_t<decltype(*row)>;
        return static_cast<T>(total(row, count)) / static_cast<T>(count);
    });
}

StridedTensor product_of(Context& c, const StridedTensor& a, const Dims& dims, bool keep, std::optional<DType> wanted) {
    const DType t = wanted.value_or(summed_dtype(a.dtype)), inner = summed_dtype(t);
    const Rows rows = rows_along(c, a, dims, keep, inner);
    const StridedTensor out = each_row(c, rows, inner, [](auto row, Index count) {
        using T = std::remove_cvref_t<decltype(*row)>;
        if constexpr (std::is_same_v<T, std::int64_t>) {
            std::uint64_t product = 1;
            for (Index j = 0; j < count; ++j) product *= static_cast<std::uint64_t>(row[j]);
            return static_cast<std::int64_t>(product);
        } else {
            T product = 1;
            for (Index j = 0; j < count; ++j) product *= row[j];
            return product;
        }
    });
    return converted(c, out, t);
}

StridedTensor variance(Context& c, const StridedTensor& a, const Dims& dims, std::int64_t correction, bool keep,
                       bool root) {
    if (!is_floating(a.dtype)) return c.wrong("std and var only support floating point and complex dtypes");
    const Rows rows = rows_along(c, a, dims, keep, a.dtype);
    return each_real_row(c, rows, a.dtype, [&](auto row, Index count) {
        const double out = variance_of(row, count, correction);
        return root ? std::sqrt(out) : out;
    });
}

StridedTensor norm(Context& c, const StridedTensor& a, double p, const Dims& dims, bool keep) {
    if (!is_floating(a.dtype))
        return c.wrong("norm(): input dtype should be either floating point or complex. Got " +
                       std::string(scalar_name(a.dtype)) + " instead.");
    const Rows rows = rows_along(c, a, dims, keep, a.dtype);
    return each_real_row(c, rows, a.dtype, [&](auto row, Index count) { return norm_of(row, count, p); });
}

StridedTensor logsumexp(Context& c, const StridedTensor& a, const Dims& dims, bool keep) {
    const DType t = is_floating(a.dtype) ? a.dtype : DType::float32;
    const Rows rows = rows_along(c, a, dims, keep, t);
    return each_real_row(c, rows, t, [](auto row, Index count) {
        double max = -HUGE_VAL, exps = 0.0;
        for (Index j = 0; j < count; ++j) max = std::max(max, static_cast<double>(row[j]));
        if (std::isinf(max)) max = 0.0;
        for (Index j = 0; j < count; ++j) exps += apply(Unary::exp, static_cast<double>(row[j]) - max, 0.0);
        return apply(Unary::log, exps, 0.0) + max;
    });
}

StridedTensor any_of(Context& c, const StridedTensor& a, const Dims& dims, bool keep, bool all) {
    const Rows rows = rows_along(c, a, dims, keep, DType::boolean);
    const StridedTensor out = c.zeros(rows.kept, DType::boolean);
    if (c.failed()) return {};
    for (Index i = 0; i < rows.outer; ++i) {
        const bool* const row = rows.numbers.data<bool>() + i * rows.inner;
        out.data<bool>()[i] = rows.inner > 0 && std::find(row, row + rows.inner, !all) != row + rows.inner ? !all : all;
    }
    return a.dtype == DType::uint8 ? converted(c, out, DType::uint8) : out;
}

StridedTensor count_nonzero(Context& c, const StridedTensor& a, const Dims& dims) {
    return sum(c, converted(c, a, DType::boolean), dims, false, DType::int64);
}

StridedTensor accumulated(Context& c, const StridedTensor& a, std::int64_t dim, std::optional<DType> wanted,
                          bool product) {
    const Index d = c.dimension(dim, a.rank());
    const DType t = wanted.value_or(summed_dtype(a.dtype));
    const StridedTensor out = c.failed() ? a : copied(c, converted(c, a, t));
    if (c.failed() || a.rank() == 0) return out;
    const Index step = out.strides[d], length = out.shape[d];
    Dims starts = out.shape;
    starts[d] = std::min<Index>(length, 1);
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        using Sum = std::conditional_t<std::is_same_v<T, std::int64_t>, std::uint64_t, T>;
        const Index blocks = length == 0 ? 0 : out.numel() / length;
        for (Index b = 0; b < blocks; ++b) {
            T* const at = out.data<T>() + b / step * step * length + b % step;
            for (Index j = 1; j < length; ++j) {
                const auto before = static_cast<Sum>(at[(j - 1) * step]), own = static_cast<Sum>(at[j * step]);
                at[j * step] = static_cast<T>(product ? before * own : before + own);
            }
        }
    });
    return out;
}

} // namespace attn
