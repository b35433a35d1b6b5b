// NumPy's file of one array. Written (npy.cpp) so that numpy.load("x.npy") gives the array back; read (npy_read.cpp) from
// whatever numpy.save has made of real numbers.
//
// Format 1.0, as numpy.lib.format describes it: "\x93NUMPY", the bytes 1 and 0, the length of the header as 16 bits,
// the header (a Python dictionary in ASCII, filled with spaces, ended by a newline, so that the numbers begin at a
// multiple of 64 bytes), then the numbers in C order (the last index runs fastest). Everything is little-endian.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "bytes.h"
#include "engine/words/text.h"

namespace attn {

// `shape` is [] for a single number; `values` are as many as the product of its sizes (asserted). The header
// must fit into 65,535 bytes: more than a thousand dimensions would be needed to break that. "<f4" and "<f8".
Bytes npy_bytes(std::span<const std::uint64_t> shape, std::span<const float> values);
Bytes npy_bytes(std::span<const std::uint64_t> shape, std::span<const double> values);

inline constexpr std::size_t kMaxNpyNumbers = std::size_t{1} << 24;

struct NpyArray {
    std::vector<std::uint64_t> shape{}; // no size is 0; [] is a single number
    std::vector<float> values{};        // in C order; doubles and long integers are rounded to the nearest float
    Said error{};                       // a sentence of tool_words(): why there is none
};
bool is_npy(std::span<const unsigned char> file); // whether it begins like one
// Formats 1.0 to 3.0, both orders; float16 to float64 and integers of this machine's order of bytes, little-endian.
NpyArray npy_array(std::span<const unsigned char> file);

} // namespace attn
