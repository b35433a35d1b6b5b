// The whole output of a few commands, kept in tests/golden/attn. This test compares the functions with them;
// attn_output.cmake beside this file compares the built programs, native and under Node, by the same files.
// A file begins with the command, "$ attn run ...", and goes on with what stdout must be. To write them anew:
//     ATTN_REGENERATE=1 build/native/engine_tests "[golden]"
#include <catch2/catch_test_macros.hpp>

#include <fstream>

#include "engine/cli/cli.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

struct Command {
    const char* file;
    std::vector<std::string> words;
};
const Command kCommands[] = {
    {"tables.txt",
     {"run", "--text", "no, it isn't: 👩‍🚀 שלום 日本", "--mask", "both", "--pad", "2", "--heads", "2"}},
    {"stage.txt", {"run", "text=to%20be&unit=characters&mask=causal&d-model=4", "--stage", "softmax"}},
    {"json.txt", {"run", "--text", "a \"b\" c", "--d-model", "4", "--heads", "2", "--mask", "causal", "--json"}},
    {"explain.txt", {"explain", "--cell", "context:2:3:1", "--mask", "causal"}},
    {"options.txt",
     {"run", "--text",    "the cat sat", "--memory",        "der Hund", "--heads",   "2", "--kv-heads",
      "1",   "--d-model", "4",           "--scale",         "0.4",      "--softcap", "5", "--temperature",
      "0.5", "--mask",    "causal",      "--causal-offset", "1",        "--window",  "2", "--paint",
      "3:1", "--bias",    "on",          "--dropout",       "0.3"}},
    {"link.txt",
     {"explain", "https://example.org/lab/"
                 "?text=the+cat+sat&memory=der+Hund&mask=none&kv-heads=1&stage=softmax&head=2&row=3&col=2#1"}},
    {"numpy.txt",
     {"export", "numpy",
      "text=the+cat+sat&memory=der+Hund&d-model=4&kv-heads=1&scale=0.4&softcap=5&temperature=0.5&mask=both&pad=1&"
      "causal-offset=1&window=3&paint=3:1&bias=on&dropout=0.3&break=no-w-o"}},
    {"pytorch.txt", {"export", "pytorch", "--text", "the cat sat", "--d-model", "4", "--bias", "on"}},
    {"help.txt", {"help"}},
};

std::string path(const Command& command) { return source_path(std::string("tests/golden/attn/") + command.file); }

std::string transcript(const Command& command) {
    std::string line = "$ attn";
    for (const std::string& word : command.words) {
        if (word.find_first_of(" &\"'") == std::string::npos) {
            line += " " + word;
            continue;
        }
        line += " \"";
        for (const char c : word) line += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
        line += "\"";
    }
    return line + "\n" + command_line(command.words).out;
}

} // namespace

TEST_CASE("the output of the golden commands is as kept", "[golden]") {
    for (const Command& command : kCommands) {
        CAPTURE(command.file);
        if (regenerating()) std::ofstream(path(command), std::ios::binary) << transcript(command);
        CHECK(transcript(command) == file_text(path(command)));
    }
}
