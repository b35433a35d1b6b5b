// The two 16-bit floating-point types of weights files, read exactly.
#pragma once

#include <cstdint>

namespace attn {

// IEEE 754 binary16, "F16": 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. Every value, subnormal numbers
// included, is a float32, so nothing is rounded. A NaN keeps its sign and its payload, in the upper fraction bits.
float float_of_f16(std::uint16_t bits);

// bfloat16, "BF16": the upper half of a float32, so the lower half is zero.
float float_of_bf16(std::uint16_t bits);

} // namespace attn
