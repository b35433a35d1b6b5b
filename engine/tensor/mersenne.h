// PyTorch's generator of random numbers on the processor, so that torch.manual_seed(0) gives its numbers here, too.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace attn {

// mt19937 (M. Matsumoto, T. Nishimura 1998; ATen/core/MT19937RNGEngine.h) and what ATen/core/DistributionsHelper.h
// makes of it.
class Mersenne {
public:
    explicit Mersenne(std::uint64_t seed) { this->seed(seed); }
    void seed(std::uint64_t);

    std::uint32_t next();
    std::uint64_t next_64();

    // In [0, 1): a multiple of 2^-24, and of 2^-53.
    float uniform_float() { return static_cast<float>(next() & 0xFFFFFFu) * 0x1p-24f; }
    double uniform_double() { return static_cast<double>(next_64() & 0x1FFFFFFFFFFFFFull) * 0x1p-53; }

    // One standard normal number: Box and Muller's two, of which the second is kept for the next call.
    double normal();

private:
    std::array<std::uint32_t, 624> state_{};
    std::size_t at_ = 0;
    std::optional<double> kept_;
};

} // namespace attn
