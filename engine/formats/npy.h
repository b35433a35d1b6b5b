// NumPy's file of one array, for writing: numpy.load("x.npy") gives the array back.
//
// Format 1.0, as numpy.lib.format describes it: "\x93NUMPY", the bytes 1 and 0, the length of the header as 16 bits,
// the header (a Python dictionary in ASCII, filled with spaces, ended by a newline, so that the numbers begin at a
// multiple of 64 bytes), then the numbers in C order (the last index runs fastest). Everything is little-endian.
#pragma once

#include <cstdint>
#include <span>

#include "bytes.h"

namespace attn {

// `shape` is [] for a single number; `values` are as many as the product of its sizes (asserted). The header
// must fit into 65,535 bytes: more than a thousand dimensions would be needed to break that. "<f4" and "<f8".
Bytes npy_bytes(std::span<const std::uint64_t> shape, std::span<const float> values);
Bytes npy_bytes(std::span<const std::uint64_t> shape, std::span<const double> values);

} // namespace attn
