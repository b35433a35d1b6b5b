// The same bits everywhere: g++, clang++, the sanitizers' build and WebAssembly under Node all compare their
// matrices with tests/golden/bits.txt.
//
// The file has one block for each configuration: a line "? <settings>", then one line for each matrix with the FNV-1a
// hash of its float32 bytes, all heads one after the other. When the numbers are meant to change, write it anew with
//     ATTN_REGENERATE=1 build/native/engine_tests "[golden]"
// look at the difference in git, and say in the commit why the bits changed.
#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <cstring>
#include <fstream>

#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

std::string path() { return source_path("tests/golden/bits.txt"); }

std::string hash_of(const Trace& t, Tensor tensor) {
    std::string bytes;
    for (int h = 0; h < copies(t, tensor); ++h) {
        const Matrix& m = matrix(t, tensor, h);
        const auto count = static_cast<std::size_t>(m.size()) * sizeof(float), before = bytes.size();
        bytes.resize(before + count);
        std::memcpy(bytes.data() + before, m.data(), count);
    }
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash(bytes)));
    return hex;
}

std::string block(const Config& config) {
    const Trace t = trace_of(config);
    std::string out = "? " + format(config) + "\n";
    for (const TensorInfo& tensor : kTensors)
        if (has(t, tensor.id)) out += std::string(tensor.key) + " " + hash_of(t, tensor.id) + "\n";
    return out;
}

} // namespace

TEST_CASE("every matrix has the golden bits", "[golden]") {
    if (regenerating()) {
        std::ofstream file(path(), std::ios::binary);
        for (const Config& config : golden_cases()) file << block(config);
    }
    const std::string golden = file_text(path());
    REQUIRE_FALSE(golden.empty());
    std::string all;
    for (const Config& config : golden_cases()) {
        const std::string wanted = block(config);
        CAPTURE(format(config));
        const auto at = golden.find(wanted.substr(0, wanted.find('\n') + 1));
        REQUIRE(at != std::string::npos);
        CHECK(golden.substr(at, wanted.size()) == wanted);
        all += wanted;
    }
    CHECK(golden == all); // nothing missing, nothing left over
}
