#include "npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "half.h"

namespace attn {

using namespace std::string_view_literals;

namespace {

constexpr std::string_view kNpyBegins = "\x93NUMPY"sv;

// What follows "'name': " in the header, which is a Python dictionary.
std::string_view field(std::string_view header, std::string_view name) {
    const auto at = header.find("'" + std::string(name) + "':");
    if (at == std::string_view::npos) return {};
    header.remove_prefix(at + name.size() + 3);
    header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
    return header;
}

std::optional<std::vector<std::uint64_t>> sizes_in(std::string_view tuple) {
    if (!tuple.starts_with('(')) return std::nullopt;
    std::vector<std::uint64_t> out;
    for (tuple.remove_prefix(1); !tuple.starts_with(')');) {
        std::uint64_t size = 0;
        const auto [end, wrong] = std::from_chars(tuple.data(), tuple.data() + tuple.size(), size);
        if (wrong != std::errc{} || size == 0 || size > kMaxNpyNumbers || out.size() == 8) return std::nullopt;
        out.push_back(size);
        tuple.remove_prefix(static_cast<std::size_t>(end - tuple.data()));
        while (tuple.starts_with(',') || tuple.starts_with(' ')) tuple.remove_prefix(1);
    }
    return out;
}

template <class Unsigned, class As> float number_at(std::span<const unsigned char> bytes) {
    return static_cast<float>(std::bit_cast<As>(little_endian<Unsigned>(bytes)));
}

struct Type {
    std::string_view name;
    std::size_t bytes;
    float (*read)(std::span<const unsigned char>);
};
constexpr std::array<Type, 8> kTypes{{
    {"<f4", 4, number_at<std::uint32_t, float>},
    {"<f8", 8, number_at<std::uint64_t, double>},
    {"<f2", 2, [](std::span<const unsigned char> b) { return float_of_f16(little_endian<std::uint16_t>(b)); }},
    {"<i8", 8, number_at<std::uint64_t, std::int64_t>},
    {"<i4", 4, number_at<std::uint32_t, std::int32_t>},
    {"<i2", 2, number_at<std::uint16_t, std::int16_t>},
    {"|i1", 1, number_at<std::uint8_t, std::int8_t>},
    {"|u1", 1, number_at<std::uint8_t, std::uint8_t>},
}};

} // namespace

bool is_npy(std::span<const unsigned char> file) {
    return std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).starts_with(kNpyBegins);
}

NpyArray npy_array(std::span<const unsigned char> file) {
    const auto no = [](std::string_view key, std::string_view found = {}) {
        return NpyArray{.error = said(key, {{"found", found}})};
    };
    if (!is_npy(file)) return no("npy.not_one");
    const std::size_t version = file.size() > kNpyBegins.size() ? file[kNpyBegins.size()] : 0,
                      before = version == 1 ? 10 : 12;
    if (version < 1 || version > 3 || file.size() < before) return no("npy.header");
    const auto length = file.subspan(8);
    const std::size_t header_bytes =
        version == 1 ? little_endian<std::uint16_t>(length) : little_endian<std::uint32_t>(length);
    if (header_bytes > file.size() - before) return no("npy.header");
    const std::string_view header(reinterpret_cast<const char*>(file.data()) + before, header_bytes);

    std::string_view type = field(header, "descr");
    if (!type.starts_with('\'')) return no("npy.type", type.substr(0, 40));
    type = type.substr(1, type.find('\'', 1) - 1).substr(0, 20);
    const auto known = std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& t) { return t.name == type; });
    if (known == kTypes.end()) return no("npy.type", type);
    const auto shape = sizes_in(field(header, "shape"));
    if (!shape) return no("npy.header");
    const bool fortran = field(header, "fortran_order").starts_with("True");

    std::size_t count = 1;
    for (const std::uint64_t size : *shape)
        if ((count *= static_cast<std::size_t>(size)) > kMaxNpyNumbers) return no("npy.large");
    const auto data = file.subspan(before + header_bytes);
    if (data.size() != count * known->bytes) return no("npy.bytes", std::to_string(data.size()));

    NpyArray out{.shape = *shape, .values = std::vector<float>(count)};
    for (std::size_t i = 0; i < count; ++i) {
        // The place of the i-th number of the file in C order: in Fortran's order the first index runs fastest.
        std::size_t at = i;
        if (fortran) {
            at = 0;
            std::size_t rest = i, step = count;
            for (const std::uint64_t size : *shape) {
                step /= static_cast<std::size_t>(size);
                at += rest % static_cast<std::size_t>(size) * step;
                rest /= static_cast<std::size_t>(size);
            }
        }
        out.values[at] = known->read(data.subspan(i * known->bytes));
    }
    return out;
}

} // namespace attn
