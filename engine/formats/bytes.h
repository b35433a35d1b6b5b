// Numbers as bytes in little-endian order, whatever the order of the machine.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace attn {

using Bytes = std::vector<unsigned char>;

template <class Unsigned> void append_little_endian(Bytes& out, Unsigned number) {
    static_assert(std::is_unsigned_v<Unsigned>);
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
        out.push_back(static_cast<unsigned char>((static_cast<std::uint64_t>(number) >> (8 * i)) & 0xFFu));
}
inline void append_little_endian(Bytes& out, float number) {
    append_little_endian(out, std::bit_cast<std::uint32_t>(number));
}
inline void append_little_endian(Bytes& out, double number) {
    append_little_endian(out, std::bit_cast<std::uint64_t>(number));
}

// The number in the first sizeof(Unsigned) bytes, which must be there.
template <class Unsigned> Unsigned little_endian(std::span<const unsigned char> bytes) {
    static_assert(std::is_unsigned_v<Unsigned>);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) number |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    return static_cast<Unsigned>(number);
}

} // namespace attn
