// attn verify: what students hand in. The file below was written by a script apart from both the page and the engine; its
// numbers are those that Raschka's book prints for "journey" without projections (0.1385 0.2379 0.2333 0.1240 0.1082 0.1581).
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/cli/cli.h"
#include "engine/cli/cli_results.h"
#include "engine/cli/cli_verify.h"
#include "engine/math/random.h"
#include "typed.h"

using namespace attn;
using attn_test::contains;

namespace {

const std::string kAda =
    R"({"kind":"results","version":1,"student":"Ada, \"L.\"","seed":83821,"language":"en"})"
    "\n"
    R"({"kind":"answer","step":"w","type":"predict","done":true,"skipped":false,"revealed":false,"tries":1,"wrong":[],"answer":0.24,"asked":{"ask":"number","settings":"?preset=raschka-simple","cell":"weights:1:2:2","cells":["weights:1:2:2"],"digits":2,"tolerance":0.0101}})"
    "\n"
    R"({"kind":"answer","step":"l","type":"predict","done":true,"skipped":false,"revealed":false,"tries":1,"wrong":[],"answer":"journey","asked":{"ask":"largest","settings":"?preset=raschka-simple","cell":"weights:1:2"}})"
    "\n"
    R"({"kind":"answer","step":"c","type":"predict","done":true,"skipped":false,"revealed":false,"tries":1,"wrong":[],"answer":"grows","asked":{"ask":"change","settings":"?preset=raschka-simple","to":"?preset=raschka-simple&mask=causal","cell":"weights:1:2:2"}})"
    "\n"
    R"({"kind":"answer","step":"p","type":"predict","done":true,"skipped":false,"revealed":false,"tries":3,"wrong":["x"],"answer":[0,2,1,3],"asked":{"ask":"lines"}})"
    "\n"
    R"({"kind":"code","exercise":1,"passed":true,"tries":3,"mistakes":["no-scale"],"code":"x"})"
    "\n"
    R"({"kind": "end", "checksum": "d2ba126030733ed1"})"
    "\n";

// A lab that asks what Ada was asked.
constexpr LessonStep kAsked[] = {
    {.id = "w", .ask = "number", .settings = "?preset=raschka-simple", .cells = "weights:1:2:2"},
    {.id = "l", .ask = "largest", .settings = "?preset=raschka-simple", .cells = "weights:1:2"},
    {.id = "c",
     .ask = "change",
     .settings = "?preset=raschka-simple",
     .to = "?preset=raschka-simple&mask=causal",
     .cells = "weights:1:2:2"},
    {.id = "p", .ask = "lines", .right = "0 1 1 3"},
    {.id = "o", .ask = "choice", .right = "0"},
    {.id = "test-before", .ask = "test", .right = "1 0 2"},
    {.id = "seen", .ask = ""},
};

Reply verified(const std::string& file, bool csv = false, std::span<const LessonStep> steps = kAsked) {
    std::vector<std::string> words{"verify", "results.jsonl"};
    if (csv) words.emplace_back("--csv");
    return verify_reply(
        words, [&](const std::string&) { return FileRead{.bytes = Bytes(file.begin(), file.end())}; }, steps);
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
    CHECK(contains(reply.out, "p: right, answered [0,2,1,3]\n"));
    CHECK(contains(reply.out, "4 of 4 answers right, 0 more by the page's account; skipped: –; exercises passed: 1\n"));
}

TEST_CASE("a grade sheet has a row for each student, and no word of theirs is a formula") {
    CHECK(verified(kAda, true)
              .out.starts_with("student,seed,intact,right,wrong,claimed,unanswered,tries,test_before,exercise_1,"));
    CHECK(row_of(kAda) == "\"Ada, \"\"L.\"\"\",83821,yes,4,0,0,0,6,,passed,,,,,1:no-scale,\n");
    const std::string both = kAda + with(kAda, "Ada, \\\"L.\\\"", "=1+1");
    CHECK(contains(row_of(both), "\n'=1+1,83821,no,4,"));
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
             {"weights:1:2:2\",\"cells", "weights:1:2:3\",\"cells", "w: this seed asks for another number."},
             {"[\"weights:1:2:2\"]", "[\"weights:1:2:1\"]", "w: the lab asks something else there."},
             {"?preset=raschka-simple\",\"cell\":\"weights:1:2\"", "?preset=raschka\",\"cell\":\"weights:1:2\"",
              "l: the lab asks something else there."},
             {"\"step\":\"c\"", "\"step\":\"easy\"", "easy: the lab has no step of this name."},
             {"[0,2,1,3]", "[0,1,3,2]", "p: the file says that the answer is right, but it is not."},
             {"[0,2,1,3]", "[0,1,2]", "p: the file says that the answer is right, but it is not."},
             {"[0,2,1,3]", "[0,1,2,3,4]", "p: the file says that the answer is right, but it is not."},
             {"\"done\":true", "\"done\":false", "w: the answer is right, but the file says that it is not."},
             {"\"tries\":3", "\"tries\":0", "p: more wrong answers than tries."},
             {"\"seed\":83821", "\"seed\":83822", "The seed is not the one of this name, which is 83821."},
             {"\"code\":\"x\"", "\"code\":\"y\"", "The checksum is missing or not that of the lines"}}) {
        CAPTURE(edit.old, edit.now);
        const Reply reply = verified(with(kAda, edit.old, edit.now));
        CHECK(reply.exit_code == 1);
        CHECK(contains(reply.out, "EDITED"));
        CHECK(contains(reply.out, edit.says));
        CHECK(!contains(verified(kAda).out, edit.says));
    }
}

TEST_CASE("questions with choices are judged by the lessons, and self-tests counted") {
    const auto line = [](const std::string& step, const std::string& ask, const std::string& answer) {
        return R"({"kind":"answer","step":")" + step + R"(","type":"x","done":true,"tries":1,"wrong":[],"answer":)" +
               answer + R"(,"asked":{"ask":")" + ask + "\"}}\n";
    };
    const auto said = [&](const std::string& added) {
        return verified(with(kAda, "{\"kind\":\"code\"", added + "{\"kind\":\"code\"")).out;
    };
    CHECK(contains(said(line("o", "choice", "0")), "o: right, answered 0, expected 0\n"));
    CHECK(contains(said(line("o", "choice", "1")), "o: wrong, answered 1, expected 0\n"));
    CHECK(contains(said(line("o", "choice", "1")), "o: the file says that the answer is right, but it is not."));
    CHECK(contains(said(line("o", "lines", "0")), "o: the lab asks something else there."));
    CHECK(contains(said(line("seen", "", "3")), "seen: claimed, answered 3\n"));
    const std::string test = line("test-before", "test", "[1,1,2]");
    CHECK(contains(said(test), "test-before: scored, 2 of 3 right\n"));
    CHECK(contains(row_of(with(kAda, "{\"kind\":\"code\"", test + "{\"kind\":\"code\"")), ",no,4,0,0,0,7,2,passed"));
    for (const char* odd : {"[]", "[1,0,2,0,0]", "\"x\"", "null", "[-1,99999999999,{}]"})
        CHECK(contains(said(line("test-before", "test", odd)), "test-before: scored, "));
}

TEST_CASE("the lab's own lessons are what a file is held against") {
    CHECK(contains(verified(kAda, false, lesson_steps()).out, "w: the lab has no step of this name."));
    // Every question of the lessons that is computed can be.
    for (const LessonStep& step : lesson_steps()) {
        CAPTURE(step.id);
        if (step.ask != "number" && step.ask != "largest" && step.ask != "change") continue;
        const std::string line = R"({"kind":"results","version":1,"seed":1})"
                                 "\n"
                                 R"({"kind":"answer","step":")" +
                                 std::string(step.id) + "\",\"done\":true}\n";
        const std::string out = verified(line, false, lesson_steps()).out;
        CHECK(contains(out, std::string(step.id) + ": wrong, expected "));
        CHECK(!contains(out, "cannot be computed"));
    }
}

TEST_CASE("what is skipped, shown, or not yet right is unanswered") {
    for (const char* how : {"\"skipped\":true", "\"revealed\":true"}) {
        const std::string skipped =
            with(kAda, std::string(how).replace(std::string(how).find("true"), 4, "false"), how);
        CHECK(contains(verified(skipped).out, "w: unanswered"));
        CHECK(contains(verified(skipped).out, "3 of 3 answers right, 0 more by the page's account; skipped: w;"));
    }
    const std::string not_yet = with(kAda, "\"done\":true", "\"done\":false");
    CHECK(contains(verified(not_yet).out, "3 of 4 answers right, 0 more by the page's account; skipped: –;"));
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
