// The evaluator's answers to the lines of tests/golden/eval/cases.jsonl, byte for byte. This test compares the
// function with them; eval_output.cmake beside this file compares the built programs, native and under Node,
// by the same files. To write them anew:
//     ATTN_REGENERATE=1 build/native/engine_tests "[golden]"
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

#include "engine/exchange/eval.h"
#include "eval_cases.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

const std::string kFolder = "tests/golden/eval/";

// Random cases of both precisions, then lines of every other sort.
std::string cases() {
    std::string out;
    for (std::uint64_t number = 0; number < 15; ++number) {
        const bool single = number % 3 != 0;
        out += eval_line(random_eval_case(number, single), std::to_string(number), single) + "\n";
    }
    for (const char* line : {
             R"({"id":"CRLF","q":[[[1,0.5]]],"k":[[[1,2],[3,4]]],"v":[[[1],[2]]]})"
             "\r",
             R"()",
             R"({"id":"masked nan","q":[[[1]]],"k":[[["nan"],[1]]],"v":[[["inf"],[2]]],"mask":[[false,true]]})",
             R"({"id":"open nan","q":[[[1]]],"k":[[["nan"],[1]]],"v":[[["inf"],[2]]]})",
             R"({"id":"no key","q":[[[1],[2]]],"k":[[[1]]],"v":[[[3]]],"causal":true,"causal_offset":-1})",
             R"({"id":"extremes","q":[[[1e-45,3.4028235e38]]],"k":[[[1,1],["-inf",0]]],"v":[[[16777217],[0.1]]]})",
             R"({"id":["ragged"],"q":[[[1,2],[3]]],"k":[[[1,2]]],"v":[[[1]]]})",
             R"({"id":{"unknown":"key"},"q":[[[1]]],"k":[[[1]]],"v":[[[1]]],"masks":[[true]]})",
             R"({"id":"heads","x":[[1,2,3]],"w_q":[[1,2,3],[1,2,3],[1,2,3]],"w_k":[[1,2,3],[1,2,3],[1,2,3]],)"
             R"("w_v":[[1,2,3],[1,2,3],[1,2,3]],"n_heads":2})",
             R"({"id":"cut off","q":[[[1,)",
             R"({"id":"nan","q":[[[NaN]]],"k":[[[1]]],"v":[[[1]]]})",
             R"({"id":"overflow","q":[[[1e20]]],"k":[[[-1e20],[-1e20]]],"v":[[[1],[3]]]})",
             R"([1,2,3])",
             R"({"id":"last","q":[[[1]]],"k":[[[1]]],"v":[[[1]]]})",
         })
        out += std::string(line) + "\n";
    return out;
}

std::string results(std::string_view lines) {
    std::string out;
    for (long number = 1; !lines.empty(); ++number) {
        const auto end = lines.find('\n');
        const Evaluated done = evaluated(lines.substr(0, end), number);
        if (!done.line.empty()) out += done.line + "\n";
        lines.remove_prefix(std::min(end, lines.size() - 1) + 1);
    }
    return out;
}

} // namespace

TEST_CASE("the evaluator answers the golden cases as kept", "[golden]") {
    const std::string folder = source_path(kFolder);
    if (regenerating()) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder + "cases.jsonl", std::ios::binary) << cases();
        std::ofstream(folder + "results.jsonl", std::ios::binary) << results(cases());
    }
    const std::string kept = file_text(folder + "cases.jsonl");
    CHECK(kept.size() > 10000);
    CHECK(results(kept) == file_text(folder + "results.jsonl"));
}
