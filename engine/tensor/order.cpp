#include "order.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "convert.h"
#include "views.h"

namespace attn {

namespace {

template <class T> bool is_nan(T x) { return x != x; }
template <class T> bool before(T x, T y) { return x < y || (is_nan(y) && !is_nan(x)); }

} // namespace

Found sorted(Context& c, const StridedTensor& a, std::int64_t dim, bool descending) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    const StridedTensor last = a.rank() ? transposed(c, a, d, -1) : a;
    const StridedTensor values = copied(c, last), indices = c.zeros(last.shape, DType::int64);
    if (c.failed()) return {};
    const Index length = a.rank() ? last.shape.back() : 1, rows = length ? values.numel() / length : 0;
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        std::vector<Index> order(static_cast<std::size_t>(length));
        std::vector<T> row(order.size());
        for (Index r = 0; r < rows; ++r) {
            T* const to = values.data<T>() + r * length;
            std::copy(to, to + length, row.begin());
            std::iota(order.begin(), order.end(), Index{0});
            std::sort(order.begin(), order.end(), [&](Index x, Index y) {
                const T first = row[static_cast<std::size_t>(x)], second = row[static_cast<std::size_t>(y)];
                if (descending ? before(second, first) : before(first, second)) return true;
                return x < y && !(descending ? before(first, second) : before(second, first));
            });
            for (Index i = 0; i < length; ++i) {
                const Index from = order[static_cast<std::size_t>(i)];
                to[i] = row[static_cast<std::size_t>(from)];
                indices.data<std::int64_t>()[r * length + i] = from;
            }
        }
    });
    if (a.rank() == 0) return {values, indices};
    const Found out{zeros_in_order(c, a.shape, a.dtype, {a.strides}),
                    zeros_in_order(c, a.shape, DType::int64, {a.strides})};
    write(out.values, transposed(c, values, d, -1));
    write(out.indices, transposed(c, indices, d, -1));
    return out;
}

Found top(Context& c, const StridedTensor& a, std::int64_t k, std::int64_t dim, bool largest) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    if (k < 0 || k > (a.rank() ? a.shape[d] : 1)) return c.wrong("selected index k out of range"), Found{};
    const Found all = sorted(c, a, d, largest);
    if (c.failed() || a.rank() == 0) return all;
    const Index count = static_cast<Index>(k);
    return {contiguous(c, sliced(all.values, d, 0, count, 1)), contiguous(c, sliced(all.indices, d, 0, count, 1))};
}

StridedTensor median(Context& c, const StridedTensor& a) {
    if (a.dtype == DType::boolean) return c.wrong("\"median_out_impl\" not implemented for 'Bool'");
    const StridedTensor flat = reshaped(c, a, {-1});
    if (c.failed()) return {};
    const Index count = flat.numel();
    if (count == 0) {
        const StridedTensor out = c.zeros({}, a.dtype);
        fill(out, std::numeric_limits<double>::quiet_NaN());
        return out;
    }
    const StridedTensor ordered = sorted(c, flat, 0, false).values;
    if (c.failed()) return {};
    const StridedTensor last = selected(c, ordered, 0, count - 1);
    return is_nan(last.as_double()) ? copied(c, last) : copied(c, selected(c, ordered, 0, (count - 1) / 2));
}

StridedTensor unique(Context& c, const StridedTensor& a) {
    const StridedTensor flat = reshaped(c, a, {-1});
    const StridedTensor ordered = c.failed() ? flat : sorted(c, flat, 0, false).values;
    if (c.failed()) return {};
    Index count = 0;
    with_type(a.dtype, [&](auto zero) {
        auto* const first = ordered.data<decltype(zero)>();
        if (ordered.numel() > 0) count = std::unique(first, first + ordered.numel()) - first;
    });
    return contiguous(c, sliced(ordered, 0, 0, count, 1));
}

StridedTensor bincount(Context& c, const StridedTensor& a) {
    if (is_floating(a.dtype) || a.dtype == DType::boolean)
        return c.wrong("\"bincount_cpu\" not implemented for '" + std::string(scalar_name(a.dtype)) + "'");
    if (a.rank() != 1) return c.wrong("bincount only supports 1-d non-negative integral inputs.");
    const StridedTensor ids = contiguous(c, a);
    std::int64_t largest = -1;
    for (Index i = 0; i < ids.numel() && !c.failed(); ++i) {
        if (ids.data<std::int64_t>()[i] < 0) return c.wrong("bincount only supports 1-d non-negative integral inputs.");
        largest = std::max(largest, ids.data<std::int64_t>()[i]);
    }
    const StridedTensor out =
        c.zeros({static_cast<Index>(std::min<std::int64_t>(largest, Context::max_elements) + 1)}, DType::int64);
    for (Index i = 0; i < ids.numel() && !c.failed(); ++i)
        ++out.data<std::int64_t>()[static_cast<Index>(ids.data<std::int64_t>()[i])];
    return out;
}

} // namespace attn
