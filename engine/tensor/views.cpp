#include "views.h"

#include <optional>

#include "convert.h"

namespace attn {

namespace {

// `shape` with its -1 filled in; an empty option, and a note, when the numbers do not fit.
std::optional<Dims> inferred(Context& c, Dims shape, Index elements) {
    const std::string asked = text_of(shape);
    Index unknown = -1;
    std::int64_t known = 1;
    for (Index d = 0; d < shape.size(); ++d) {
        if (shape[d] == -1) {
            if (unknown >= 0) return c.wrong("only one dimension can be inferred"), std::nullopt;
            unknown = d;
        } else if (shape[d] < 0) return c.wrong("invalid shape dimension " + std::to_string(shape[d])), std::nullopt;
        else known = known > Context::max_elements && shape[d] > 0 ? known : known * shape[d];
    }
    const bool fits = unknown < 0 ? known == elements : known > 0 && elements % known == 0;
    if (unknown >= 0 && known == 0 && elements == 0) {
        c.wrong("cannot reshape tensor of 0 elements into shape " + asked +
                " because the unspecified dimension size -1 can be any value and is ambiguous");
        return std::nullopt;
    }
    if (!fits) {
        c.wrong("shape '" + asked + "' is invalid for input of size " + std::to_string(elements));
        return std::nullopt;
    }
    if (unknown >= 0) shape[unknown] = static_cast<Index>(elements / known);
    if (!c.fits(shape)) return std::nullopt;
    return shape;
}

// Strides that show the same elements in the same order under another shape, if there are any (computeStride in
// ATen/TensorUtils.cpp): every run of old dimensions without gaps is cut into new ones.
std::optional<Dims> strides_of_view(const StridedTensor& a, const Dims& shape) {
    if (a.numel() == 0) return contiguous_strides(shape);
    Dims strides = Dims::filled(shape.size(), 1);
    Index to = shape.size() - 1, base = a.rank() ? a.strides.back() : 1, run = 1, view_run = 1;
    for (Index from = a.rank() - 1; from >= 0; --from) {
        run *= a.shape[from];
        if (from > 0 && (a.shape[from - 1] == 1 || a.strides[from - 1] == run * base)) continue;
        while (to >= 0 && (view_run < run || shape[to] == 1)) {
            strides[to] = view_run * base;
            view_run *= shape[to--];
        }
        if (view_run != run) return std::nullopt;
        if (from > 0) base = a.strides[from - 1], run = view_run = 1;
    }
    if (to >= 0 && a.rank() > 0) return std::nullopt;
    return strides;
}

} // namespace

StridedTensor viewed(Context& c, const StridedTensor& a, const Dims& wanted) {
    const auto shape = inferred(c, wanted, a.numel());
    if (!shape) return {};
    const auto strides = strides_of_view(a, *shape);
    if (!strides)
        return c.wrong(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across "
            "two contiguous subspaces). Use .reshape(...) instead.");
    return a.seen(*shape, *strides, a.offset);
}

StridedTensor reshaped(Context& c, const StridedTensor& a, const Dims& wanted) {
    const auto shape = inferred(c, wanted, a.numel());
    if (!shape) return {};
    if (const auto strides = strides_of_view(a, *shape)) return a.seen(*shape, *strides, a.offset);
    const StridedTensor copy = copied(c, a);
    return c.failed() ? copy : copy.seen(*shape, contiguous_strides(*shape), copy.offset);
}

StridedTensor flattened(Context& c, const StridedTensor& a, std::int64_t first, std::int64_t last) {
    const Index from = c.dimension(first, a.rank()), to = c.dimension(last, a.rank());
    if (c.failed()) return {};
    if (from > to) return c.wrong("flatten() has invalid args: start_dim cannot come after end_dim");
    Dims shape;
    Index joined = 1;
    for (Index d = 0; d < a.rank(); ++d) {
        if (d < from || d > to) shape.push_back(a.shape[d]);
        else joined *= a.shape[d];
        if (d == to) shape.push_back(joined);
    }
    if (a.rank() == 0) shape.push_back(1);
    return reshaped(c, a, shape);
}

StridedTensor unflattened(Context& c, const StridedTensor& a, std::int64_t dim, const Dims& sizes) {
    const Index d = c.dimension(dim, a.rank());
    if (c.failed() || !c.fits_rank(a.rank() + sizes.size() - 1)) return {};
    if (a.rank() == 0) return c.fail("IndexError", "Dimension specified as 0 but tensor has no dimensions");
    std::int64_t product = 1;
    Index unknown = -1;
    for (Index i = 0; i < sizes.size(); ++i) {
        if (sizes[i] == -1 && unknown < 0) unknown = i;
        else if (sizes[i] < 0 || sizes[i] > Context::max_elements) product = -1;
        else if (product >= 0 && product <= Context::max_elements) product *= sizes[i];
    }
    const bool fits = unknown < 0 ? product == a.shape[d] : product > 0 && a.shape[d] % product == 0;
    if (!fits)
        return c.wrong("unflatten: Provided sizes " + text_of(sizes) + " don't multiply up to the size of dim " +
                       std::to_string(d) + " (" + std::to_string(a.shape[d]) + ") in the input tensor");
    Dims shape;
    for (Index i = 0; i < a.rank(); ++i) {
        if (i != d) shape.push_back(a.shape[i]);
        else
            for (Index j = 0; j < sizes.size(); ++j)
                shape.push_back(j == unknown ? static_cast<Index>(a.shape[d] / product) : sizes[j]);
    }
    return reshaped(c, a, shape);
}

StridedTensor transposed(Context& c, const StridedTensor& a, std::int64_t first, std::int64_t second) {
    const Index x = c.dimension(first, a.rank()), y = c.dimension(second, a.rank());
    if (c.failed()) return {};
    StridedTensor out = a.seen(a.shape, a.strides, a.offset);
    if (a.rank() == 0) return out;
    std::swap(out.shape[x], out.shape[y]);
    std::swap(out.strides[x], out.strides[y]);
    return out;
}

StridedTensor transposed(Context& c, const StridedTensor& a) {
    if (a.rank() > 2)
        return c.wrong("t() expects a tensor with <= 2 dimensions, but self is " + std::to_string(a.rank()) + "D");
    return a.rank() == 2 ? transposed(c, a, 0, 1) : a.seen(a.shape, a.strides, a.offset);
}

StridedTensor permuted(Context& c, const StridedTensor& a, const Dims& order) {
    if (order.size() != a.rank())
        return c.wrong("permute(sparse_coo): number of dimensions in the tensor input does not match the length of the "
                       "desired ordering of dimensions i.e. input.dim() = " +
                       std::to_string(a.rank()) + " is not equal to len(dims) = " + std::to_string(order.size()));
    Dims seen, shape, strides;
    for (const Index wanted : order) {
        const Index d = c.dimension(wanted, a.rank());
        if (c.failed()) return {};
        if (seen.contains(d)) return c.wrong("permute(): duplicate dims are not allowed.");
        seen.push_back(d);
        shape.push_back(a.shape[d]);
        strides.push_back(a.strides[d]);
    }
    return a.seen(shape, strides, a.offset);
}

StridedTensor moved(Context& c, const StridedTensor& a, const Dims& from, const Dims& to) {
    if (from.size() != to.size())
        return c.wrong("movedim: Invalid source or destination dims: source (" + text_of(from) +
                       " dims) should contain the same number of dims as destination (" + text_of(to) + " dims)");
    Dims source, target;
    for (Index i = 0; i < from.size(); ++i) {
        source.push_back(c.dimension(from[i], a.rank()));
        target.push_back(c.dimension(to[i], a.rank()));
        for (Index j = 0; j < i; ++j) {
            if (source[j] == source[i]) c.wrong("movedim: repeated dim in `source` (" + text_of(from) + ")");
            if (target[j] == target[i]) c.wrong("movedim: repeated dim in `destination` (" + text_of(to) + ")");
        }
    }
    if (c.failed()) return {};
    if (a.rank() == 0) return a.seen(a.shape, a.strides, a.offset);
    Dims order = Dims::filled(a.rank(), -1);
    for (Index i = 0; i < source.size(); ++i) order[target[i]] = source[i];
    Index next = 0;
    for (Index& d : order) {
        if (d >= 0) continue;
        while (source.contains(next)) ++next;
        d = next++;
    }
    return permuted(c, a, order);
}

StridedTensor expanded(Context& c, const StridedTensor& a, const Dims& wanted) {
    if (wanted.size() < a.rank())
        return c.wrong(
            "expand(" + std::string(tensor_class(a.dtype)) + "{" + text_of(a.shape) + "}, size=" + text_of(wanted) +
            "): the number of sizes provided (" + std::to_string(wanted.size()) +
            ") must be greater or equal to the number of dimensions in the tensor (" + std::to_string(a.rank()) + ")");
    Dims shape = wanted;
    for (Index d = wanted.size() - 1; d >= 0; --d) {
        const Index own = d - (wanted.size() - a.rank());
        if (wanted[d] == -1) {
            if (own < 0)
                return c.wrong(
                    "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension " +
                    std::to_string(d));
            shape[d] = a.shape[own];
        } else if (own >= 0 && a.shape[own] != 1 && a.shape[own] != wanted[d])
            return c.wrong("The expanded size of the tensor (" + std::to_string(wanted[d]) +
                           ") must match the existing size (" + std::to_string(a.shape[own]) +
                           ") at non-singleton dimension " + std::to_string(d) + ".  Target sizes: " + text_of(wanted) +
                           ".  Tensor sizes: " + text_of(a.shape));
    }
    return c.fits(shape) ? broadcast(c, a, shape) : StridedTensor{};
}

StridedTensor squeezed(Context& c, const StridedTensor& a, const Dims* dims) {
    Dims chosen;
    for (Index i = 0; dims && i < dims->size(); ++i) chosen.push_back(c.dimension((*dims)[i], a.rank()));
    if (c.failed()) return {};
    Dims shape, strides;
    for (Index d = 0; d < a.rank(); ++d) {
        if (a.shape[d] == 1 && (!dims || chosen.contains(d))) continue;
        shape.push_back(a.shape[d]);
        strides.push_back(a.strides[d]);
    }
    return a.seen(shape, strides, a.offset);
}

StridedTensor unsqueezed(Context& c, const StridedTensor& a, std::int64_t dim) {
    const Index d = c.dimension(dim, a.rank() + 1);
    if (c.failed() || !c.fits_rank(a.rank() + 1)) return {};
    StridedTensor out = a.seen(a.shape, a.strides, a.offset);
    out.shape.insert(d, 1);
    out.strides.insert(d, d < a.rank() ? a.shape[d] * a.strides[d] : 1);
    return out;
}

} // namespace attn
