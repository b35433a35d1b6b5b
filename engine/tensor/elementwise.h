// Operations on each element by itself, with broadcasting and type promotion: binary.cpp, relation.cpp, unary.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "context.h"

namespace attn {

// What comes out has the promoted dtype; the last two turn integers into float32.
enum class Binary : std::uint8_t {
    add,
    sub,
    mul,
    pow,
    floor_divide,
    remainder,
    fmod,
    maximum,
    minimum,
    bitwise_and,
    bitwise_or,
    bitwise_xor,
    div,
    atan2,
};
// "floor_divide"; nothing for another name.
std::optional<Binary> binary_named(std::string_view);
StridedTensor binary(Context&, Binary, const StridedTensor& a, const StridedTensor& b);

// What comes out is bool; the last three compare truth.
enum class Relation : std::uint8_t { eq, ne, lt, le, gt, ge, logical_and, logical_or, logical_xor };
std::optional<Relation> relation_named(std::string_view);
StridedTensor related(Context&, Relation, const StridedTensor& a, const StridedTensor& b);

// Those of integers stay integers up to `round`, the others turn integers into float32; the last three give bool.
enum class Unary : std::uint8_t {
    neg,
    abs,
    sign,
    square,
    relu,
    bitwise_not,
    floor,
    ceil,
    trunc,
    round,
    exp,
    exp2,
    expm1,
    log,
    log2,
    log10,
    log1p,
    sqrt,
    rsqrt,
    reciprocal,
    sin,
    cos,
    tan,
    tanh,
    sigmoid,
    silu,
    erf,
    frac,
    gelu,
    gelu_tanh,
    leaky_relu,
    elu,
    softplus,
    isnan,
    isinf,
    isfinite,
};
std::optional<Unary> unary_named(std::string_view);
// x: decimals of round, slope of leaky_relu, alpha of elu; not used by the others.
StridedTensor unary(Context&, Unary, const StridedTensor&, double x = 0.0);
// One number, as unary() computes it.
float apply(Unary, float value, float x);
double apply(Unary, double value, double x);

StridedTensor logical_not(Context&, const StridedTensor&);
// Where `condition`, a; else b. The condition is bool.
StridedTensor where(Context&, const StridedTensor& condition, const StridedTensor& a, const StridedTensor& b);
// A missing bound is null.
StridedTensor clamped(Context&, const StridedTensor&, const StridedTensor* low, const StridedTensor* high);

// `result` is written into `to`, as add_ and its kin do: if dtype and shape allow it.
StridedTensor written_in_place(Context&, const StridedTensor& to, const StridedTensor& result);

// The dtype that both have together.
DType promoted(const StridedTensor& a, const StridedTensor& b);

} // namespace attn
