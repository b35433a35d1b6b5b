// The protocol's operations on each element by itself (request.h, calls.h).
#include "elementwise.h"
#include "layers.h"
#include "request.h"

namespace attn {

namespace {

StridedTensor times(Request& r, const StridedTensor& a, std::size_t factor) {
    return r.none(factor) ? a : binary(r.context, Binary::mul, a, r.operand(factor));
}

// div with rounding_mode.
StridedTensor divided(Request& r) {
    const std::string_view mode = r.word(2);
    const StridedTensor a = r.operand(0), b = r.operand(1);
    if (mode.empty()) return binary(r.context, Binary::div, a, b);
    if (mode == "floor") return binary(r.context, Binary::floor_divide, a, b);
    if (mode != "trunc")
        return r.context.wrong("div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '" +
                               std::string(mode) + "'");
    const StridedTensor rest = binary(r.context, Binary::fmod, a, b);
    const StridedTensor whole = binary(r.context, Binary::sub, a, rest);
    return is_floating(whole.dtype) ? unary(r.context, Unary::trunc, binary(r.context, Binary::div, a, b))
                                    : binary(r.context, Binary::floor_divide, whole, b);
}

StridedTensor limited(Request& r) {
    const StridedTensor a = r.tensor(0), low = r.none(1) ? a : r.operand(1), high = r.none(2) ? a : r.operand(2);
    return clamped(r.context, a, r.none(1) ? nullptr : &low, r.none(2) ? nullptr : &high);
}

StridedTensor rounded(Request& r) {
    const StridedTensor a = r.tensor(0);
    const std::int64_t decimals = r.integer(1, 0);
    if (decimals != 0 && !is_floating(a.dtype))
        return r.context.wrong("\"round_cpu\" not implemented for '" + std::string(scalar_name(a.dtype)) + "'");
    return unary(r.context, Unary::round, a, static_cast<double>(decimals));
}

StridedTensor interpolated(Request& r) {
    const StridedTensor a = r.tensor(0), b = r.tensor(1);
    if (a.dtype != b.dtype)
        return r.context.wrong("expected dtype " + std::string(second_name(a.dtype)) + " for `end` but got dtype " +
                               std::string(second_name(b.dtype)));
    const StridedTensor way = binary(r.context, Binary::mul, r.operand(2), binary(r.context, Binary::sub, b, a));
    return binary(r.context, Binary::add, a, way);
}

StridedTensor without_nan(Request& r) {
    const StridedTensor a = r.tensor(0);
    if (!is_floating(a.dtype) || r.context.failed()) return a;
    const double most = a.dtype == DType::float32 ? 3.4028234663852886e38 : 1.7976931348623157e308;
    const auto number = [&](double x) {
        StridedTensor out = r.context.scalar(x, DType::float64);
        out.number = true;
        return out;
    };
    const StridedTensor nan = number(r.real(1, 0.0)), high = number(r.real(2, most)), low = number(r.real(3, -most));
    StridedTensor out = where(r.context, unary(r.context, Unary::isnan, a), nan, a);
    const StridedTensor zero = number(0.0), infinite = unary(r.context, Unary::isinf, a);
    const StridedTensor positive = related(r.context, Relation::gt, a, zero);
    const StridedTensor limits = where(r.context, positive, high, low);
    out = where(r.context, infinite, limits, out);
    return out;
}

using Each = StridedTensor (*)(Request&);
struct Row {
    std::string_view name;
    Each run;
};
constexpr Row kRows[] = {
    {"add", [](Request& r) { return binary(r.context, Binary::add, r.operand(0), times(r, r.operand(1), 2)); }},
    {"sub", [](Request& r) { return binary(r.context, Binary::sub, r.operand(0), times(r, r.operand(1), 2)); }},
    {"div", divided},
    {"clamp", limited},
    {"round", rounded},
    {"lerp", interpolated},
    {"nan_to_num", without_nan},
    {"logical_not", [](Request& r) { return logical_not(r.context, r.tensor(0)); }},
    {"gelu",
     [](Request& r) { return unary(r.context, r.word(1) == "tanh" ? Unary::gelu_tanh : Unary::gelu, r.tensor(0)); }},
    {"leaky_relu", [](Request& r) { return unary(r.context, Unary::leaky_relu, r.tensor(0), r.real(1, 0.01)); }},
    {"elu", [](Request& r) { return unary(r.context, Unary::elu, r.tensor(0), r.real(1, 1.0)); }},
    {"tril", [](Request& r) { return triangle(r.context, r.tensor(0), r.integer(1, 0), true); }},
    {"triu", [](Request& r) { return triangle(r.context, r.tensor(0), r.integer(1, 0), false); }},
};

} // namespace

std::optional<StridedTensor> each_element(Request& r, std::string_view name) {
    for (const Row& row : kRows)
        if (row.name == name) return row.run(r);
    if (const auto op = binary_named(name)) return binary(r.context, *op, r.operand(0), r.operand(1));
    if (const auto op = relation_named(name)) return related(r.context, *op, r.operand(0), r.operand(1));
    if (const auto op = unary_named(name)) return unary(r.context, *op, r.tensor(0));
    return std::nullopt;
}

} // namespace attn
