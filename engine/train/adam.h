// The optimiser: Adam (Kingma and Ba 2015) with the weight decay of AdamW (Loshchilov and Hutter 2019).
#pragma once

#include "engine/models/parameters.h"

namespace attn {

struct AdamSettings {
    double rate = 0.003;
    double beta1 = 0.9, beta2 = 0.99;
    double epsilon = 1e-8;
    double decay = 0; // of matrices only
    double clip = 1;  // gradients longer than this, all parameters together, are shortened to it; 0: none are

    bool operator==(const AdamSettings&) const = default;
};

// What it remembers of the gradients, in the shapes of the parameters.
template <class R> struct AdamOf {
    int steps = 0;
    ParametersOf<R> mean{};   // m = beta1 m + (1 - beta1) d
    ParametersOf<R> square{}; // v = beta2 v + (1 - beta2) d^2
};
using Adam = AdamOf<float>;

template <class R> AdamOf<R> adam_of(const ModelShape&);

// One step along the gradient d, after clipping and decay (p -= rate decay p):
//   p -= rate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
// Returns how long the gradient was.
template <class R>
double adam_step(const ModelShape&, const AdamSettings&, const ParametersOf<R>& d, ParametersOf<R>& p, AdamOf<R>&);

} // namespace attn
