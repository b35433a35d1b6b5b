#include "indexing.h"

#include "assign.h"
#include "convert.h"
#include "views.h"
#include "walk.h"

namespace attn {

namespace {

bool is_index(DType t) { return t == DType::int64 || t == DType::int32; }
bool is_mask(DType t) { return t == DType::boolean || t == DType::uint8; }

// How many dimensions an item takes.
Index taken(const IndexItem& item) {
    using Kind = IndexItem::Kind;
    if (item.kind == Kind::none || item.kind == Kind::ellipsis) return 0;
    return item.kind == Kind::tensor && is_mask(item.tensor.dtype) ? item.tensor.rank() : 1;
}

bool allows_step(Context& c, const IndexItem& item) {
    const std::int64_t step = item.step.value_or(1);
    if (step == 0) c.fail("ValueError", "slice step cannot be zero");
    if (step < 0) c.fail("ValueError", "step must be greater than zero");
    return step > 0;
}

StridedTensor sliced_by(Context& c, const StridedTensor& a, Index dim, const IndexItem& item) {
    if (!allows_step(c, item)) return {};
    const std::int64_t size = a.shape[dim], step = item.step.value_or(1);
    const auto limited = [&](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size); };
    const std::int64_t start = limited(item.start.value_or(0)),
                       stop = std::max(start, limited(item.stop.value_or(size)));
    // A stride that no offset overflows with.
    const std::int64_t longest = std::max<std::int64_t>(size, (1 << 30) / std::max<Index>(a.strides[dim], 1));
    return sliced(a, dim, static_cast<Index>(start), static_cast<Index>(stop),
                  static_cast<Index>(std::min(step, longest)));
}

// A tensor seen through everything that is a view, and the tensors of integers that are left, by dimension of it.
struct Partial {
    StridedTensor view;
    std::vector<std::pair<Index, StridedTensor>> by_dim;
};

// The columns of nonzero(mask), one for each of its dimensions, stand for the mask.
void add_mask(Context& c, Partial& out, const StridedTensor& mask, Index dim) {
    for (Index i = 0; i < mask.rank(); ++i)
        if (out.view.shape[dim + i] != mask.shape[i]) {
            c.fail("IndexError", "The shape of the mask " + text_of(mask.shape) + " at index " + std::to_string(i) +
                                     " does not match the shape of the indexed tensor " + text_of(out.view.shape) +
                                     " at index " + std::to_string(dim + i));
            return;
        }
    const StridedTensor places = nonzero(c, mask);
    for (Index i = 0; i < mask.rank() && !c.failed(); ++i)
        out.by_dim.emplace_back(dim + i, contiguous(c, selected(c, places, 1, i)));
}

Partial partly_indexed(Context& c, const StridedTensor& a, const std::vector<IndexItem>& items) {
    using Kind = IndexItem::Kind;
    Partial out{a.seen(a.shape, a.strides, a.offset), {}};
    Index wanted = 0;
    bool only_views = true;
    for (const IndexItem& item : items) {
        wanted += taken(item);
        only_views = only_views && item.kind != Kind::tensor;
    }
    if (a.rank() == 0 && only_views && wanted > 0 && items.size() == 1) {
        const IndexItem& item = items[0];
        if (item.kind == Kind::slice && allows_step(c, item))
            c.fail("IndexError", "slice() cannot be applied to a 0-dim tensor.");
        if (item.at != 0)
            c.fail("IndexError", "index " + std::to_string(item.at) + " is out of bounds for dimension 0 with size 0");
        c.fail("IndexError",
               "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to "
               "convert a 0-dim tensor to a number");
        return out;
    }
    if (wanted > a.rank()) {
        c.fail("IndexError", "too many indices for tensor of dimension " + std::to_string(a.rank()));
        return out;
    }
    Index dim = 0, own = 0; // of the view, and of a
    for (const IndexItem& item : items) {
        if (c.failed()) return out;
        switch (item.kind) {
        case Kind::integer: {
            const std::int64_t size = out.view.shape[dim];
            if (item.at < -size || item.at >= size) {
                c.fail("IndexError", "index " + std::to_string(item.at) + " is out of bounds for dimension " +
                                         std::to_string(own) + " with size " + std::to_string(size));
                return out;
            }
            out.view = selected(c, out.view, dim, item.at);
            ++own;
            break;
        }
        case Kind::slice:
            out.view = sliced_by(c, out.view, dim, item);
            ++dim, ++own;
            break;
        case Kind::ellipsis:
            dim += a.rank() - wanted, own += a.rank() - wanted;
            wanted = a.rank(); // a second one stands for nothing
            break;
        case Kind::none: out.view = unsqueezed(c, out.view, dim++); break;
        case Kind::tensor:
            if (is_mask(item.tensor.dtype)) {
                if (item.tensor.rank() == 0) { // True and False make a dimension of one or none
                    out.view = unsqueezed(c, out.view, dim);
                    if (c.failed()) return out;
                    const StridedTensor place = c.zeros({item.tensor.as_bool() ? 1 : 0}, DType::int64);
                    out.by_dim.emplace_back(dim++, place);
                    break;
                }
                add_mask(c, out, converted(c, item.tensor, DType::boolean), dim);
                dim += item.tensor.rank(), own += item.tensor.rank();
            } else if (is_index(item.tensor.dtype)) {
                out.by_dim.emplace_back(dim++, converted(c, item.tensor, DType::int64));
                ++own;
            } else c.fail("IndexError", "tensors used as indices must be long, byte or bool tensors");
            break;
        }
    }
    return out;
}

// The elements that tensors of integers choose, as offsets into the view, and what shape they have.
struct Chosen {
    std::vector<Index> offsets;
    Dims shape;       // of the index tensors, broadcast
    Dims rest, steps; // the view's other dimensions and their strides
    Index at = 0;     // where the dimensions of `shape` go among the others
};

Chosen chosen_by(Context& c, const Partial& p) {
    Chosen out;
    Dims shapes;
    std::string said;
    for (const auto& [dim, index] : p.by_dim) said += (said.empty() ? "" : ", ") + text_of(index.shape);
    for (const auto& [dim, index] : p.by_dim) {
        if (!broadcasts(shapes, index.shape))
            c.fail("IndexError",
                   "shape mismatch: indexing tensors could not be broadcast together with shapes " + said);
        shapes = broadcast_shape(c, shapes, index.shape);
        if (c.failed()) return out;
    }
    out.shape = shapes;
    bool adjacent = true;
    for (std::size_t i = 1; i < p.by_dim.size(); ++i)
        adjacent = adjacent && p.by_dim[i].first == p.by_dim[i - 1].first + 1;
    out.at = adjacent ? p.by_dim[0].first : 0;
    Index count = 1;
    for (const Index size : shapes) count *= size;
    out.offsets.assign(static_cast<std::size_t>(count), 0);
    Dims gone;
    for (const auto& [dim, index] : p.by_dim) {
        gone.push_back(dim);
        const Index size = p.view.shape[dim], step = p.view.strides[dim];
        const StridedTensor wide = broadcast(c, index, shapes);
        std::size_t n = 0;
        walk(shapes, {wide.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count && !c.failed(); ++i) {
                const std::int64_t at = wide.data<std::int64_t>()[s.at[0] + i * s.step[0]];
                if (at < -size || at >= size)
                    c.fail("IndexError", "index " + std::to_string(at) + " is out of bounds for dimension " +
                                             std::to_string(dim) + " with size " + std::to_string(size));
                else out.offsets[n++] += static_cast<Index>(at < 0 ? at + size : at) * step;
            }
        });
    }
    for (Index d = 0; d < p.view.rank(); ++d)
        if (!gone.contains(d)) {
            out.rest.push_back(p.view.shape[d]);
            out.steps.push_back(p.view.strides[d]);
        }
    c.fits_rank(out.rest.size() + out.shape.size());
    return out;
}

// The shape of what was chosen: before, indices, after.
Dims shape_of(const Chosen& chosen) {
    Dims out;
    for (Index d = 0; d < chosen.at; ++d) out.push_back(chosen.rest[d]);
    for (const Index size : chosen.shape) out.push_back(size);
    for (Index d = chosen.at; d < chosen.rest.size(); ++d) out.push_back(chosen.rest[d]);
    return out;
}

// Calls f(element of the view, element of `other`) for each place; `other` is of shape_of(chosen).
template <class F> void each_chosen(const Chosen& chosen, const StridedTensor& other, F f) {
    const Index inner = chosen.shape.size();
    Dims other_rest;
    for (Index d = 0; d < other.rank(); ++d)
        if (d < chosen.at || d >= chosen.at + inner) other_rest.push_back(other.strides[d]);
    Dims index_strides;
    for (Index d = 0; d < inner; ++d) index_strides.push_back(other.strides[chosen.at + d]);
    std::size_t n = 0;
    walk(chosen.shape, {index_strides}, [&](const Stretch& outer) {
        for (Index i = 0; i < outer.count; ++i) {
            const Index from = chosen.offsets[n++], to = outer.at[0] + i * outer.step[0];
            walk(chosen.rest, {chosen.steps, other_rest}, [&](const Stretch& s) {
                for (Index j = 0; j < s.count; ++j) f(from + s.at[0] + j * s.step[0], to + s.at[1] + j * s.step[1]);
            });
        }
    });
}

} // namespace

StridedTensor indexed(Context& c, const StridedTensor& a, const std::vector<IndexItem>& items) {
    const Partial p = partly_indexed(c, a, items);
    if (c.failed() || p.by_dim.empty()) return c.failed() ? StridedTensor{} : p.view;
    const Chosen chosen = chosen_by(c, p);
    const StridedTensor out = c.failed() ? StridedTensor{} : c.zeros(shape_of(chosen), a.dtype);
    if (c.failed()) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        each_chosen(chosen, out, [&](Index from, Index to) { out.data<T>()[to] = p.view.data<T>()[from]; });
    });
    return out;
}

StridedTensor index_put(Context& c, const StridedTensor& a, const std::vector<IndexItem>& items,
                        const StridedTensor& value) {
    const Partial p = partly_indexed(c, a, items);
    if (c.failed() || !may_write_to(c, a)) return {};
    if (p.by_dim.empty()) {
        // Leading dimensions of size 1 are let go of, as there.
        StridedTensor source = value;
        while (source.rank() > p.view.rank() && source.shape[0] == 1) source = selected(c, source, 0, 0);
        copy_into(c, p.view, source);
        return c.failed() ? StridedTensor{} : a;
    }
    const Chosen chosen = chosen_by(c, p);
    if (c.failed()) return {};
    const Dims shape = shape_of(chosen);
    if (!broadcasts(value.shape, shape) || !(broadcast_shape(c, value.shape, shape) == shape))
        return c.wrong("shape mismatch: value tensor of shape " + text_of(value.shape) +
                       " cannot be broadcast to indexing result of shape " + text_of(shape));
    if (value.dtype != a.dtype && !value.number && value.rank() > 0)
        return c.wrong("Index put requires the source and destination dtypes match, got " +
                       std::string(scalar_name(a.dtype)) + " for the destination and " +
                       std::string(scalar_name(value.dtype)) + " for the source.");
    const StridedTensor apart_value = copied(c, converted(c, value, a.dtype));
    const StridedTensor source = broadcast(c, apart_value, shape);
    if (c.failed()) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        each_chosen(chosen, source, [&](Index to, Index from) { p.view.data<T>()[to] = source.data<T>()[from]; });
    });
    return a;
}

} // namespace attn
