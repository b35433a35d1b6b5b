#include "convert.h"

#include <type_traits>

#include "walk.h"

namespace attn {

namespace {

template <class To, class From> To cast(From value, [[maybe_unused]] DType to) {
    if constexpr (std::is_same_v<To, bool>) return value != From{};
    else if constexpr (std::is_same_v<To, std::int64_t>) {
        if constexpr (std::is_floating_point_v<From>) return wrapped(to, to_integer(value));
        else return wrapped(to, value);
    } else return static_cast<To>(value);
}

} // namespace

void write(const StridedTensor& to, const StridedTensor& from) {
    if (!to.storage || !from.storage) return;
    with_type(to.dtype, [&](auto to_zero) {
        with_type(from.dtype, [&](auto from_zero) {
            using To = decltype(to_zero);
            using From = decltype(from_zero);
            To* const out = to.data<To>();
            const From* const in = from.data<From>();
            walk(to.shape, {to.strides, from.strides}, [&](const Stretch& s) {
                for (Index i = 0; i < s.count; ++i)
                    out[s.at[0] + i * s.step[0]] = cast<To>(in[s.at[1] + i * s.step[1]], to.dtype);
            });
        });
    });
}

StridedTensor zeros_in_order(Context& c, const Dims& shape, DType t, std::initializer_list<Dims> strides) {
    StridedTensor out = c.zeros(shape, t);
    const Index rank = shape.size();
    if (c.failed() || rank < 2) return out;
    // Whether dimension a has to come after b, from the fastest to the slowest: above 0; before: below 0.
    const auto order = [&](Index a, Index b) {
        for (const Dims& own : strides) {
            if (own[a] == 0 || own[b] == 0) continue;
            if (own[a] != own[b]) return own[a] < own[b] ? -1 : 1;
            if (shape[a] > shape[b]) return 1;
        }
        return 0;
    };
    Dims fastest;
    for (Index d = rank - 1; d >= 0; --d) fastest.push_back(d);
    for (Index i = 1; i < rank; ++i)
        for (Index low = i - 1, high = i; low >= 0; --low) {
            const int sign = order(fastest[low], fastest[high]);
            if (sign < 0) break;
            if (sign == 0) continue;
            std::swap(fastest[low], fastest[high]);
            high = low;
        }
    Index step = 1;
    for (const Index d : fastest) {
        out.strides[d] = step;
        step *= std::max<Index>(shape[d], 1);
    }
    return out;
}

StridedTensor cloned(Context& c, const StridedTensor& a) {
    const StridedTensor out = zeros_in_order(c, a.shape, a.dtype, {a.strides});
    write(out, a);
    return out;
}

StridedTensor copied(Context& c, const StridedTensor& a) {
    const StridedTensor out = c.zeros(a.shape, a.dtype);
    write(out, a);
    return out;
}

StridedTensor converted(Context& c, const StridedTensor& a, DType t) {
    if (a.dtype == t || c.failed()) return a;
    StridedTensor out = zeros_in_order(c, a.shape, t, {a.strides});
    write(out, a);
    out.number = a.number;
    return out;
}

StridedTensor contiguous(Context& c, const StridedTensor& a) { return a.is_contiguous() ? a : copied(c, a); }

StridedTensor contiguous(Context& c, const StridedTensor& a, DType t) { return contiguous(c, converted(c, a, t)); }

void fill(const StridedTensor& to, double value) {
    if (!to.storage) return;
    with_type(to.dtype, [&](auto zero) {
        using T = decltype(zero);
        const T number = cast<T>(value, to.dtype);
        walk(to.shape, {to.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i) to.data<T>()[s.at[0] + i * s.step[0]] = number;
        });
    });
}

Dims broadcast_shape(Context& c, const Dims& a, const Dims& b) {
    if (a == b) return a;
    Dims out = a.size() >= b.size() ? a : b;
    for (Index back = 1; back <= std::min(a.size(), b.size()); ++back) {
        const Index x = a[a.size() - back], y = b[b.size() - back], d = out.size() - back;
        if (x != y && x != 1 && y != 1) {
            c.wrong("The size of tensor a (" + std::to_string(x) + ") must match the size of tensor b (" +
                    std::to_string(y) + ") at non-singleton dimension " + std::to_string(d));
            return {0};
        }
        out[d] = x == 1 ? y : x;
    }
    return c.fits(out) ? out : Dims{0};
}

bool broadcasts(const Dims& a, const Dims& b) {
    for (Index back = 1; back <= std::min(a.size(), b.size()); ++back) {
        const Index x = a[a.size() - back], y = b[b.size() - back];
        if (x != y && x != 1 && y != 1) return false;
    }
    return true;
}

StridedTensor broadcast(Context&, const StridedTensor& a, const Dims& shape) {
    Dims strides = Dims::filled(shape.size(), 0);
    for (Index back = 1; back <= std::min(a.rank(), shape.size()); ++back)
        if (a.shape[a.rank() - back] == shape[shape.size() - back])
            strides[shape.size() - back] = a.strides[a.rank() - back];
    return a.seen(shape, strides, a.offset);
}

bool may_write_to(Context& c, const StridedTensor& to) {
    if (to.overlaps_itself())
        c.wrong(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
            "Please clone() the tensor before performing the operation.");
    return !c.failed();
}

} // namespace attn
