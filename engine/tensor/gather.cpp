// What chooses elements by a tensor of places, or by a mask (indexing.h).
#include "convert.h"
#include "elementwise.h"
#include "indexing.h"
#include "reduce.h"
#include "views.h"
#include "walk.h"

namespace attn {

namespace {

// Calls f(place in a, place in index) for every element of `index`, with a's dimension `dim` replaced by its number.
template <class F> void each_gathered(Context& c, const StridedTensor& a, Index dim, const StridedTensor& index, F f) {
    Dims strides = a.strides;
    const Index size = a.rank() ? a.shape[dim] : 1, step = a.rank() ? a.strides[dim] : 0;
    if (a.rank()) strides[dim] = 0;
    walk(index.shape, {strides, index.strides, contiguous_strides(index.shape)}, [&](const Stretch& s) {
        for (Index i = 0; i < s.count && !c.failed(); ++i) {
            const std::int64_t at = index.data<std::int64_t>()[s.at[1] + i * s.step[1]];
            if (at < 0 || at >= size)
                c.wrong("index " + std::to_string(at) + " is out of bounds for dimension " + std::to_string(dim) +
                        " with size " + std::to_string(size));
            else f(s.at[0] + i * s.step[0] + static_cast<Index>(at) * step, s.at[2] + i * s.step[2]);
        }
    });
}

// Whether an index fits a for gather and scatter: of int64, as many dimensions, none larger but `dim`.
bool fits_gather(Context& c, const char* name, const StridedTensor& a, Index dim, const StridedTensor& index) {
    if (c.failed()) return false;
    if (index.dtype != DType::int64) c.wrong(std::string(name) + "(): Expected dtype int64 for index");
    else if (index.rank() != a.rank() && index.numel() > 0)
        c.wrong("Index tensor must have the same number of dimensions as input tensor");
    for (Index d = 0; d < index.rank() && !c.failed() && index.rank() == a.rank(); ++d)
        if (d != dim && index.shape[d] > a.shape[d])
            c.wrong("Size does not match at dimension " + std::to_string(d) + " expected index " +
                    text_of(index.shape) + " to be smaller than self " + text_of(a.shape) + " apart from dimension " +
                    std::to_string(dim));
    return !c.failed();
}

} // namespace

StridedTensor gather(Context& c, const StridedTensor& a, std::int64_t dim, const StridedTensor& index) {
    const Index d = c.dimension(dim, a.rank());
    if (!fits_gather(c, "gather", a, d, index)) return {};
    const StridedTensor out = c.zeros(index.shape, a.dtype);
    if (c.failed() || index.numel() == 0) return out;
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        each_gathered(c, a, d, index, [&](Index from, Index to) { out.data<T>()[to] = a.data<T>()[from]; });
    });
    return out;
}

StridedTensor scatter_into(Context& c, const StridedTensor& a, std::int64_t dim, const StridedTensor& index,
                           const StridedTensor& value) {
    const Index d = c.dimension(dim, a.rank());
    if (!fits_gather(c, "scatter", a, d, index) || !may_write_to(c, a)) return {};
    if (!value.number && value.dtype != a.dtype)
        return c.wrong("scatter(): Expected self.dtype to be equal to src.dtype");
    bool small = value.number || value.rank() == 0;
    for (Index i = 0; !small && i < index.rank(); ++i)
        if (value.rank() != index.rank() || index.shape[i] > value.shape[i])
            return c.wrong("Expected index " + text_of(index.shape) + " to be smaller than self " + text_of(a.shape) +
                           " apart from dimension " + std::to_string(d) + " and to be smaller size than src " +
                           text_of(value.shape));
    StridedTensor source = copied(c, converted(c, value, a.dtype));
    if (c.failed() || index.numel() == 0) return c.failed() ? StridedTensor{} : a;
    source = small ? broadcast(c, source, index.shape) : source.seen(index.shape, source.strides, source.offset);
    source = contiguous(c, source);
    if (c.failed()) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        each_gathered(c, a, d, index, [&](Index to, Index from) { a.data<T>()[to] = source.data<T>()[from]; });
    });
    return a;
}

StridedTensor index_select(Context& c, const StridedTensor& a, std::int64_t dim, const StridedTensor& index) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    if (index.rank() > 1) return c.fail("IndexError", "index_select(): Index is supposed to be a vector");
    if (index.dtype != DType::int64 && index.dtype != DType::int32)
        return c.wrong("index_select(): Expected dtype int32 or int64 for index");
    const StridedTensor places = contiguous(c, reshaped(c, index, {-1}), DType::int64);
    if (c.failed()) return {};
    const Index size = a.rank() ? a.shape[d] : 1;
    for (Index i = 0; i < places.numel(); ++i)
        if (const std::int64_t at = places.data<std::int64_t>()[i]; at < 0 || at >= size)
            return c.fail("IndexError", "index out of range in self");
    if (a.rank() == 0) return copied(c, a);
    std::vector<IndexItem> items(static_cast<std::size_t>(d), {.kind = IndexItem::Kind::slice});
    items.push_back({.kind = IndexItem::Kind::tensor, .tensor = places});
    return indexed(c, a, items);
}

StridedTensor index_add(Context& c, const StridedTensor& a, std::int64_t dim, const StridedTensor& index,
                        const StridedTensor& source) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed() || !may_write_to(c, a)) return {};
    if (index.rank() > 1)
        return c.fail("IndexError",
                      "index_add_(): Index is supposed to be a vector, but got dim: " + std::to_string(index.rank()));
    if (a.dtype != source.dtype) return c.wrong("index_add_(): self and source must have the same dtype");
    Dims wanted = a.shape;
    if (a.rank()) wanted[d] = index.numel();
    if (index.dtype != DType::int64 || !(source.shape == wanted))
        return c.wrong("index_add_(): Number of indices should be equal to source.size(dim)");
    const StridedTensor places = contiguous(c, reshaped(c, index, {-1}));
    const StridedTensor apart = copied(c, source);
    for (Index i = 0; i < places.numel() && !c.failed() && a.rank(); ++i) {
        const std::int64_t at = places.data<std::int64_t>()[i];
        if (at < 0 || at >= a.shape[d]) return c.fail("IndexError", "index out of range in self");
        const StridedTensor row = selected(c, a, d, at);
        const StridedTensor more = binary(c, Binary::add, row, selected(c, apart, d, i));
        if (!c.failed()) write(row, more);
    }
    return c.failed() ? StridedTensor{} : a;
}

StridedTensor take_along_dim(Context& c, const StridedTensor& a, const StridedTensor& index, std::int64_t dim) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    if (a.rank() != index.rank())
        return c.wrong("torch.take_along_dim(): input and indices should have the same number of dimensions, but got " +
                       std::to_string(a.rank()) + " dimensions for input, and " + std::to_string(index.rank()) +
                       " dimensions for indices");
    Dims shape_a = a.shape, shape_index = index.shape;
    if (a.rank()) shape_a[d] = shape_index[d] = 1;
    Dims both = broadcast_shape(c, shape_a, shape_index);
    if (c.failed()) return {};
    Dims wide_a = both, wide_index = both;
    if (a.rank()) wide_a[d] = a.shape[d], wide_index[d] = index.shape[d];
    const StridedTensor x = expanded(c, a, wide_a), y = expanded(c, index, wide_index);
    return c.failed() ? StridedTensor{} : gather(c, x, d, y);
}

StridedTensor masked_select(Context& c, const StridedTensor& a, const StridedTensor& mask) {
    if (mask.dtype != DType::boolean && mask.dtype != DType::uint8)
        return c.wrong("masked_select: expected BoolTensor or ByteTensor for mask");
    const Dims shape = broadcast_shape(c, mask.shape, a.shape);
    if (c.failed()) return {};
    StridedTensor x = broadcast(c, a, shape), y = broadcast(c, mask, shape);
    if (shape.empty()) x = unsqueezed(c, x, 0), y = unsqueezed(c, y, 0);
    return indexed(c, x, {{.kind = IndexItem::Kind::tensor, .tensor = y}});
}

StridedTensor masked_fill_into(Context& c, const StridedTensor& a, const StridedTensor& mask,
                               const StridedTensor& value) {
    if (mask.dtype != DType::boolean && mask.dtype != DType::uint8)
        return c.wrong("expected mask dtype to be Bool but got " + std::string(scalar_name(mask.dtype)));
    if (value.rank() > 0)
        return c.wrong("masked_fill_ only supports a 0-dimensional value tensor, but got tensor with " +
                       std::to_string(value.rank()) + " dimension(s).");
    const Dims shape = broadcast_shape(c, a.shape, mask.shape);
    if (c.failed()) return {};
    if (!(shape == a.shape))
        return c.wrong("output with shape " + text_of(a.shape) + " doesn't match the broadcast shape " +
                       text_of(shape));
    if (!is_floating(a.dtype)) {
        const double number = value.as_double();
        if (!(number >= -9223372036854775808.0 && number < 9223372036854775808.0))
            return c.wrong("value cannot be converted to type " +
                           std::string(a.dtype == DType::boolean ? "bool" : "int64_t") + " without overflow");
    }
    const StridedTensor number = converted(c, value, a.dtype);
    const StridedTensor places = broadcast(c, converted(c, mask, DType::boolean), shape);
    if (!may_write_to(c, a)) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        const T fill = *number.data<T>();
        walk(shape, {a.strides, places.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i)
                if (places.data<bool>()[s.at[1] + i * s.step[1]]) a.data<T>()[s.at[0] + i * s.step[0]] = fill;
        });
    });
    return a;
}

StridedTensor nonzero(Context& c, const StridedTensor& a) {
    const StridedTensor mask = contiguous(c, a, DType::boolean);
    if (c.failed()) return {};
    const Index all = mask.numel(), rank = mask.rank();
    Index count = 0;
    for (Index i = 0; i < all; ++i) count += mask.data<bool>()[i];
    const StridedTensor out = c.zeros({count, rank}, DType::int64);
    if (c.failed() || rank == 0) return out;
    std::int64_t* to = out.data<std::int64_t>();
    for (Index i = 0; i < all; ++i) {
        if (!mask.data<bool>()[i]) continue;
        for (Index d = 0; d < rank; ++d) *to++ = i / mask.strides[d] % mask.shape[d];
    }
    return out;
}

StridedTensor one_hot(Context& c, const StridedTensor& ids, std::int64_t classes) {
    if (ids.dtype != DType::int64) return c.wrong("one_hot is only applicable to index tensor.");
    const StridedTensor flat = contiguous(c, ids);
    if (c.failed()) return {};
    std::int64_t largest = -1;
    for (Index i = 0; i < flat.numel(); ++i) {
        const std::int64_t id = flat.data<std::int64_t>()[i];
        if (id < 0) return c.wrong("Class values must be non-negative.");
        largest = std::max(largest, id);
    }
    if (classes == -1) {
        if (flat.numel() == 0) return c.wrong("Can not infer total number of classes from empty tensor.");
        classes = std::min<std::int64_t>(largest, Context::max_elements) + 1;
    }
    if (classes < 1) return c.wrong("num_classes should be positive");
    if (largest >= classes) return c.wrong("Class values must be smaller than num_classes.");
    if (!c.fits_rank(ids.rank() + 1)) return {};
    const Index width = static_cast<Index>(std::min<std::int64_t>(classes, Context::max_elements + 1));
    Dims shape = ids.shape;
    shape.push_back(width);
    const StridedTensor out = c.zeros(shape, DType::int64);
    if (c.failed()) return {};
    for (Index i = 0; i < flat.numel(); ++i)
        out.data<std::int64_t>()[i * width + static_cast<Index>(flat.data<std::int64_t>()[i])] = 1;
    return out;
}

} // namespace attn
