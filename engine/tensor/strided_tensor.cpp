#include "strided_tensor.h"

#include <cmath>
#include <limits>

namespace attn {

Storage::Storage(Budget& budget, std::size_t bytes) : budget_(budget), bytes_(bytes) {
    budget_.used += bytes_;
    if (bytes > sizeof one_) many_ = std::make_unique<std::uint64_t[]>((bytes + sizeof one_ - 1) / sizeof one_);
}
Storage::~Storage() { budget_.used -= bytes_; }

bool StridedTensor::is_contiguous() const {
    Index expected = 1;
    if (numel() == 0) return true;
    for (Index d = rank() - 1; d >= 0; --d) {
        if (shape[d] == 1) continue;
        if (strides[d] != expected) return false;
        expected *= shape[d];
    }
    return true;
}

bool StridedTensor::overlaps_itself() const {
    for (Index d = 0; d < rank(); ++d)
        if (shape[d] > 1 && strides[d] == 0) return true;
    return false;
}

double StridedTensor::as_double() const {
    if (!storage || numel() == 0) return 0.0;
    return with_type(dtype, [&](auto zero) { return static_cast<double>(*data<decltype(zero)>()); });
}

std::int64_t StridedTensor::as_integer() const {
    if (!storage || numel() == 0) return 0;
    if (is_floating(dtype)) return to_integer(as_double());
    return with_type(dtype, [&](auto zero) { return static_cast<std::int64_t>(*data<decltype(zero)>()); });
}

std::int64_t to_integer(double value) {
    if (!(std::fabs(value) < 9223372036854775808.0)) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(value);
}

Dims contiguous_strides(const Dims& shape) {
    Dims out = Dims::filled(shape.size(), 1);
    for (Index d = shape.size() - 2; d >= 0; --d) out[d] = out[d + 1] * std::max<Index>(shape[d + 1], 1);
    return out;
}

} // namespace attn
