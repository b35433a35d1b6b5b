#include "size_bits.h"

#include <cmath>
#include <cstdio>

#include "engine/attention/attention.h"
#include "engine/math/random.h"

namespace attn {

namespace {

std::string hash_of(const Matrix& m) {
    const std::string_view bytes(reinterpret_cast<const char*>(m.data()),
                                 static_cast<std::size_t>(m.size()) * sizeof(float));
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash(bytes)));
    return hex;
}

} // namespace

std::string size_bits(int d, int heads, Index tokens) {
    const auto drawn = [d](std::string_view name, Index rows, double deviation) {
        Pcg32 random(7, hash(name));
        return normal_matrix(random, rows, d, deviation, 3);
    };
    const double small = 1 / std::sqrt(static_cast<double>(d));
    const Projections projections{.w_q = drawn("w_q", d, small),
                                  .w_k = drawn("w_k", d, small),
                                  .w_v = drawn("w_v", d, small),
                                  .w_o = drawn("w_o", d, small),
                                  .b_q = drawn("b_q", 1, 0.1),
                                  .b_k = drawn("b_k", 1, 0.1),
                                  .b_v = drawn("b_v", 1, 0.1),
                                  .b_o = drawn("b_o", 1, 0.1)};
    const Trace t = attend({.x = drawn("x", tokens, 1)}, projections, {.heads = heads});
    return std::to_string(d) + " " + std::to_string(heads) + " " + std::to_string(tokens) + " output " +
           hash_of(t.output) + " weights " + hash_of(t.head(heads - 1).softmax.weights) + "\n";
}

} // namespace attn
