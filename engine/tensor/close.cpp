#include "close.h"

#include "convert.h"
#include "elementwise.h"
#include "reduce.h"

namespace attn {

bool all_true(Context& c, const StridedTensor& a) {
    const StridedTensor all = any_of(c, a, {}, false, true);
    return !c.failed() && all.as_bool();
}

bool is_equal(Context& c, const StridedTensor& a, const StridedTensor& b) {
    if (!(a.shape == b.shape)) return false;
    if (a.dtype != b.dtype) {
        c.wrong("Expected object of scalar type " + std::string(second_name(a.dtype)) + " but got scalar type " +
                std::string(second_name(b.dtype)) + " for argument 'other'");
        return false;
    }
    return all_true(c, related(c, Relation::eq, a, b));
}

StridedTensor is_close(Context& c, const StridedTensor& a, const StridedTensor& b, double relative, double absolute,
                       bool nan_is_nan) {
    if (a.dtype != b.dtype)
        return c.wrong(std::string(scalar_name(a.dtype)) + " did not match " + std::string(scalar_name(b.dtype)));
    if (!(relative >= 0.0)) return c.wrong("rtol must be greater than or equal to zero");
    if (!(absolute >= 0.0)) return c.wrong("atol must be greater than or equal to zero");
    StridedTensor out = related(c, Relation::eq, a, b);
    if (nan_is_nan && is_floating(a.dtype))
        out = related(c, Relation::logical_or, out,
                      related(c, Relation::logical_and, unary(c, Unary::isnan, a), unary(c, Unary::isnan, b)));
    if (c.failed() || a.dtype == DType::boolean) return out;
    const auto number = [&](double x) {
        StridedTensor n = c.scalar(x, DType::float64);
        n.number = true;
        return n;
    };
    const StridedTensor room = unary(c, Unary::abs, binary(c, Binary::mul, b, number(relative)));
    const StridedTensor most = binary(c, Binary::add, room, number(absolute));
    const StridedTensor off = unary(c, Unary::abs, binary(c, Binary::sub, a, b));
    const StridedTensor near =
        related(c, Relation::logical_and, unary(c, Unary::isfinite, off), related(c, Relation::le, off, most));
    return related(c, Relation::logical_or, out, near);
}

} // namespace attn
