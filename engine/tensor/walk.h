// Going through the elements of several tensors of one shape at the same time, whatever their strides.
#pragma once

#include <array>
#include <span>

#include "dims.h"

namespace attn {

// A stretch of `count` elements: those of tensor t are at[t], at[t] + step[t], at[t] + 2 step[t] ...
struct Stretch {
    std::array<Index, 4> at{}, step{};
    Index count = 0;
};

// Calls f(data, stretch) for every stretch in row-major order. `strides`: of each tensor, at most four; dimensions that
// lie one after the other in all of them are taken as one.
void each_stretch(const Dims& shape, std::span<const Dims> strides, void (*f)(void* data, const Stretch&), void* data);

template <class F> void walk(const Dims& shape, std::initializer_list<Dims> strides, F f) {
    const auto call = [](void* data, const Stretch& s) { (*static_cast<F*>(data))(s); };
    each_stretch(shape, {strides.begin(), strides.size()}, call, &f);
}

} // namespace attn
