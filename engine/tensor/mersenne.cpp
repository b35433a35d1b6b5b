#include "mersenne.h"

#include <cmath>

#include "engine/math/elementary.h"

namespace attn {

void Mersenne::seed(std::uint64_t seed) {
    kept_.reset();
    at_ = state_.size();
    state_[0] = static_cast<std::uint32_t>(seed);
    for (std::uint32_t i = 1; i < state_.size(); ++i)
        state_[i] = 1812433253u * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
}

std::uint32_t Mersenne::next() {
    constexpr std::size_t n = 624, m = 397;
    if (at_ == n) {
        at_ = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const std::uint32_t y = (state_[i] & 0x80000000u) | (state_[(i + 1) % n] & 0x7FFFFFFFu);
            state_[i] = state_[(i + m) % n] ^ (y >> 1) ^ (y & 1u ? 0x9908B0DFu : 0u);
        }
    }
    std::uint32_t y = state_[at_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680u;
    y ^= (y << 15) & 0xEFC60000u;
    return y ^ (y >> 18);
}

std::uint64_t Mersenne::next_64() {
    const std::uint64_t high = next();
    return high << 32 | next();
}

double Mersenne::normal() {
    if (kept_) {
        const double out = *kept_;
        kept_.reset();
        return out;
    }
    const double u = uniform_double(), v = uniform_double();
    const double radius = std::sqrt(-2.0 * log(1.0 - v)), angle = 2.0 * 3.14159265358979323846 * u;
    kept_ = radius * sin(angle);
    return radius * cos(angle);
}

} // namespace attn
