// The same bits everywhere, of gradients: as golden_test.cpp does for the matrices of a run, with
// tests/golden/gradient_bits.txt and the same configurations. The gradient of the output is drawn at random. Written anew
// by the same command.
#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <fstream>
#include <map>

#include "engine/attention/attention_backward.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

std::string gradient_bits_path() { return source_path("tests/golden/gradient_bits.txt"); }

// The bytes of the matrices that come under one name, and their hashes.
using Bytes = std::map<std::string, std::string>;

void add_bytes(Bytes& bytes, const std::string& name, const Matrix& m) {
    if (m.size() > 0)
        bytes[name].append(reinterpret_cast<const char*>(m.data()), static_cast<std::size_t>(m.size()) * sizeof(float));
}
std::string hashes(const Bytes& bytes) {
    std::string out;
    for (const auto& [name, of] : bytes) {
        char hex[17];
        std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(hash(of)));
        out += name + " " + hex + "\n";
    }
    return out;
}

std::string gradient_block(const Config& config) {
    const Trace t = trace_of(config);
    Bytes bytes;
    const Matrix d_output = random_matrix(1, t.output.rows(), t.output.cols());
    const Gradients d = attend_backward<float>(t, d_output, [&](int, const HeadGradients& head) {
        add_bytes(bytes, "d_scores", head.scores), add_bytes(bytes, "d_scaled", head.scaled),
            add_bytes(bytes, "d_capped", head.capped);
        add_bytes(bytes, "d_masked", head.masked), add_bytes(bytes, "d_weights", head.weights);
        add_bytes(bytes, "d_dropped", head.dropped), add_bytes(bytes, "d_context", head.context);
    });
    add_bytes(bytes, "d_q", d.q), add_bytes(bytes, "d_k", d.k), add_bytes(bytes, "d_v", d.v),
        add_bytes(bytes, "d_concat", d.concat);
    add_bytes(bytes, "d_x", d.inputs.x), add_bytes(bytes, "d_memory", d.inputs.memory);
    const auto& [w_q, w_k, w_v, w_o, b_q, b_k, b_v, b_o] = d.projections;
    add_bytes(bytes, "d_w_q", w_q), add_bytes(bytes, "d_w_k", w_k), add_bytes(bytes, "d_w_v", w_v),
        add_bytes(bytes, "d_w_o", w_o);
    add_bytes(bytes, "d_b_q", b_q), add_bytes(bytes, "d_b_k", b_k), add_bytes(bytes, "d_b_v", b_v),
        add_bytes(bytes, "d_b_o", b_o);
    return "? " + format(config) + "\n" + hashes(bytes);
}

} // namespace

TEST_CASE("every gradient has the golden bits", "[golden]") {
    std::string all;
    for (const Config& config : golden_cases()) all += gradient_block(config);
    if (regenerating()) std::ofstream(gradient_bits_path(), std::ios::binary) << all;
    const std::string golden = file_text(gradient_bits_path());
    REQUIRE_FALSE(golden.empty());
    for (const Config& config : golden_cases()) {
        CAPTURE(format(config));
        CHECK(golden.find(gradient_block(config)) != std::string::npos);
    }
    CHECK(golden == all); // nothing missing, nothing left over
}
