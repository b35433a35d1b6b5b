#include "npy.h"

#include <cassert>
#include <string>
#include <string_view>

#include "bytes.h"

namespace attn {

using namespace std::string_view_literals;

namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::string_view kMagic = "\x93NUMPY\x01\x00"sv;

// A Python tuple: (), (3,), (3, 4).
std::string tuple(std::span<const std::uint64_t> shape) {
    std::string out;
    for (const std::uint64_t size : shape) out += (out.empty() ? "" : ", ") + std::to_string(size);
    return "(" + out + (shape.size() == 1 ? ",)" : ")");
}

template <class Real>
Bytes npy(std::string_view type, std::span<const std::uint64_t> shape, std::span<const Real> values) {
    std::string header =
        "{'descr': '" + std::string(type) + "', 'fortran_order': False, 'shape': " + tuple(shape) + ", }";
    const std::size_t before = kMagic.size() + 2, needed = before + header.size() + 1;
    header.append((kAlignment - needed % kAlignment) % kAlignment, ' ');
    header += '\n';
    assert(header.size() <= 0xFFFF);

    Bytes out(kMagic.begin(), kMagic.end());
    out.reserve(before + header.size() + values.size_bytes());
    append_little_endian(out, static_cast<std::uint16_t>(header.size()));
    out.insert(out.end(), header.begin(), header.end());
    for (const Real value : values) append_little_endian(out, value);
    return out;
}

} // namespace

Bytes npy_bytes(std::span<const std::uint64_t> shape, std::span<const float> values) {
    return npy("<f4", shape, values);
}
Bytes npy_bytes(std::span<const std::uint64_t> shape, std::span<const double> values) {
    return npy("<f8", shape, values);
}

} // namespace attn
