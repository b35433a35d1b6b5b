// The bits of whole runs at eight sizes: equal for every compiler and instruction set, natively and as WebAssembly.
// tests/golden/sizes.txt has one line for each size, written like bits.txt. In chromium and firefox the same lines are
// compared by tests/web.
#include <catch2/catch_test_macros.hpp>

#include <fstream>

#include "tests/engine/cases.h"
#include "tests/engine/size_bits.h"

using namespace attn;

TEST_CASE("the eight sizes have the golden bits", "[golden]") {
    std::string all;
    for (const auto& [d, heads] : {std::pair{64, 4}, {512, 8}})
        for (const Index tokens : {16, 64, 256, 1024}) all += size_bits(d, heads, tokens);
    const std::string path = source_path("tests/golden/sizes.txt");
    if (regenerating()) std::ofstream(path, std::ios::binary) << all;
    CHECK(all == file_text(path));
}
