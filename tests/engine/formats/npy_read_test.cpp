// NumPy's arrays, as numpy.save writes them.
#include <catch2/catch_test_macros.hpp>

#include "engine/formats/npy.h"
#include "tests/english.h"

using namespace attn;

namespace {
Bytes file_of_text(std::string header, const Bytes& data, unsigned char version = 1) {
    header += '\n';
    Bytes out{0x93, 'N', 'U', 'M', 'P', 'Y', version, 0};
    if (version == 1) append_little_endian(out, static_cast<std::uint16_t>(header.size()));
    else append_little_endian(out, static_cast<std::uint32_t>(header.size()));
    out.insert(out.end(), header.begin(), header.end());
    out.insert(out.end(), data.begin(), data.end());
    return out;
}
template <class Number> Bytes bytes_of(const std::vector<Number>& numbers) {
    Bytes out;
    for (const Number n : numbers) append_little_endian(out, n);
    return out;
}
std::string said_of(const Bytes& file) { return text(tool_words(Language::english), npy_array(file).error); }
} // namespace

TEST_CASE("what is written is read back") {
    const std::vector<float> values{1, -2.5f, 3e-20f, 4, 5, 6};
    const std::vector<std::uint64_t> shape{2, 3};
    const NpyArray array = npy_array(npy_bytes(shape, std::span<const float>(values)));
    CHECK(array.shape == shape);
    CHECK(array.values == values);
    const std::vector<double> doubles{0.1, 0.2};
    CHECK(npy_array(npy_bytes(std::vector<std::uint64_t>{2}, std::span<const double>(doubles))).values ==
          std::vector<float>{0.1f, 0.2f});
}

TEST_CASE("integers, halves and Fortran's order are read") {
    const std::string rest = "'fortran_order': False, 'shape': (2, 2), }";
    CHECK(npy_array(file_of_text("{'descr': '<i8', " + rest, bytes_of<std::uint64_t>({1, 2, 3, ~std::uint64_t{0}})))
              .values == std::vector<float>{1, 2, 3, -1});
    CHECK(npy_array(file_of_text("{'descr': '<f2', " + rest, bytes_of<std::uint16_t>({0x3C00, 0xC000, 0, 0x3800}), 2))
              .values == std::vector<float>{1, -2, 0, 0.5f});
    CHECK(npy_array(file_of_text("{'descr': '|u1', " + rest, {1, 2, 3, 255}, 3)).values ==
          std::vector<float>{1, 2, 3, 255});
    const Bytes columns = bytes_of<float>({1, 4, 2, 5, 3, 6});
    const NpyArray turned =
        npy_array(file_of_text("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", columns));
    CHECK(turned.values == std::vector<float>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("what is damaged or of another type is refused") {
    const std::string shape = "'fortran_order': False, 'shape': (2,), }";
    CHECK(said_of({}) == text(tool_words(Language::english), "npy.not_one"));
    CHECK(said_of({0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9}) == text(tool_words(Language::english), "npy.header"));
    CHECK(said_of(file_of_text("{'descr': '>f4', " + shape, Bytes(8))).find(">f4") != std::string::npos);
    CHECK(said_of(file_of_text("{'descr': [('a', '<f4')], " + shape, Bytes(8))).find("[('a'") != std::string::npos);
    CHECK(said_of(file_of_text("{'descr': '<f4', " + shape, Bytes(7))).find("7 bytes") != std::string::npos);
    CHECK(said_of(file_of_text("{'descr': '<f4', 'shape': (99999999,9999999), }", Bytes(7))) ==
          text(tool_words(Language::english), "npy.header"));
    CHECK(said_of(file_of_text("{'descr': '<f4', 'shape': (9999999,9), }", Bytes(7))) ==
          text(tool_words(Language::english), "npy.large"));
    CHECK(said_of(file_of_text("{'descr': '<f4', 'shape': (0,), }", {})) ==
          text(tool_words(Language::english), "npy.header"));
}
