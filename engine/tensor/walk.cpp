#include "walk.h"

namespace attn {

void each_stretch(const Dims& shape, std::span<const Dims> strides, void (*f)(void* data, const Stretch&), void* data) {
    const std::size_t tensors = strides.size();
    std::array<Dims, 4> step;
    Dims sizes;
    for (Index d = 0; d < shape.size(); ++d) {
        if (shape[d] == 0) return;
        if (shape[d] == 1) continue;
        bool joined = !sizes.empty();
        for (std::size_t t = 0; t < tensors && joined; ++t) joined = step[t].back() == strides[t][d] * shape[d];
        if (joined) sizes[sizes.size() - 1] *= shape[d];
        else sizes.push_back(shape[d]);
        for (std::size_t t = 0; t < tensors; ++t) {
            if (joined) step[t].erase(step[t].size() - 1);
            step[t].push_back(strides[t][d]);
        }
    }
    if (sizes.empty()) {
        sizes.push_back(1);
        for (std::size_t t = 0; t < tensors; ++t) step[t].push_back(0);
    }
    const Index last = sizes.size() - 1;
    Stretch stretch;
    stretch.count = sizes[last];
    for (std::size_t t = 0; t < tensors; ++t) stretch.step[t] = step[t][last];
    Dims at = Dims::filled(last, 0);
    for (;;) {
        f(data, stretch);
        Index d = last - 1;
        for (; d >= 0; --d) {
            const bool turns = ++at[d] == sizes[d];
            for (std::size_t t = 0; t < tensors; ++t) stretch.at[t] += turns ? step[t][d] * (1 - sizes[d]) : step[t][d];
            if (!turns) break;
            at[d] = 0;
        }
        if (d < 0) return;
    }
}

} // namespace attn
