#include "convert.h"

#include <type_traits>

#include "views.h"
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

StridedTensor copied(Context& c, const StridedTensor& a) {
    const StridedTensor out = c.zeros(a.shape, a.dtype);
    write(out, a);
    return out;
}

StridedTensor converted(Context& c, const StridedTensor& a, DType t) {
    if (a.dtype == t || c.failed()) return a;
    StridedTensor out = c.zeros(a.shape, t);
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
        if (a.shape[a.rank() - back] != 1) strides[shape.size() - back] = a.strides[a.rank() - back];
    return a.seen(shape, strides, a.offset);
}

bool may_write_to(Context& c, const StridedTensor& to) {
    if (to.overlaps_itself())
        c.wrong("unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
                "Please clone() the tensor before performing the operation.");
    return !c.failed();
}

StridedTensor copy_into(Context& c, const StridedTensor& to, const StridedTensor& value) {
    const StridedTensor source = expanded(c, value, to.shape);
    if (!may_write_to(c, to)) return {};
    // What is written may be what is read, shifted.
    const bool shared = source.storage == to.storage;
    const StridedTensor apart = shared ? copied(c, source) : source;
    if (c.failed()) return {};
    write(to, apart);
    return to;
}

} // namespace attn
