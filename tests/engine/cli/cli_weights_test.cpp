// attn weights: what is typed, what comes back, with files that exist only here.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <map>

#include "engine/cli/cli.h"
#include "engine/cli/cli_weights.h"
#include "engine/formats/json_read.h"
#include "engine/formats/npy.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "tests/weights/hostile.h"

using namespace attn;

namespace {

using Strings = std::vector<std::string>;

const Bytes& mixed() {
    static const Bytes file = weights_file(
        R"({"__metadata__":{"format":"pt"},"w_q":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
        R"("half":{"dtype":"F16","shape":[2],"data_offsets":[24,28]},"\u001b[2J 日本":{"dtype":"I8","shape":[],"data_offsets":[28,29]},)"
        R"("double":{"dtype":"F64","shape":[1],"data_offsets":[29,37]},"none":{"dtype":"BF16","shape":[0,4],"data_offsets":[37,37]}})",
        37);
    return file;
}

Reply reply_of(const Strings& words) {
    return command_line(words, [](const std::string& path) -> FileRead {
        if (path == "mixed") return {.bytes = mixed()};
        if (path == "nothing") return {.bytes = weights_file("{}", 0)};
        for (const Hostile& file : hostile_files())
            if (path == file.name) return {.bytes = file.bytes};
        return {.error = "the file cannot be read."};
    });
}

} // namespace

TEST_CASE("attn weights lists every tensor in a table") {
    const Reply reply = reply_of({"weights", "mixed"});
    CHECK(reply.exit_code == 0);
    CHECK(reply.err.empty());
    CHECK(reply.out == "name       type  shape\n"
                       "w_q        F32   [2, 3]\n"
                       "half       F16   [2]\n"
                       " [2J 日本  I8    []\n"
                       "double     F64   [1]\n"
                       "none       BF16  [0, 4]\n"
                       "\n"
                       "5 tensors, 37 bytes\n"
                       "format: pt\n" +
                           std::string(text(english_tools(), "cli.weights.listed_only")) +
                           "\n\n"
                           "layer  names of       token  query  key  value  output\n"
                           "\"\"     Attention Lab  w_k is missing.\n");
    CHECK(reply_of({"weights", "--table", "mixed"}).out == reply.out);
    CHECK(reply_of({"weights", "nothing"}).out == "name  type  shape\n\n0 tensors, 0 bytes\n");
}

TEST_CASE("attn weights --json gives names, types and shapes to programs") {
    const Reply reply = reply_of({"weights", "mixed", "--json"});
    CHECK(reply.exit_code == 0);
    const JsonDocument document = json_read(reply.out);
    REQUIRE_FALSE(document.error);
    const Json json(document);
    REQUIRE(json["tensors"].size() == 5);
    CHECK(json["tensors"][0]["name"].text() == "w_q");
    CHECK(json["tensors"][0]["dtype"].text() == "F32");
    CHECK(json["tensors"][0]["shape"].source() == "[2,3]");
    CHECK(json["tensors"][0]["bytes"].number() == 24);
    CHECK(json["tensors"][2]["name"].text() == "\x1b[2J 日本");
    CHECK(json["tensors"][2]["shape"].source() == "[]");
    CHECK(json["metadata"]["format"].text() == "pt");
}

TEST_CASE("attn weights refuses a hostile file with its reason, the rule and exit status 1") {
    for (const Hostile& file : hostile_files()) {
        CAPTURE(file.name);
        const Reply reply = reply_of({"weights", file.name});
        CHECK(reply.exit_code == 1);
        CHECK(reply.out.empty());
        CHECK_FALSE(reply.file);
        CHECK(reply.err.starts_with("attn: " + file.name + ": "));
        CHECK(reply.err.ends_with("(rule " + std::string(file.rule) + ")\n"));
        CHECK(reply.err.find(file.says) != std::string::npos);
    }
    CHECK(reply_of({"weights", "nowhere"}).exit_code == 1);
    CHECK(reply_of({"weights", "nowhere"}).err == "attn: nowhere: the file cannot be read.\n");
}

TEST_CASE("attn weights --npy writes one tensor as a NumPy array") {
    using Shape = std::vector<std::uint64_t>;
    const auto read = tensors_of(mixed());
    const auto written = [&](std::string name) {
        const Reply reply = reply_of({"weights", "mixed", "--npy", std::move(name), "out.npy"});
        CHECK(reply.exit_code == 0);
        CHECK(reply.out.empty());
        REQUIRE(reply.file);
        CHECK(reply.file->path == "out.npy");
        return reply.file->bytes;
    };
    CHECK(written("w_q") == npy_bytes(Shape{2, 3}, *floats_of(read->tensors[0])));
    CHECK(written("half") == npy_bytes(Shape{2}, *floats_of(read->tensors[1])));
    CHECK(written("double") == npy_bytes(Shape{1}, *doubles_of(read->tensors[3])));
    CHECK(written("none") == npy_bytes(Shape{0, 4}, std::span<const float>{}));
    const Reply missing = reply_of({"weights", "mixed", "--npy", "w_x", "out.npy"});
    CHECK(missing.exit_code == 1);
    CHECK(missing.err == "attn: mixed: there is no tensor “w_x”.\n");
    CHECK_FALSE(missing.file);
    const Reply listed = reply_of({"weights", "mixed", "--npy", "\x1b[2J 日本", "out.npy"});
    CHECK(listed.exit_code == 1);
    CHECK(listed.err.find("is I8;") != std::string::npos);
    CHECK(listed.err.find('\x1b') == std::string::npos);
    CHECK_FALSE(listed.file);
}

TEST_CASE("attn weights says what it did not understand with exit code 2") {
    const Strings words = GENERATE(from_range(std::vector<Strings>{{"weights"},
                                                                   {"weights", "--json"},
                                                                   {"weights", "mixed", "nothing"},
                                                                   {"weights", "mixed", "--npy"},
                                                                   {"weights", "mixed", "--npy", "w_q"},
                                                                   {"weights", "--nonsense", "mixed"},
                                                                   {"weights", "mixed", "-x"}}));
    const Reply reply = reply_of(words);
    CHECK(reply.exit_code == 2);
    CHECK(reply.out.empty());
    CHECK(reply.err.starts_with("attn: "));
    CHECK(reply.err.find_first_of("{}") == std::string::npos);
}
