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

// Whether element x of a row comes before element y, and equal ones in their order. One function for each kind of
// numbers, so that sorting itself is compiled once.
using Before = bool (*)(const void* row, Index x, Index y);
template <class T, bool descending> bool comes_before(const void* row, Index x, Index y) {
    const T first = static_cast<const T*>(row)[x], second = static_cast<const T*>(row)[y];
    if (descending ? before(second, first) : before(first, second)) return true;
    return x < y && !(descending ? before(first, second) : before(second, first));
}

void sort_places(std::vector<Index>& places, const void* row, Before is_before) {
    std::iota(places.begin(), places.end(), Index{0});
    std::sort(places.begin(), places.end(), [&](Index x, Index y) { return is_before(row, x, y); });
}

} // namespace

Found sorted(Context& c, const StridedTensor& a, std::int64_t dim, bool descending) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    const StridedTensor last = a.rank() ? transposed(c, a, d, -1) : a;
    const StridedTensor values = c.zeros(last.shape, a.dtype), indices = c.zeros(last.shape, DType::int64);
    if (c.failed()) return {};
    const Index length = a.rank() ? last.shape.back() : 1, rows = length ? values.numel() / length : 0;
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        std::vector<Index> order(static_cast<std::size_t>(length));
        const Before is_before = descending ? comes_before<T, true> : comes_before<T, false>;
        const StridedTensor from = contiguous(c, last);
        if (c.failed()) return;
        for (Index r = 0; r < rows; ++r) {
            const T* const row = from.data<T>() + r * length;
            sort_places(order, row, is_before);
            for (Index i = 0; i < length; ++i) {
                const Index place = order[static_cast<std::size_t>(i)];
                values.data<T>()[r * length + i] = row[place];
                indices.data<std::int64_t>()[r * length + i] = place;
            }
        }
    });
    if (c.failed()) return {};
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
