// The answers of `attn eval` and `attn gradient` to the lines of tests/golden/eval/cases.jsonl and those of
// tests/golden/gradient, byte for byte. This test compares the functions with them; tests/engine/cli/eval_output.cmake
// compares the built programs, native and under Node, by the same files. To write them anew:
//     ATTN_REGENERATE=1 build/native/engine_tests "[golden]"
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

#include "engine/exchange/eval.h"
#include "engine/exchange/gradient.h"
#include "eval_cases.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

// Random cases of both precisions, then lines of every other sort.
std::string eval_cases() {
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

// Likewise; the random ones are also what PyTorch is asked (record_gradients.py).
std::string gradient_cases() {
    std::string out;
    for (std::uint64_t number = 0; number < 40; ++number) {
        const bool single = number % 2 != 0;
        out += eval_line(random_gradient_case(number, single), std::to_string(number), single) + "\n";
    }
    for (const char* line : {
             R"({"id":"CRLF","q":[[[1,0.5]]],"k":[[[1,2],[3,4]]],"v":[[[1],[2]]],"d_output":[[2]]})"
             "\r",
             R"()",
             R"({"id":"masked nan","q":[[[1]]],"k":[[["nan"],[1]]],"v":[[["inf"],[2]]],"mask":[[false,true]],)"
             R"("d_output":[[3]]})",
             R"({"id":"open nan","q":[[[1]]],"k":[[["nan"],[1]]],"v":[[["inf"],[2]]],"d_output":[[3]]})",
             R"({"id":"no key","q":[[[1],[2]]],"k":[[[1]]],"v":[[[3]]],"causal":true,"causal_offset":-1,)"
             R"("d_output":[[1],[1]]})",
             R"({"id":"infinite gradient","q":[[[1]]],"k":[[[1],[2]]],"v":[[[3],[4]]],"d_output":[["inf"]]})",
             R"({"id":"overflow","q":[[[1e20]]],"k":[[[-1e20],[-1e20]]],"v":[[[1],[3]]],"d_output":[[1]]})",
             R"({"id":"no gradient","q":[[[1]]],"k":[[[1]]],"v":[[[1]]]})",
             R"({"id":"another shape","q":[[[1]]],"k":[[[1]]],"v":[[[1]]],"d_output":[[1,2]]})",
             R"({"id":"ragged","q":[[[1,2],[3]]],"k":[[[1,2]]],"v":[[[1]]],"d_output":[[1]]})",
             R"({"id":"cut off","q":[[[1,)",
             R"([1,2,3])",
             R"({"id":"last","q":[[[1]]],"k":[[[1]]],"v":[[[1]]],"d_output":[[1]]})",
         })
        out += std::string(line) + "\n";
    return out;
}

std::string results(Answer (*answer)(std::string_view line, long number), std::string_view lines) {
    std::string out;
    for (long number = 1; !lines.empty(); ++number) {
        const auto end = lines.find('\n');
        const Answer done = answer(lines.substr(0, end), number);
        if (!done.line.empty()) out += done.line + "\n";
        lines.remove_prefix(std::min(end, lines.size() - 1) + 1);
    }
    return out;
}

void check_golden(const std::string& name, Answer (*answer)(std::string_view line, long number),
                  std::string (*cases)()) {
    const std::string folder = source_path("tests/golden/" + name + "/");
    if (regenerating()) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder + "cases.jsonl", std::ios::binary) << cases();
        std::ofstream(folder + "results.jsonl", std::ios::binary) << results(answer, cases());
    }
    const std::string kept = file_text(folder + "cases.jsonl");
    CHECK(kept.size() > 10000);
    CHECK(results(answer, kept) == file_text(folder + "results.jsonl"));
}

} // namespace

TEST_CASE("the evaluator answers the golden cases as kept", "[golden]") { check_golden("eval", evaluated, eval_cases); }

TEST_CASE("the gradients of the golden cases are as kept", "[golden]") {
    check_golden("gradient", differentiated, gradient_cases);
}
