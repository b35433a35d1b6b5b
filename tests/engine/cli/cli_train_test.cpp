// `attn train`: what the words ask for, what is said on the way, and what is left behind when somebody stops it.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "engine/cli/cli.h"
#include "engine/cli/cli_train.h"
#include "engine/train/checkpoint.h"
#include "typed.h"

using namespace attn_test;

namespace {

Bytes as_bytes(std::string_view text) { return {text.begin(), text.end()}; }

// Files that are only here.
FileReader reader_of(std::map<std::string, Bytes> files) {
    return [files = std::move(files)](const std::string& path) -> FileRead {
        const auto found = files.find(path);
        if (found == files.end()) return {.error = "the file cannot be read."};
        return {.bytes = found->second};
    };
}

const std::string kSmall = "task=previous\nwidth=8\nbatch=2\nlayers=1\nsteps=60\n";

Reply typed_train(const Strings& words, std::map<std::string, Bytes> files = {}) {
    files.emplace("small.txt", as_bytes(kSmall));
    return command_line(with({"train"}, words), reader_of(std::move(files)));
}

} // namespace

TEST_CASE("training prints a row for every fifty steps, and its heads") {
    const Reply reply = typed_train({"small.txt", "--seed", "4"});
    CHECK((reply.exit_code == 0 && reply.err.empty() && !reply.file));
    CHECK(reply.out.starts_with("Copy the previous token. 640 parameters, 16 words, seed 4.\n"));
    for (const char* step : {"\n      0 ", "\n     50 ", "\n     60 "}) CHECK(contains(reply.out, step));
    CHECK(contains(reply.out, "no clear pattern"));

    const Reply json = typed_train({"small.txt", "--json", "--steps=1"});
    const std::string last = json.out.substr(json.out.find('\n') + 1);
    const Json line = kept_json(last);
    CHECK(line["step"].number() == 1);
    CHECK(line["heads"].size() == 2);
    CHECK(line["heads"][1]["head"].number() == 2);
    CHECK(line["heads"][0]["induction"]["shuffled"].kind() == JsonKind::number);
    CHECK(line["heads"][0]["named"].kind() == JsonKind::null);
    CHECK((line["loss"].number() > 1 && line["accuracy"].number() < 0.5));
}

TEST_CASE("stopped and resumed leaves the file of never having stopped") {
    const Reply whole = typed_train({"small.txt", "-o", "whole.safetensors", "--steps", "20"});
    REQUIRE(whole.file);
    CHECK(whole.file->path == "whole.safetensors");

    int asked = 0;
    std::string said;
    TrainRequest request = train_request({"train", "small.txt", "-o", "part.safetensors", "--steps", "20"},
                                         reader_of({{"small.txt", as_bytes(kSmall)}}));
    const Reply stopped = train(std::move(request), [&] { return ++asked > 7; }, [&](auto text) { said += text; });
    CHECK(stopped.exit_code == 130);
    CHECK(stopped.err == "attn: stopped after step 7. To go on: attn train --resume part.safetensors\n");
    REQUIRE(stopped.file);
    CHECK(restored(stopped.file->bytes).trainer->adam.steps == 7);

    const Reply resumed = typed_train({"--resume", "part.safetensors", "-o", "again.safetensors"},
                                      {{"part.safetensors", stopped.file->bytes}});
    REQUIRE(resumed.file);
    CHECK((resumed.file->bytes == whole.file->bytes));

    const Reply small = typed_train({"small.txt", "-o", "x", "--steps", "3", "--weights-only"});
    CHECK(typed_train({"--resume", "x"}, {{"x", small.file->bytes}}).err ==
          "attn: x: it holds the parameters alone, so nobody can go on from it.\n");
    const Reply lost = train(
        train_request({"train", "small.txt"}, reader_of({{"small.txt", as_bytes(kSmall)}})), [] { return true; },
        [](auto) {});
    CHECK((lost.exit_code == 130 && !lost.file && contains(lost.err, "Nothing was kept")));
}

TEST_CASE("words and files that make no sense are refused") {
    const auto refusal = [](const Strings& words, int code) {
        const Reply reply = typed_train(words, {{"bad.txt", as_bytes("task=induction\nlayers=nine\n")},
                                                {"impossible.txt", as_bytes("heads=3\n")},
                                                {"long.txt", Bytes(70'000, '#')}});
        CHECK((reply.exit_code == code && reply.out.empty() && !reply.file));
        return reply.err;
    };
    CHECK(contains(refusal({}, 2), "which recipe?"));
    CHECK(contains(refusal({"a", "b"}, 2), "“b” is a second"));
    CHECK(refusal({"small.txt", "--speed"}, 2) == "attn: there is no option --speed. Try: attn help\n");
    CHECK(contains(refusal({"small.txt", "-o"}, 2), "-o needs a value"));
    CHECK(contains(refusal({"small.txt", "--steps", "many"}, 2), "“many” is none"));
    CHECK(contains(refusal({"small.txt", "--steps", "1000001"}, 2), "“1000001” is none"));
    CHECK(contains(refusal({"small.txt", "--seed=1000000"}, 2), "“1000000” is none"));
    CHECK(contains(refusal({"small.txt", "--resume", "x"}, 2), "so small.txt cannot be given"));
    CHECK(contains(refusal({"--seed", "1", "--resume", "x"}, 2), "so --seed cannot be given"));
    CHECK(refusal({"nowhere.txt"}, 1) == "attn: nowhere.txt: the file cannot be read.\n");
    CHECK(refusal({"bad.txt"}, 1) == "attn: bad.txt: line 2: layers is a whole number, 1–4, not “nine”.\n");
    CHECK(contains(refusal({"impossible.txt"}, 1), "impossible.txt: 3 heads cannot share a width of 32"));
    CHECK(contains(refusal({"long.txt"}, 1), "too long for a recipe"));
    CHECK(contains(refusal({"--resume", "bad.txt"}, 1), "bad.txt: "));
}
