// NumPy's file of one array, byte by byte.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "engine/formats/npy.h"

using namespace attn;

namespace {

using Shape = std::vector<std::uint64_t>;

std::string string_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

// A header of 118 bytes (0x76 is "v"), so that 128 bytes come before the numbers.
std::string front(const std::string& dictionary) {
    return std::string("\x93NUMPY\x01\x00v\x00", 10) + dictionary + std::string(117 - dictionary.size(), ' ') + "\n";
}

} // namespace

TEST_CASE("an array of float32 is the bytes that numpy.save writes") {
    const std::vector<float> values{1.0f, -2.0f, 0.5f, 3.0f, -0.0f, 65536.0f};
    const std::string wanted =
        front("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }") + std::string("\0\0\x80\x3F"
                                                                                           "\0\0\0\xC0"
                                                                                           "\0\0\0\x3F"
                                                                                           "\0\0\x40\x40"
                                                                                           "\0\0\0\x80"
                                                                                           "\0\0\x80\x47",
                                                                                           24);
    CHECK(string_of(npy_bytes(Shape{2, 3}, std::span<const float>(values))) == wanted);
}

TEST_CASE("an array of float64 is the bytes that numpy.save writes") {
    const std::vector<double> values{1.0, -0.1};
    const std::string wanted = front("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }") +
                               std::string("\0\0\0\0\0\0\xF0\x3F"
                                           "\x9A\x99\x99\x99\x99\x99\xB9\xBF",
                                           16);
    CHECK(string_of(npy_bytes(Shape{2}, std::span<const double>(values))) == wanted);
}

TEST_CASE("a single number and an empty array are arrays too") {
    const std::vector<float> one{1.0f};
    CHECK(string_of(npy_bytes(Shape{}, std::span<const float>(one))) ==
          front("{'descr': '<f4', 'fortran_order': False, 'shape': (), }") + std::string("\0\0\x80\x3F", 4));
    CHECK(string_of(npy_bytes(Shape{0, 7}, std::span<const float>{})) ==
          front("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 7), }"));
}

TEST_CASE("the numbers begin at a multiple of 64 bytes however long the shape is") {
    for (std::size_t rank = 0; rank <= 40; ++rank) {
        const Shape shape(rank, 1);
        const std::vector<float> one{1.0f};
        const Bytes bytes = npy_bytes(shape, std::span<const float>(one));
        const std::size_t before = bytes.size() - 4;
        CAPTURE(rank);
        CHECK(before % 64 == 0);
        CHECK(before == 10u + bytes[8] + 256u * bytes[9]);
        CHECK(bytes[before - 1] == '\n');
    }
}
