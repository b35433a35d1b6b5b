#include "positions.h"

#include "elementary.h"

namespace attn {

template <class R> MatrixOf<R> positions(Index tokens, int d_model) {
    constexpr double ln_10000 = 9.210340371976184;
    MatrixOf<R> out(tokens, d_model);
    for (Index t = 0; t < tokens; ++t)
        for (int c = 0; c < d_model; ++c) {
            const double angle = static_cast<double>(t) * exp(-ln_10000 * (c / 2 * 2) / d_model);
            out(t, c) = static_cast<R>(c % 2 == 0 ? sin(angle) : cos(angle));
        }
    return out;
}

template Matrix positions(Index, int);
template MatrixOf<double> positions(Index, int);

} // namespace attn
