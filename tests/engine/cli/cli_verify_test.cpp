// attn verify: what students hand in. The file below was written by a script apart from both the page and the engine; its
// numbers are those that Raschka's book prints for "journey" without projections (0.1385 0.2379 0.2333 0.1240 0.1082 0.1581).
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/cli/cli.h"
#include "engine/cli/cli_results.h"
#include "engine/math/random.h"
#include "typed.h"

using namespace attn;
using attn_test::contains;

namespace {

const std::string kAda =
    R"({"kind":"results","version":1,"student":"Ada, \"L.\"","seed":83821,"language":"en"})"
    "\n"
    R"({"kind":"answer","step":"w","type":"predict","done":true,"skipped":false,"revealed":false,"tries":1,"wrong":[],"answer":0.24,"asked":{"ask":"number","settings":"?preset=raschka-simple","cell":"weights:1:2:2","digits":2,"tolerance":0.0101}})"
    "\n"
    R"({"kind":"answer","step":"l","type":"predict","done":true,"skipped":false,"revealed":false,"tries":1,"wrong":[],"answer":"journey","asked":{"ask":"largest","settings":"?preset=raschka-simple","cell":"weights:1:2"}})"
    "\n"
    R"({"kind":"answer","step":"c","type":"predict","done":true,"skipped":false,"revealed":false,"tries":1,"wrong":[],"answer":"grows","asked":{"ask":"change","settings":"?preset=raschka-simple","to":"?preset=raschka-simple&mask=causal","cell":"weights:1:2:2"}})"
    "\n"
    R"({"kind":"answer","step":"p","type":"predict","done":true,"skipped":false,"revealed":false,"tries":3,"wrong":["x"],"answer":null,"asked":{"ask":"lines"}})"
    "\n"
    R"({"kind":"code","exercise":1,"passed":true,"tries":3,"mistakes":["no-scale"],"code":"x"})"
    "\n"
    R"({"kind": "end", "checksum": "0ac301437586c9ab"})"
    "\n";

Reply verified(const std::string& file, bool csv = false) {
    std::vector<std::string> words{"verify", "results.jsonl"};
    if (csv) words.emplace_back("--csv");
    return command_line(words, [&](const std::string&) { return FileRead{.bytes = Bytes(file.begin(), file.end())}; });
}

std::string with(std::string text, const std::string& old, const std::string& now) {
    const auto at = text.find(old);
    REQUIRE(at != text.npos);
    return text.replace(at, old.size(), now);
}

std::string row_of(const std::string& file) {
    const std::string out = verified(file, true).out;
    return out.substr(out.find('\n') + 1);
}

} // namespace

TEST_CASE("results are judged anew: numbers, names of columns, changes") {
    const Reply reply = verified(kAda);
    CHECK(reply.exit_code == 0);
    CHECK(reply.err.empty());
    CHECK(contains(reply.out, "Ada, \"L.\", seed 83821, as it was saved\n"));
    CHECK(contains(reply.out, "w: right, answered 0.24, expected 0.238\n"));
    CHECK(contains(reply.out, "l: right, answered journey, expected journey\n"));
    CHECK(contains(reply.out, "c: right, answered grows, expected grows\n"));
    CHECK(contains(reply.out, "p: claimed\n"));
    CHECK(contains(reply.out, "3 of 3 answers right, 1 more by the page's account; exercises passed: 1\n"));
}

TEST_CASE("a grade sheet has a row for each student, and no word of theirs is a formula") {
    CHECK(verified(kAda, true).out.starts_with("student,seed,intact,right,wrong,claimed,unanswered,tries,exercise_1,"));
    CHECK(row_of(kAda) == "\"Ada, \"\"L.\"\"\",83821,yes,3,0,1,0,6,passed,,,,,1:no-scale,\n");
    const std::string both = kAda + with(kAda, "Ada, \\\"L.\\\"", "=1+1");
    CHECK(contains(row_of(both), "\n'=1+1,83821,no,3,"));
    CHECK(verified(both).exit_code == 1);
}

TEST_CASE("whoever edits the file is found out") {
    struct Edit {
        const char *old, *now, *says;
    };
    for (const Edit& edit : std::initializer_list<Edit>{
             {"0.24,\"asked\"", "0.3,\"asked\"", "w: the file says that the answer is right, but it is not."},
             {"0.0101", "9.0", "w: the page allows no such tolerance."},
             {"\"answer\":\"journey\"", "\"answer\":\"step\"",
              "l: the file says that the answer is right, but it is not."},
             {"\"answer\":\"grows\"", "\"answer\":\"stays\"",
              "c: the file says that the answer is right, but it is not."},
             {"weights:1:2:2", "weights:1:2:200", "w: what was asked cannot be computed."},
             {"\"done\":true", "\"done\":false", "w: the answer is right, but the file says that it is not."},
             {"\"tries\":3", "\"tries\":0", "p: more wrong answers than tries."},
             {"\"seed\":83821", "\"seed\":83822", "The seed is not the one of this name, which is 83821."},
             {"\"digits\":2", "\"cells\":[\"weights:1:2:3\"]", "w: this seed asks for another number."},
             {"\"code\":\"x\"", "\"code\":\"y\"", "The checksum is missing or not that of the lines"}}) {
        CAPTURE(edit.old, edit.now);
        const Reply reply = verified(with(kAda, edit.old, edit.now));
        CHECK(reply.exit_code == 1);
        CHECK(contains(reply.out, "EDITED"));
        CHECK(contains(reply.out, edit.says));
        CHECK(!contains(verified(kAda).out, edit.says));
    }
}

TEST_CASE("what is skipped, shown, or not yet right is unanswered") {
    for (const char* how : {"\"skipped\":true", "\"revealed\":true"}) {
        const std::string skipped =
            with(kAda, std::string(how).replace(std::string(how).find("true"), 4, "false"), how);
        CHECK(contains(verified(skipped).out, "w: unanswered"));
    }
}

TEST_CASE("a file that is none of ours is refused with its line, and what was read before it is shown") {
    struct Bad {
        std::string text, says;
    };
    for (const Bad& bad : std::initializer_list<Bad>{
             {"", "there are no results in it."},
             {"hello", "line 1: byte 0"},
             {"{\"kind\":\"answer\"}", "line 1: no results of a student begin before it."},
             {"{\"kind\":\"results\",\"version\":7}", "line 1: results of another version of the page."},
             {kAda + "{\"kind\":\"end\"}\n", "line 8: no results of a student begin before it."},
             {with(kAda, "\"code\",\"exercise\"", "\"poem\",\"exercise\""), "line 6: “poem” is no kind of line"}}) {
        CAPTURE(bad.text);
        const Reply reply = verified(bad.text);
        CHECK(reply.exit_code == 1);
        CHECK(contains(reply.err, bad.says));
    }
    CHECK(contains(verified(kAda + "nonsense\n").out, "Ada"));
    CHECK(verified(with(kAda, "\n", "\r\n")).exit_code == 0);
    CHECK(command_line({"verify"}).exit_code == 2);
    CHECK(command_line({"verify", "a", "b"}).exit_code == 2);
    CHECK(command_line({"verify", "a", "--jpg"}).exit_code == 2);
    CHECK(command_line({"verify", "a"}).exit_code == 1);
}

TEST_CASE("hashes of Fowler, Noll and Vo, of their own test vectors") {
    CHECK(attn::hash("") == 0xcbf29ce484222325u);
    CHECK(attn::hash("a") == 0xaf63dc4c8601ec8cu);
    CHECK(attn::hash("foobar") == 0x85944171f73967e8u);
    CHECK(fnv32("a") == 0xe40c292cu);
    CHECK(fnv32("foobar") == 0xbf9cf968u);
}

TEST_CASE("which cell a seed asks for is what the page's script chooses") {
    // web/course/seed.js under Node: pick(seed, step, 7)
    CHECK(chosen_by(83821, "w", 7) == 4);
    CHECK(chosen_by(1, "w", 7) == 2);
    CHECK(chosen_by(1, "theory-dot", 7) == 4);
    CHECK(chosen_by(999999, "theory-dot", 7) == 6);
    CHECK(chosen_by(1, "basic-score", 7) == 3);
}
