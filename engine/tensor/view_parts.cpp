// Views of a part of a tensor (views.h).
#include "views.h"

namespace attn {

StridedTensor sliced(const StridedTensor& a, Index dim, Index start, Index stop, Index step) {
    StridedTensor out = a.seen(a.shape, a.strides, a.offset + start * a.strides[dim]);
    out.shape[dim] = std::max<Index>(0, (stop - start + step - 1) / step);
    out.strides[dim] *= step;
    return out;
}

StridedTensor narrowed(Context& c, const StridedTensor& a, std::int64_t dim, std::int64_t start, std::int64_t length) {
    if (a.rank() == 0) return c.wrong("narrow() cannot be applied to a 0-dim tensor.");
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    const std::int64_t size = a.shape[d];
    if (length < 0) return c.wrong("narrow(): length must be non-negative.");
    if (start < -size || start > size)
        return c.fail("IndexError", "Dimension out of range (expected to be in range of [" + std::to_string(-size) +
                                        ", " + std::to_string(size - 1) + "], but got " + std::to_string(start) + ")");
    if (start < 0) start += size;
    if (length > size - start)
        return c.wrong("start (" + std::to_string(start) + ") + length (" + std::to_string(length) +
                       ") exceeds dimension size (" + std::to_string(size) + ").");
    return sliced(a, d, static_cast<Index>(start), static_cast<Index>(start + length), 1);
}

StridedTensor selected(Context& c, const StridedTensor& a, std::int64_t dim, std::int64_t at) {
    if (a.rank() == 0) return c.fail("IndexError", "select() cannot be applied to a 0-dim tensor.");
    const Index d = c.dimension(dim, a.rank());
    if (c.failed()) return {};
    const std::int64_t size = a.shape[d];
    if (at < -size || at >= size)
        return c.fail("IndexError", "select(): index " + std::to_string(at) + " out of range for tensor of size " +
                                        text_of(a.shape) + " at dimension " + std::to_string(d));
    const Index i = static_cast<Index>(at < 0 ? at + size : at);
    StridedTensor out = a.seen(a.shape, a.strides, a.offset + i * a.strides[d]);
    out.shape.erase(d);
    out.strides.erase(d);
    return out;
}

StridedTensor diagonal(Context& c, const StridedTensor& a, std::int64_t offset, std::int64_t first,
                       std::int64_t second) {
    const Index x = c.dimension(first, a.rank()), y = c.dimension(second, a.rank());
    if (c.failed()) return {};
    if (x == y || a.rank() < 2)
        return c.wrong("diagonal dimensions cannot be identical " + std::to_string(first) + ", " +
                       std::to_string(second));
    const std::int64_t down = std::max<std::int64_t>(-offset, 0), right = std::max<std::int64_t>(offset, 0);
    const std::int64_t rows = a.shape[x] - std::min<std::int64_t>(down, a.shape[x]);
    const std::int64_t columns = a.shape[y] - std::min<std::int64_t>(right, a.shape[y]);
    const Index length = static_cast<Index>(std::min(rows, columns));
    const Index from =
        length == 0 ? 0 : static_cast<Index>(down) * a.strides[x] + static_cast<Index>(right) * a.strides[y];
    StridedTensor out = a.seen(a.shape, a.strides, a.offset + from);
    const Index stride = a.strides[x] + a.strides[y];
    for (Dims* dims : {&out.shape, &out.strides}) {
        dims->erase(std::max(x, y));
        dims->erase(std::min(x, y));
    }
    out.shape.push_back(length);
    out.strides.push_back(stride);
    return out;
}

Dims all_or_some(Context& c, const Dims& dims, Index rank) {
    Dims out;
    for (const Index wanted : dims) {
        const Index d = c.dimension(wanted, rank);
        if (out.contains(d) && !c.failed())
            c.wrong("dim " + std::to_string(d) + " appears multiple times in the list of dims");
        out.push_back(d);
    }
    if (dims.empty())
        for (Index d = 0; d < rank; ++d) out.push_back(d);
    return out;
}

} // namespace attn
