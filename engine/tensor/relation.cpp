// Comparisons, choices and what is written in place (elementwise.h).
#include <array>
#include <utility>

#include "convert.h"
#include "elementwise.h"
#include "walk.h"

namespace attn {

namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 9> kRelations{{
    {"eq", Relation::eq},
    {"ne", Relation::ne},
    {"lt", Relation::lt},
    {"le", Relation::le},
    {"gt", Relation::gt},
    {"ge", Relation::ge},
    {"logical_and", Relation::logical_and},
    {"logical_or", Relation::logical_or},
    {"logical_xor", Relation::logical_xor},
}};

template <class T> bool truth(Relation op, T x, T y) {
    switch (op) {
    case Relation::eq: return x == y;
    case Relation::ne: return x != y;
    case Relation::lt: return x < y;
    case Relation::le: return x <= y;
    case Relation::gt: return x > y;
    case Relation::ge: return x >= y;
    case Relation::logical_and: return x != T{} && y != T{};
    case Relation::logical_or: return x != T{} || y != T{};
    case Relation::logical_xor: return (x != T{}) != (y != T{});
    }
    return false;
}

} // namespace

std::optional<Relation> relation_named(std::string_view name) {
    for (const auto& [key, op] : kRelations)
        if (key == name) return op;
    return std::nullopt;
}

StridedTensor related(Context& c, Relation op, const StridedTensor& a, const StridedTensor& b) {
    const DType t = op >= Relation::logical_and ? DType::boolean : promoted(a, b);
    const Dims shape = broadcast_shape(c, a.shape, b.shape);
    if (c.failed()) return {};
    const StridedTensor x = broadcast(c, converted(c, a, t), shape), y = broadcast(c, converted(c, b, t), shape);
    const StridedTensor out = zeros_in_order(c, shape, DType::boolean, {x.strides, y.strides});
    if (c.failed()) return {};
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        const T *const xs = x.data<T>(), *const ys = y.data<T>();
        walk(shape, {x.strides, y.strides, out.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i)
                out.data<bool>()[s.at[2] + i * s.step[2]] =
                    truth(op, xs[s.at[0] + i * s.step[0]], ys[s.at[1] + i * s.step[1]]);
        });
    });
    return out;
}

StridedTensor where(Context& c, const StridedTensor& condition, const StridedTensor& a, const StridedTensor& b) {
    if (condition.dtype != DType::boolean && condition.dtype != DType::uint8)
        return c.wrong("where expected condition to be a boolean tensor, but got a tensor with dtype " +
                       std::string(scalar_name(condition.dtype)));
    const DType t = promoted(a, b);
    const Dims shape = broadcast_shape(c, broadcast_shape(c, condition.shape, a.shape), b.shape);
    if (c.failed()) return {};
    const StridedTensor x = broadcast(c, converted(c, a, t), shape), y = broadcast(c, converted(c, b, t), shape);
    const StridedTensor mask = broadcast(c, converted(c, condition, DType::boolean), shape);
    const StridedTensor out = zeros_in_order(c, shape, t, {mask.strides, x.strides, y.strides});
    if (c.failed()) return {};
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        walk(shape, {mask.strides, x.strides, y.strides, out.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i) {
                const bool first = mask.data<bool>()[s.at[0] + i * s.step[0]];
                out.data<T>()[s.at[3] + i * s.step[3]] =
                    first ? x.data<T>()[s.at[1] + i * s.step[1]] : y.data<T>()[s.at[2] + i * s.step[2]];
            }
        });
    });
    return out;
}

StridedTensor clamped(Context& c, const StridedTensor& a, const StridedTensor* low, const StridedTensor* high) {
    if (!low && !high) return c.wrong("torch.clamp: At least one of 'min' or 'max' must not be None");
    StridedTensor out = a;
    if (low) out = binary(c, Binary::maximum, out, *low);
    if (high) out = binary(c, Binary::minimum, out, *high);
    return out;
}

StridedTensor written_in_place(Context& c, const StridedTensor& to, const StridedTensor& result) {
    if (c.failed()) return {};
    if (!may_be_written(result.dtype, to.dtype))
        return c.wrong("result type " + std::string(scalar_name(result.dtype)) +
                       " can't be cast to the desired output type " + std::string(scalar_name(to.dtype)));
    if (!may_write_to(c, to)) return {};
    if (!(result.shape == to.shape))
        return c.wrong("output with shape " + text_of(to.shape) + " doesn't match the broadcast shape " +
                       text_of(result.shape));
    write(to, result);
    return to;
}

} // namespace attn
