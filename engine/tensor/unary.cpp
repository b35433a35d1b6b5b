// Operations of one tensor (elementwise.h).
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "convert.h"
#include "elementwise.h"
#include "engine/math/elementary.h"
#include "walk.h"

namespace attn {

namespace {

constexpr std::array<std::pair<std::string_view, Unary>, 34> kUnaries{{
    {"neg", Unary::neg},
    {"abs", Unary::abs},
    {"sign", Unary::sign},
    {"square", Unary::square},
    {"relu", Unary::relu},
    {"bitwise_not", Unary::bitwise_not},
    {"floor", Unary::floor},
    {"ceil", Unary::ceil},
    {"trunc", Unary::trunc},
    {"exp", Unary::exp},
    {"exp2", Unary::exp2},
    {"expm1", Unary::expm1},
    {"log", Unary::log},
    {"log2", Unary::log2},
    {"log10", Unary::log10},
    {"log1p", Unary::log1p},
    {"sqrt", Unary::sqrt},
    {"rsqrt", Unary::rsqrt},
    {"reciprocal", Unary::reciprocal},
    {"sin", Unary::sin},
    {"cos", Unary::cos},
    {"tan", Unary::tan},
    {"tanh", Unary::tanh},
    {"sigmoid", Unary::sigmoid},
    {"silu", Unary::silu},
    {"erf", Unary::erf},
    {"frac", Unary::frac},
    {"softplus", Unary::softplus},
    {"leaky_relu", Unary::leaky_relu},
    {"elu", Unary::elu},
    {"round", Unary::round},
    {"isnan", Unary::isnan},
    {"isinf", Unary::isinf},
    {"isfinite", Unary::isfinite},
}};

constexpr double kPi = 3.14159265358979323846;

// The natural logarithm of any number; the engine's own knows normal positive ones.
double any_log(double x) {
    if (std::isnan(x) || x < 0.0) return std::numeric_limits<double>::quiet_NaN();
    if (x == 0.0) return -HUGE_VAL;
    if (std::isinf(x)) return x;
    return x < std::numeric_limits<double>::min() ? log(x * 0x1p60) - 60.0 * 0.6931471805599453 : log(x);
}

// e^x - 1 without cancellation near 0.
double any_expm1(double x) {
    if (std::fabs(x) > 0.3) return exp(x) - 1.0;
    double sum = 1.0;
    for (int k = 16; k >= 2; --k) sum = 1.0 + sum * x / k;
    return x * sum;
}

// ln(1 + x), likewise.
double any_log1p(double x) {
    if (std::fabs(x) > 0.3) return any_log(1.0 + x);
    const double s = x / (2.0 + x), s2 = s * s;
    double sum = 0.0;
    for (int k = 25; k >= 1; k -= 2) sum = 1.0 / k + sum * s2;
    return 2.0 * s * sum;
}

// The error function by a series of terms of one sign: 2 x e^(-x^2) / sqrt(pi) sum (2 x^2)^n / (1 3 5 ... (2n + 1)).
double any_erf(double x) {
    if (std::isnan(x)) return x;
    if (std::fabs(x) > 6.0) return x < 0.0 ? -1.0 : 1.0;
    double term = 1.0, sum = 1.0;
    for (int n = 1; term > sum * 1e-17; ++n) sum += term *= 2.0 * x * x / (2.0 * n + 1.0);
    return 2.0 / std::sqrt(kPi) * x * exp(-x * x) * sum;
}

// Far out the angle is brought near first; infinities have none.
double any_sin(double x) {
    return std::isfinite(x) ? sin(std::fabs(x) > 1e5 ? std::fmod(x, 2.0 * kPi) : x)
                            : std::numeric_limits<double>::quiet_NaN();
}
double any_cos(double x) {
    return std::isfinite(x) ? cos(std::fabs(x) > 1e5 ? std::fmod(x, 2.0 * kPi) : x)
                            : std::numeric_limits<double>::quiet_NaN();
}

template <class T> T half_to_even(T x) {
    const T down = std::floor(x), rest = x - down;
    if (std::isnan(x) || std::isinf(x)) return x;
    const T out = rest > T{0.5} || (rest == T{0.5} && std::fmod(down, T{2}) != 0) ? down + 1 : down;
    return std::copysign(out, x);
}

template <class T> T sigmoid_of(T x) { return 1 / (1 + exp(-x)); }

// float32 where the engine has it in float32; what it only has in double is rounded once.
template <class T> T computed(Unary op, T v, T x) {
    const auto rounded = [](double y) { return static_cast<T>(y); };
    switch (op) {
    case Unary::neg: return -v;
    case Unary::abs: return std::fabs(v);
    case Unary::sign: return static_cast<T>((v > 0) - (v < 0));
    case Unary::square: return v * v;
    case Unary::relu: return v < 0 ? 0 : v;
    case Unary::floor: return std::floor(v);
    case Unary::ceil: return std::ceil(v);
    case Unary::trunc: return std::trunc(v);
    case Unary::frac: return v - std::trunc(v);
    case Unary::round: {
        if (x == 0) return half_to_even(v);
        T ten = 1;
        for (int i = 0; i < 40 && static_cast<T>(i) < std::fabs(x); ++i) ten *= 10;
        return x > 0 ? half_to_even(v * ten) / ten : half_to_even(v / ten) * ten;
    }
    case Unary::exp: return exp(v);
    case Unary::exp2: return rounded(exp(v * 0.6931471805599453));
    case Unary::expm1: return rounded(any_expm1(v));
    case Unary::log: return rounded(any_log(v));
    case Unary::log2: return rounded(any_log(v) / 0.6931471805599453);
    case Unary::log10: return rounded(any_log(v) / 2.302585092994046);
    case Unary::log1p: return rounded(any_log1p(v));
    case Unary::sqrt: return std::sqrt(v);
    case Unary::rsqrt: return 1 / std::sqrt(v);
    case Unary::reciprocal: return 1 / v;
    case Unary::sin: return rounded(any_sin(v));
    case Unary::cos: return rounded(any_cos(v));
    case Unary::tan: return rounded(any_sin(v) / any_cos(v));
    case Unary::tanh: return v == 0 ? v : tanh(v);
    case Unary::sigmoid: return sigmoid_of(v);
    case Unary::silu: return v * sigmoid_of(v);
    case Unary::erf: return rounded(any_erf(v));
    case Unary::gelu: return rounded(v * 0.5 * (1.0 + any_erf(v / std::sqrt(2.0))));
    case Unary::gelu_tanh: {
        const T inner = rounded(std::sqrt(2.0 / kPi)) * (v + rounded(0.044715) * v * v * v);
        return rounded(0.5) * v * (1 + tanh(inner));
    }
    case Unary::leaky_relu: return v > 0 ? v : v * x;
    case Unary::elu: return v > 0 ? v : rounded(x * any_expm1(v));
    case Unary::softplus: return v > 20 ? v : rounded(any_log1p(exp(static_cast<double>(v))));
    case Unary::bitwise_not:
    case Unary::isnan:
    case Unary::isinf:
    case Unary::isfinite: break;
    }
    return 0;
}

std::int64_t computed(Unary op, std::int64_t v) {
    const auto negative = static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(v));
    if (op == Unary::neg) return negative;
    if (op == Unary::abs) return v < 0 ? negative : v;
    if (op == Unary::sign) return (v > 0) - (v < 0);
    if (op == Unary::square)
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(v) * static_cast<std::uint64_t>(v));
    if (op == Unary::relu) return std::max<std::int64_t>(v, 0);
    return op == Unary::bitwise_not ? ~v : v;
}

template <class T> bool told(Unary op, T v) {
    if constexpr (!std::is_floating_point_v<T>) return op == Unary::isfinite;
    else return op == Unary::isnan ? std::isnan(v) : op == Unary::isinf ? std::isinf(v) : std::isfinite(v);
}

void refuse(Context& c, Unary op, DType t) {
    if (op == Unary::bitwise_not && is_floating(t))
        c.wrong("\"bitwise_not_cpu\" not implemented for '" + std::string(scalar_name(t)) + "'");
    const std::string name(scalar_name(t));
    if (!is_floating(t)) {
        const char* kernel = op == Unary::gelu || op == Unary::gelu_tanh ? "GeluKernelImpl"
                             : op == Unary::silu                         ? "silu_cpu"
                             : op == Unary::leaky_relu                   ? "leaky_relu_cpu"
                             : op == Unary::elu                          ? "elu_cpu"
                             : op == Unary::softplus                     ? "softplus_cpu"
                                                                         : nullptr;
        if (kernel) c.wrong("\"" + std::string(kernel) + "\" not implemented for '" + name + "'");
    }
    if (t != DType::boolean) return;
    if (op == Unary::neg)
        c.wrong("Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, "
                "use the "
                "`~` or `logical_not()` operator instead.");
    if (op == Unary::relu) c.wrong("Boolean inputs not supported for relu");
    if (op == Unary::abs) c.wrong("\"abs_cpu\" not implemented for 'Bool'");
}

} // namespace

std::optional<Unary> unary_named(std::string_view name) {
    for (const auto& [key, op] : kUnaries)
        if (key == name) return op;
    return std::nullopt;
}

float apply(Unary op, float value, float x) { return computed(op, value, x); }
double apply(Unary op, double value, double x) { return computed(op, value, x); }

StridedTensor unary(Context& c, Unary op, const StridedTensor& given, double x) {
    refuse(c, op, given.dtype);
    const bool tells = op >= Unary::isnan, keeps = op <= Unary::round;
    StridedTensor a = given;
    if (!tells && !keeps && !is_floating(a.dtype)) a = converted(c, a, DType::float32);
    if (op == Unary::square && a.dtype == DType::boolean) a = converted(c, a, DType::int64);
    const StridedTensor out = zeros_in_order(c, a.shape, tells ? DType::boolean : a.dtype, {a.strides});
    if (c.failed()) return {};
    with_type(a.dtype, [&](auto zero) {
        using T = decltype(zero);
        walk(a.shape, {a.strides, out.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i) {
                const T v = a.data<T>()[s.at[0] + i * s.step[0]];
                const Index at = s.at[1] + i * s.step[1];
                if (tells) out.data<bool>()[at] = told(op, v);
                else if constexpr (std::is_same_v<T, bool>) out.data<T>()[at] = op == Unary::bitwise_not ? !v : v;
                else if constexpr (std::is_same_v<T, std::int64_t>)
                    out.data<T>()[at] = wrapped(a.dtype, computed(op, v));
                else out.data<T>()[at] = computed(op, v, static_cast<T>(x));
            }
        });
    });
    return out;
}

StridedTensor logical_not(Context& c, const StridedTensor& a) {
    return unary(c, Unary::bitwise_not, converted(c, a, DType::boolean));
}

} // namespace attn
