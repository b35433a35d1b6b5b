#include "join.h"

#include "convert.h"
#include "indexing.h"
#include "views.h"

namespace attn {

namespace {

// 0, 1, 2 ... of f, as a tensor of places.
template <class F> StridedTensor places(Context& c, Index count, F f) {
    const StridedTensor out = c.zeros({count}, DType::int64);
    if (c.failed()) return {};
    for (Index i = 0; i < count; ++i) out.data<std::int64_t>()[i] = f(i);
    return out;
}

} // namespace

StridedTensor cat(Context& c, const Tensors& all, std::int64_t dim) {
    if (all.empty()) return c.wrong("torch.cat(): expected a non-empty list of Tensors");
    // An empty vector is passed over, whatever the others are.
    const auto counts = [](const StridedTensor& t) { return !(t.rank() == 1 && t.shape[0] == 0); };
    Promotion together;
    const StridedTensor* first = nullptr;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].rank() == 0)
            return c.wrong("zero-dimensional tensor (at position " + std::to_string(i) + ") cannot be concatenated");
        together.add(all[i].dtype, all[i].rank(), false);
        if (!first && counts(all[i])) first = &all[i];
    }
    if (!first) first = &all[0];
    const DType t = together.result();
    const Index d = c.dimension(dim, first->rank());
    if (c.failed()) return {};
    Dims shape = first->shape;
    shape[d] = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const StridedTensor& one = all[i];
        if (!counts(one)) continue;
        if (one.rank() != first->rank())
            return c.wrong("Tensors must have same number of dimensions: got " + std::to_string(first->rank()) +
                           " and " + std::to_string(one.rank()));
        for (Index k = 0; k < shape.size(); ++k)
            if (k != d && one.shape[k] != shape[k])
                return c.wrong("Sizes of tensors must match except in dimension " + std::to_string(d) +
                               ". Expected size " + std::to_string(shape[k]) + " but got size " +
                               std::to_string(one.shape[k]) + " for tensor number " + std::to_string(i) +
                               " in the list.");
        shape[d] += one.shape[d];
        if (!c.fits(shape)) return {};
    }
    const StridedTensor out = c.zeros(shape, t);
    if (c.failed()) return {};
    Index at = 0;
    for (const StridedTensor& one : all) {
        if (!counts(one)) continue;
        write(sliced(out, d, at, at + one.shape[d], 1), one);
        at += one.shape[d];
    }
    return out;
}

StridedTensor stack(Context& c, const Tensors& all, std::int64_t dim) {
    if (all.empty()) return c.wrong("stack expects a non-empty TensorList");
    c.dimension(dim, all[0].rank() + 1);
    Tensors raised;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!(all[i].shape == all[0].shape))
            return c.wrong("stack expects each tensor to be equal size, but got " + text_of(all[0].shape) +
                           " at entry 0 and " + text_of(all[i].shape) + " at entry " + std::to_string(i));
        if (c.failed()) return {};
        raised.push_back(unsqueezed(c, all[i], dim));
    }
    if (c.failed()) return {};
    // cat() counts dimensions with the new one; an empty vector becomes a matrix and counts.
    return cat(c, raised, dim);
}

Tensors split(Context& c, const StridedTensor& a, const Dims& sizes, std::int64_t dim) {
    if (a.rank() == 0) return c.wrong("split expects at least a 1-dimensional tensor"), Tensors{};
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    std::int64_t sum = 0;
    bool negative = false;
    for (const Index size : sizes) sum += size, negative = negative || size < 0;
    if (negative)
        return c.wrong("split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=" +
                       text_of(sizes)),
               Tensors{};
    if (sum != a.shape[d]) {
        c.wrong("split_with_sizes expects split_sizes to sum exactly to " + std::to_string(a.shape[d]) +
                " (input tensor's size at dimension " + std::to_string(d) + "), but got split_sizes=" + text_of(sizes));
        return {};
    }
    Tensors out;
    Index at = 0;
    for (const Index size : sizes) {
        out.push_back(sliced(a, d, at, at + size, 1));
        at += size;
    }
    return out;
}

Tensors split(Context& c, const StridedTensor& a, std::int64_t size, std::int64_t dim) {
    if (a.rank() == 0) return c.wrong("split expects at least a 1-dimensional tensor"), Tensors{};
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    if (size < 0) c.wrong("split expects split_size be non-negative, but got split_size=" + std::to_string(size));
    if (size == 0 && a.shape[d] != 0)
        c.wrong("split_size can only be 0 if dimension size is 0, but got dimension size of " +
                std::to_string(a.shape[d]));
    Tensors out;
    const Index step = static_cast<Index>(std::min<std::int64_t>(size, a.shape[d]));
    if (c.failed() || step == 0) return c.failed() ? Tensors{} : Tensors{sliced(a, d, 0, 0, 1)};
    for (Index at = 0; at < a.shape[d]; at += step) out.push_back(sliced(a, d, at, std::min(at + step, a.shape[d]), 1));
    return out;
}

Tensors chunk(Context& c, const StridedTensor& a, std::int64_t count, std::int64_t dim) {
    if (a.rank() == 0) return c.wrong("chunk expects at least a 1-dimensional tensor"), Tensors{};
    if (count <= 0)
        return c.wrong("chunk expects `chunks` to be greater than 0, got: " + std::to_string(count)), Tensors{};
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    const std::int64_t size = a.shape[d];
    if (size == 0) return Tensors(static_cast<std::size_t>(std::min<std::int64_t>(count, 1024)), a);
    return split(c, a, size / count + (size % count != 0), dim);
}

Tensors unbind(Context& c, const StridedTensor& a, std::int64_t dim) {
    if (a.rank() == 0) return c.fail("TypeError", "iteration over a 0-d tensor"), Tensors{};
    const Index d = c.dimension(dim, a.rank());
    Tensors out;
    for (Index i = 0; !c.failed() && i < a.shape[d]; ++i) out.push_back(selected(c, a, d, i));
    return out;
}

Tensors broadcast_all(Context& c, const Tensors& all) {
    Dims shape;
    for (const StridedTensor& one : all) shape = broadcast_shape(c, shape, one.shape);
    Tensors out;
    for (const StridedTensor& one : all)
        if (!c.failed()) out.push_back(broadcast(c, one, shape));
    return out;
}

Tensors meshgrid(Context& c, const Tensors& all, bool rows_first) {
    Dims shape;
    for (const StridedTensor& one : all) {
        if (one.rank() > 1) return c.wrong("torch.meshgrid: Expected 0D or 1D tensor in the tensor list"), Tensors{};
        shape.push_back(one.numel());
    }
    if (all.empty()) return c.wrong("meshgrid expects a non-empty TensorList"), Tensors{};
    if (!c.fits_rank(static_cast<Index>(all.size())) || !c.fits(shape)) return {};
    Tensors out;
    for (Index i = 0; i < shape.size(); ++i) {
        Dims own = Dims::filled(shape.size(), 1);
        own[i] = shape[i];
        out.push_back(broadcast(c, reshaped(c, all[static_cast<std::size_t>(i)], own), shape));
        if (!rows_first && shape.size() > 1) out.back() = transposed(c, out.back(), 0, 1);
    }
    return out;
}

StridedTensor repeat(Context& c, const StridedTensor& a, const Dims& times) {
    if (times.size() < a.rank())
        return c.wrong("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
    Dims shape;
    bool negative = false;
    for (Index d = 0; d < times.size(); ++d) {
        const Index own = d - (times.size() - a.rank()), size = own < 0 ? 1 : a.shape[own];
        const std::int64_t product = std::clamp<std::int64_t>(std::int64_t{size} * times[d], -(1 << 30), 1 << 30);
        shape.push_back(static_cast<Index>(product));
        negative = negative || times[d] < 0;
    }
    const StridedTensor out = c.zeros(shape, a.dtype);
    if (c.failed() || negative) return negative ? c.wrong("repeats can not be negative") : out;
    // Seen as [times, size, times, size ...], every other dimension is the tensor's own. They are too many for one
    // view, so the copies are written one by one.
    Dims at = Dims::filled(times.size(), 0);
    for (bool more = out.numel() > 0; more;) {
        StridedTensor part = out;
        for (Index d = 0; d < times.size(); ++d) {
            const Index size = out.shape[d] / times[d];
            part = sliced(part, d, at[d] * size, (at[d] + 1) * size, 1);
        }
        write(part, broadcast(c, a, part.shape));
        Index d = times.size() - 1;
        for (; d >= 0 && ++at[d] == times[d]; --d) at[d] = 0;
        more = d >= 0;
    }
    return out;
}

StridedTensor repeat_interleave(Context& c, const StridedTensor& a, std::int64_t times, const std::int64_t* dim) {
    if (times < 0) return c.wrong("repeats can not be negative");
    const StridedTensor flat = dim && a.rank() ? a : reshaped(c, a, {-1});
    const Index d = dim ? c.dimension(*dim, a.rank()) : 0;
    if (c.failed()) return {};
    const Index each = static_cast<Index>(std::min<std::int64_t>(times, Context::max_elements + 1));
    const std::int64_t all = std::int64_t{flat.shape[d]} * each;
    Dims shape = flat.shape;
    shape[d] = static_cast<Index>(std::min<std::int64_t>(all, Context::max_elements + 1));
    if (!c.fits(shape)) return {};
    return index_select(c, flat, d, places(c, shape[d], [&](Index i) { return i / each; }));
}

StridedTensor flip(Context& c, const StridedTensor& a, const Dims& dims) {
    const Dims turned = dims.empty() ? Dims{} : all_or_some(c, dims, a.rank());
    StridedTensor turning = a;
    for (const Index d : turned) {
        if (c.failed() || a.rank() == 0) break;
        const Index size = a.shape[d];
        turning = index_select(c, turning, d, places(c, size, [&](Index i) { return size - 1 - i; }));
    }
    const StridedTensor out = zeros_in_order(c, a.shape, a.dtype, {a.strides});
    write(out, turning);
    return out;
}

StridedTensor roll(Context& c, const StridedTensor& a, const Dims& shifts, const Dims& dims) {
    if (dims.empty() && shifts.size() == 1) {
        const StridedTensor out = roll(c, reshaped(c, a, {-1}), shifts, {0});
        return c.failed() ? out : reshaped(c, out, a.shape);
    }
    if (shifts.size() != dims.size())
        return c.wrong("shifts and dimensions must align. shifts: " + std::to_string(shifts.size()) +
                       ", dims:" + std::to_string(dims.size()));
    StridedTensor out = copied(c, a);
    for (Index k = 0; k < shifts.size(); ++k) {
        const Index d = c.dimension(dims[k], a.rank());
        if (c.failed()) return {};
        const Index size = a.rank() ? a.shape[d] : 0;
        if (size == 0) continue;
        const Index shift = ((shifts[k] % size) + size) % size;
        out = index_select(c, out, d, places(c, size, [&](Index i) { return (i - shift + size) % size; }));
    }
    return out;
}

StridedTensor diag(Context& c, const StridedTensor& a, std::int64_t offset) {
    if (a.rank() == 2) return copied(c, diagonal(c, a, offset, 0, 1));
    if (a.rank() != 1) return c.wrong("matrix or a vector expected");
    const std::int64_t away = std::min<std::int64_t>(offset < 0 ? -offset : offset, Context::max_elements);
    const Index size = a.shape[0] + static_cast<Index>(away);
    const StridedTensor out = c.zeros({size, size}, a.dtype);
    if (!c.failed()) write(diagonal(c, out, offset, 0, 1), a);
    return out;
}

StridedTensor diag_embed(Context& c, const StridedTensor& a) {
    if (a.rank() == 0)
        return c.fail("IndexError", "Dimension out of range (expected to be in range of [-1, 0], but got -2)");
    if (!c.fits_rank(a.rank() + 1)) return {};
    Dims shape = a.shape;
    shape.push_back(a.shape.back());
    const StridedTensor out = c.zeros(shape, a.dtype);
    if (!c.failed()) write(diagonal(c, out, 0, -2, -1), a);
    return out;
}

} // namespace attn
