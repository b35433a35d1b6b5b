// Operations of two tensors (elementwise.h).
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "convert.h"
#include "elementwise.h"
#include "engine/math/elementary.h"
#include "walk.h"

namespace attn {

namespace {

constexpr std::array<std::pair<std::string_view, Binary>, 14> kBinaries{{
    {"add", Binary::add},
    {"sub", Binary::sub},
    {"mul", Binary::mul},
    {"pow", Binary::pow},
    {"floor_divide", Binary::floor_divide},
    {"remainder", Binary::remainder},
    {"fmod", Binary::fmod},
    {"maximum", Binary::maximum},
    {"minimum", Binary::minimum},
    {"bitwise_and", Binary::bitwise_and},
    {"bitwise_or", Binary::bitwise_or},
    {"bitwise_xor", Binary::bitwise_xor},
    {"div", Binary::div},
    {"atan2", Binary::atan2},
}};

std::int64_t whole_power(std::int64_t base, std::int64_t exponent) {
    if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent % 2 ? -1 : 1) : 0;
    std::uint64_t out = 1, factor = static_cast<std::uint64_t>(base); // wraps around, as there
    for (; exponent; exponent >>= 1, factor *= factor)
        if (exponent & 1) out *= factor;
    return static_cast<std::int64_t>(out);
}

// Exact for whole exponents as far as they go, and the square root for a half; else e^(y ln x).
double power(double x, double y) {
    if (y == 0.0 || x == 1.0) return 1.0;
    if (y == 0.5) return std::sqrt(x);
    const bool whole = std::floor(y) == y, odd = whole && std::fmod(y, 2.0) != 0.0;
    if (whole && std::fabs(y) <= 64.0) {
        double out = 1.0, factor = x;
        for (int n = static_cast<int>(std::fabs(y)); n; n >>= 1, factor *= factor)
            if (n & 1) out *= factor;
        return y < 0.0 ? 1.0 / out : out;
    }
    if (std::isnan(x) || std::isnan(y) || (x < 0.0 && !whole && std::isfinite(x) && std::isfinite(y)))
        return std::nan("");
    if (x == -1.0 && std::isinf(y)) return 1.0;
    const double size = std::fabs(x);
    double out = 0.0;
    if (size == 0.0 || std::isinf(size) || std::isinf(y)) {
        const bool grows = (size > 1.0) == (y > 0.0);
        out = size == 1.0 ? 1.0 : grows ? HUGE_VAL : 0.0;
    } else out = exp(y * log(size));
    return x < 0.0 && odd ? -out : out;
}

// The angle of (x, y), by atan's series after two halvings of the angle; accurate to 1e-15.
double angle(double y, double x) {
    constexpr double pi = 3.14159265358979323846;
    if (std::isnan(x) || std::isnan(y)) return std::nan("");
    const double ax = std::fabs(x), ay = std::fabs(y);
    double t = 0.0;
    if (std::isinf(ax) && std::isinf(ay)) t = 1.0;
    else if (ax > 0.0 || ay > 0.0) t = std::min(ax, ay) / std::max(ax, ay);
    t = t / (1.0 + std::sqrt(1.0 + t * t));
    t = t / (1.0 + std::sqrt(1.0 + t * t));
    double sum = 0.0;
    for (int k = 25; k >= 1; k -= 2) sum = 1.0 / k - sum * t * t;
    double out = 4.0 * t * sum;
    if (ay > ax) out = pi / 2 - out;
    if (std::signbit(x)) out = pi - out;
    return std::signbit(y) ? -out : out;
}

template <class T> T real(Binary op, T x, T y) {
    const auto floor_mod = [&] {
        const T m = std::fmod(x, y);
        return m != 0 && (m < 0) != (y < 0) ? m + y : m;
    };
    switch (op) {
    case Binary::add: return x + y;
    case Binary::sub: return x - y;
    case Binary::mul: return x * y;
    case Binary::div: return x / y;
    case Binary::pow: return y == 2 ? x * x : y == 3 ? x * x * x : static_cast<T>(power(x, y));
    case Binary::floor_divide: {
        if (y == 0) return x / y;
        T quotient = (x - floor_mod()) / y;
        if (quotient == 0) return std::copysign(T{0}, x / y);
        const T down = std::floor(quotient);
        return quotient - down > T{0.5} ? down + 1 : down;
    }
    case Binary::remainder: return floor_mod();
    case Binary::fmod: return std::fmod(x, y);
    case Binary::maximum: return x != x || !(x < y || y != y) ? x : y;
    case Binary::minimum: return x != x || !(y < x || y != y) ? x : y;
    case Binary::atan2: return static_cast<T>(angle(x, y));
    case Binary::bitwise_and:
    case Binary::bitwise_or:
    case Binary::bitwise_xor: break;
    }
    return 0;
}

std::int64_t whole(Binary op, std::int64_t x, std::int64_t y) {
    const auto ux = static_cast<std::uint64_t>(x), uy = static_cast<std::uint64_t>(y);
    // The one quotient that is no integer wraps around; division by 0 was refused before.
    const bool negates = y == -1;
    switch (op) {
    case Binary::add: return static_cast<std::int64_t>(ux + uy);
    case Binary::sub: return static_cast<std::int64_t>(ux - uy);
    case Binary::mul: return static_cast<std::int64_t>(ux * uy);
    case Binary::pow: return whole_power(x, y);
    case Binary::floor_divide:
        if (negates) return static_cast<std::int64_t>(0 - ux);
        return x / y - (x % y != 0 && (x < 0) != (y < 0));
    case Binary::remainder:
        if (negates) return 0;
        return x % y + (x % y != 0 && (x < 0) != (y < 0) ? y : 0);
    case Binary::fmod: return negates ? 0 : x % y;
    case Binary::maximum: return std::max(x, y);
    case Binary::minimum: return std::min(x, y);
    case Binary::bitwise_and: return x & y;
    case Binary::bitwise_or: return x | y;
    case Binary::bitwise_xor: return x ^ y;
    case Binary::div:
    case Binary::atan2: break;
    }
    return 0;
}

template <class T> T value(Binary op, T x, T y) {
    if constexpr (std::is_same_v<T, bool>) return whole(op, x, y) != 0;
    else if constexpr (std::is_same_v<T, std::int64_t>) return whole(op, x, y);
    else return real(op, x, y);
}

bool has_zero(const StridedTensor& a) {
    bool found = false;
    with_type(a.dtype, [&](auto zero) {
        walk(a.shape, {a.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i)
                found = found || a.data<decltype(zero)>()[s.at[0] + i * s.step[0]] == zero;
        });
    });
    return found;
}

bool is_bitwise(Binary op) { return op >= Binary::bitwise_and && op <= Binary::bitwise_xor; }
bool divides(Binary op) { return op == Binary::floor_divide || op == Binary::remainder || op == Binary::fmod; }

// What PyTorch refuses whatever the shapes are. `t` is the dtype that both have together.
void refuse(Context& c, Binary op, DType t, const StridedTensor& a, const StridedTensor& b) {
    const bool a_bool = a.dtype == DType::boolean, b_bool = b.dtype == DType::boolean;
    if (op == Binary::sub && (a_bool || b_bool)) {
        if (a_bool && b_bool && !a.number && !b.number)
            c.wrong(
                "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
                "operator instead.");
        else
            c.wrong("Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a "
                    "mask, "
                    "use the `~` or `logical_not()` operator instead.");
    }
    if (t == DType::boolean && (divides(op) || op == Binary::pow)) {
        const char* name = op == Binary::floor_divide ? "div_floor_cpu"
                           : op == Binary::remainder  ? "remainder_cpu"
                           : op == Binary::fmod       ? "fmod_cpu"
                                                      : "pow";
        c.wrong("\"" + std::string(name) + "\" not implemented for 'Bool'");
    }
    if (op == Binary::pow && is_integer(t) && b.number && b.as_double() < 0.0)
        c.wrong("Integers to negative integer powers are not allowed.");
    if (divides(op) && is_integer(t) && has_zero(b)) c.wrong("ZeroDivisionError");
}

} // namespace

std::optional<Binary> binary_named(std::string_view name) {
    for (const auto& [key, op] : kBinaries)
        if (key == name) return op;
    return std::nullopt;
}

DType promoted(const StridedTensor& a, const StridedTensor& b) {
    Promotion both;
    both.add(a.dtype, a.rank(), a.number);
    both.add(b.dtype, b.rank(), b.number);
    return both.result();
}

StridedTensor binary(Context& c, Binary op, const StridedTensor& a, const StridedTensor& b) {
    DType t = promoted(a, b);
    refuse(c, op, t, a, b);
    const Dims shape = broadcast_shape(c, a.shape, b.shape);
    if (c.failed()) return {};
    if (is_bitwise(op) && is_floating(t)) {
        const char* name = op == Binary::bitwise_and ? "and" : op == Binary::bitwise_or ? "or" : "xor";
        return c.wrong("\"bitwise_" + std::string(name) + "_cpu\" not implemented for '" + std::string(scalar_name(t)) +
                       "'");
    }
    if (c.failed()) return {};
    if ((op == Binary::div || op == Binary::atan2) && !is_floating(t)) t = DType::float32;
    const StridedTensor x = broadcast(c, converted(c, a, t), shape), y = broadcast(c, converted(c, b, t), shape);
    const StridedTensor out = zeros_in_order(c, shape, t, {x.strides, y.strides});
    if (c.failed()) return {};
    with_type(t, [&](auto zero) {
        using T = decltype(zero);
        const T *const xs = x.data<T>(), *const ys = y.data<T>();
        walk(shape, {x.strides, y.strides, out.strides}, [&](const Stretch& s) {
            for (Index i = 0; i < s.count; ++i) {
                const T first = xs[s.at[0] + i * s.step[0]], second = ys[s.at[1] + i * s.step[1]];
                const Index at = s.at[2] + i * s.step[2];
                if constexpr (std::is_same_v<T, std::int64_t>) out.data<T>()[at] = wrapped(t, value(op, first, second));
                else out.data<T>()[at] = value(op, first, second);
            }
        });
    });
    return out;
}

} // namespace attn
