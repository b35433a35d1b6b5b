// What every operation on tensors is given: where errors go, how much room there is, and the generator of random
// numbers.
#pragma once

#include <string>

#include "mersenne.h"
#include "strided_tensor.h"

namespace attn {

// How tensors are printed (torch.set_printoptions). sci_mode: -1 as the numbers ask for it, 0 never, 1 always.
struct PrintOptions {
    Index precision = 4, threshold = 1000, edge_items = 3, line_width = 80;
    int sci_mode = -1;
};

// Operations return a tensor and never throw. One that cannot be carried out notes why here and returns the empty
// tensor of fail(); operations that follow it within the same request then work on nothing, and the first note stays.
class Context {
public:
    Budget budget{.used = 0, .limit = std::size_t{256} << 20};
    Mersenne random{0};
    PrintOptions print{};

    static constexpr Index max_elements = Index{1} << 24;

    bool failed() const { return !error_.empty(); }
    // "TypeError: message"; empty when nothing failed.
    const std::string& error() const { return error_; }
    void forget_error() { error_.clear(); }

    // `type` is the Python exception.
    StridedTensor fail(const char* type, const std::string& message) {
        if (!failed()) error_ = std::string(type) + ": " + message;
        return {};
    }
    StridedTensor wrong(const std::string& message) { return fail("RuntimeError", message); }

    // Whether there may be so many dimensions and elements; if not, it is noted.
    bool fits_rank(Index rank);
    bool fits(const Dims& shape);

    // A new tensor of zeros, or the empty one when it does not fit. Whoever fills it asks failed() first.
    StridedTensor zeros(const Dims& shape, DType);
    // A new tensor with one number and no dimensions.
    template <class T> StridedTensor scalar(T value, DType t) {
        StridedTensor out = zeros({}, t);
        if (!failed())
            with_type(t, [&](auto zero) { *out.data<decltype(zero)>() = static_cast<decltype(zero)>(value); });
        return out;
    }

    // A dimension counted from the end if it is negative; out of range is noted and gives 0. A tensor without
    // dimensions has one here, as in PyTorch.
    Index dimension(std::int64_t dim, Index rank);

private:
    std::string error_;
};

} // namespace attn
