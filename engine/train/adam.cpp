#include "adam.h"

#include <cmath>

namespace attn {

namespace {

// base^exponent from squares: the C library's pow differs between platforms.
double power(double base, int exponent) {
    double out = 1;
    for (; exponent > 0; exponent /= 2, base *= base)
        if (exponent % 2 == 1) out *= base;
    return out;
}

} // namespace

template <class R> AdamOf<R> adam_of(const ModelShape& s) {
    return {.steps = 0, .mean = zero_parameters<R>(s), .square = zero_parameters<R>(s)};
}

template <class R> double adam_step(const ModelShape& s, const AdamSettings& settings, const ParametersOf<R>& d,
                                    ParametersOf<R>& p, AdamOf<R>& adam) {
    const auto gradients = parameters_of(s, d);
    const auto numbers = parameters_of(s, p), means = parameters_of(s, adam.mean),
               squares = parameters_of(s, adam.square);
    double length = 0;
    for (const auto& g : gradients)
        for (Index i = 0; i < g.numbers->size(); ++i) {
            const double number = static_cast<double>(g.numbers->data()[i]);
            length += number * number;
        }
    length = std::sqrt(length);
    const R shorten = settings.clip > 0 && length > settings.clip ? static_cast<R>(settings.clip / length) : R(1);

    ++adam.steps;
    const R rate = static_cast<R>(settings.rate / (1 - power(settings.beta1, adam.steps)));
    const R root = static_cast<R>(std::sqrt(1 - power(settings.beta2, adam.steps)));
    const R beta1 = static_cast<R>(settings.beta1), beta2 = static_cast<R>(settings.beta2),
            new1 = static_cast<R>(1 - settings.beta1), new2 = static_cast<R>(1 - settings.beta2),
            epsilon = static_cast<R>(settings.epsilon), kept = static_cast<R>(1 - settings.rate * settings.decay);
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const bool decays =
            settings.decay > 0 && (numbers[k].role == Role::matrix || numbers[k].role == Role::residual);
        R* const number = numbers[k].numbers->data();
        R *const m = means[k].numbers->data(), *const v = squares[k].numbers->data();
        const R* const gradient = gradients[k].numbers->data();
        for (Index i = 0; i < numbers[k].numbers->size(); ++i) {
            const R g = gradient[i] * shorten;
            if (decays) number[i] *= kept;
            m[i] = beta1 * m[i] + new1 * g;
            v[i] = beta2 * v[i] + new2 * (g * g);
            number[i] -= rate * m[i] / (std::sqrt(v[i]) / root + epsilon);
        }
    }
    return length;
}

#define ATTN_ADAM(R)                                                                                                   \
    template AdamOf<R> adam_of(const ModelShape&);                                                                     \
    template double adam_step(const ModelShape&, const AdamSettings&, const ParametersOf<R>&, ParametersOf<R>&,        \
                              AdamOf<R>&);
ATTN_ADAM(float)
ATTN_ADAM(double)
#undef ATTN_ADAM

} // namespace attn
