// Files of somebody's own: what is read from them, and why others are refused.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/attention/attention.h"
#include "engine/exchange/open_files.h"
#include "engine/formats/npy.h"
#include "engine/run/remarks.h"
#include "engine/run/run.h"
#include "engine/stages/preset_words.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "tests/weights/named.h"

using namespace attn;

namespace {

const Words& tool() { return tool_words(Language::english); }

OpenedFiles open_text(const std::string& name, const std::string& content) {
    const FileBytes file{name, {reinterpret_cast<const unsigned char*>(content.data()), content.size()}};
    return opened(tool(), std::span(&file, 1), "");
}
OpenedFiles open_bytes(const std::string& name, const Bytes& bytes, std::string_view layer = "") {
    const FileBytes file{name, bytes};
    return opened(tool(), std::span(&file, 1), layer);
}
Bytes array_of(const std::vector<Matrix>& heads, bool stack) {
    std::vector<float> values;
    for (const Matrix& m : heads) values.insert(values.end(), m.data(), m.data() + m.size());
    std::vector<std::uint64_t> shape{static_cast<std::uint64_t>(heads[0].rows()),
                                     static_cast<std::uint64_t>(heads[0].cols())};
    if (stack) shape.insert(shape.begin(), heads.size());
    return npy_bytes(shape, std::span<const float>(values));
}
Run shown(const Opened& given, Config config = {}) {
    take_file(config, given);
    REQUIRE((!problem(config)));
    return run(config, projections_of(config));
}

} // namespace

TEST_CASE("layers of known models are opened by their names, with the heads that their widths suggest") {
    const NamedFile file = named_file(GENERATE(range(0, kNamedFiles)));
    INFO(file.name);
    for (std::size_t i = 0; i < file.prefixes.size(); ++i) {
        const OpenedFiles found = open_bytes(file.name + ".safetensors", file.bytes, file.prefixes[i]);
        INFO(found.error);
        REQUIRE(found.given);
        CHECK(found.layer == file.prefixes[i]);
        CHECK(found.layers.size() == file.prefixes.size());
        CHECK(same_bits(found.given->projections.w_k, file.layers[i].w_k));
        const Index queries = file.layers[i].w_q.cols();
        if (queries % 64 == 0 && file.layers[i].w_k.cols() % 64 == 0) CHECK(found.given->heads == queries / 64);
        const Run r = shown(found.given);
        CHECK(same_bits(r.trace.projections.w_v, file.layers[i].w_v));
        CHECK(r.trace.d_k * r.trace.heads == queries);
        CHECK(r.trace.x.cols() == file.layers[i].w_q.rows());
    }
}

TEST_CASE("rows of X come from an array or from JSON, and the sentence has a token for each") {
    const Matrix x = random_matrix(3, 4, 6);
    const std::string json = "[[1,2],[3,4.5],[-1,0]]";
    const OpenedFiles array = open_bytes("x.npy", array_of({x}, false));
    REQUIRE(array.given);
    CHECK(same_bits(array.given->x, x));
    const Run r = shown(array.given);
    CHECK(r.trace.tokens.size() == 4);
    CHECK(same_bits(r.trace.x, x));
    CHECK(r.config.d_model == 6);
    for (const std::string& content : {json, "{\"x\": " + json + "}", "\xEF\xBB\xBF" + json}) {
        const OpenedFiles found = open_text("rows.json", content);
        INFO(found.error);
        REQUIRE(found.given);
        CHECK(found.given->x(1, 1) == 4.5f);
        CHECK(shown(found.given).trace.x.rows() == 3);
    }
    // A sentence of another length does not fit them.
    Config longer = r.config;
    longer.text = "one two three four five";
    REQUIRE((problem(longer)));
    CHECK(message(*problem(longer)) == "The file has 4 rows, one for each token; the sentence has 5 tokens.");
}

TEST_CASE("queries, keys and values that are given are those of the run, bit for bit") {
    const bool cross = GENERATE(false, true);
    const Index keys = cross ? 5 : 3;
    const std::vector<Matrix> q{random_matrix(1, 3, 4), random_matrix(2, 3, 4)}, k{random_matrix(3, keys, 4)},
        v{random_matrix(4, keys, 2)};
    const Bytes in_q = array_of(q, true), in_k = array_of(k, true), in_v = array_of(v, true);
    const std::vector<FileBytes> files{{"v.npy", in_v}, {"q.npy", in_q}, {"k.npy", in_k}};
    const OpenedFiles found = opened(tool(), files, "");
    INFO(found.error);
    REQUIRE(found.given);
    CHECK(found.given->kv_heads == 1);
    Config config;
    config.mask = Masking::none;
    const Run r = shown(found.given, config);
    const Trace wanted = attend(ProjectedInputs{q, k, v}, Projections{}, {.heads = 2, .kv_heads = 1});
    for (int h = 0; h < 2; ++h) {
        CHECK(same_bits(r.trace.head(h).q, q[static_cast<std::size_t>(h)]));
        CHECK(same_bits(r.trace.head(h).softmax.weights, wanted.head(h).softmax.weights));
        CHECK(same_bits(r.trace.head(h).context, wanted.head(h).context));
    }
    CHECK(r.trace.memory_tokens.size() == (cross ? 5U : 0U));
}

TEST_CASE("a case of the evaluator brings X and its projections") {
    const OpenedFiles found = open_text(
        "case.json", R"({"x":[[1,0],[0,1]],"w_q":[[1,2],[3,4]],"w_k":[[1,0],[0,1]],"w_v":[[5,6],[7,8]],"n_heads":1})");
    INFO(found.error);
    REQUIRE(found.given);
    const Run r = shown(found.given);
    CHECK(r.trace.q(1, 0) == 3);
    CHECK(r.trace.heads == 1);
    CHECK(r.trace.projections.w_o.size() == 0);
    CHECK(origin(english(), r.config) == "Numbers of your file case.json.");
}

TEST_CASE("keys and values that are narrower than queries say how many heads fit") {
    const Bytes ones(32 * 32 * 4, 0);
    TensorFile file;
    const auto add = [&](std::string name, std::uint64_t rows) {
        file.tensors.push_back({"model.layers.0.self_attn." + std::move(name) + ".weight",
                                dtype_named("F32"),
                                {rows, 32},
                                std::span(ones).first(static_cast<std::size_t>(rows) * 32 * 4)});
    };
    add("q_proj", 32), add("k_proj", 8), add("v_proj", 8), add("o_proj", 32);
    const OpenedFiles found = open_bytes("a.safetensors", *file_of(file));
    INFO(found.error);
    REQUIRE(found.given);
    CHECK(found.given->heads == 4);
    CHECK(found.given->kv_heads == 1);
}

TEST_CASE("names of a memory's rows go with the file that has them") {
    const std::string projected = R"({"q":[[[1],[2]]],"k":[[[1],[2],[3]]],"v":[[[1],[2],[3]]]})";
    Config config;
    take_file(config, open_text("a.json", projected).given);
    CHECK(config.memory == "1 2 3");
    Config closed = config;
    parse("file=", closed);
    CHECK(closed.memory.empty());
    take_file(config, open_text("b.json", "[[1,2],[3,4]]").given);
    CHECK(config.memory.empty());
    config.memory = "of my own";
    take_file(config, open_text("c.json", "[[1,2],[3,4]]").given);
    CHECK(config.memory == "of my own");
}

TEST_CASE("what cannot be shown is refused with its reason") {
    const auto why = [](const std::string& name, const std::string& content) { return open_text(name, content).error; };
    CHECK(why("a.safetensors", "") == "The file is empty.");
    CHECK(why("a.pt", "PK\x03\x04") == text(tool(), "open.zip"));
    CHECK(why("a.bin", "\x80\x02}") == text(tool(), "open.pickle"));
    CHECK(why("a.gguf", "GGUF") == text(tool(), "open.gguf"));
    CHECK(why("a.txt", "hello") == text(tool(), "open.unknown"));
    CHECK(why("a.json", "{\"x\": [[1,2],[3]]}") == "x[1]: has 1 column, but row [0] has 2");
    CHECK(why("a.json", "7").find("a number") != std::string::npos);
    CHECK(why("a.json", "[[1, Infinity]]") == text(tool(), "open.not_finite"));
    CHECK(why("a.json", "[[1,").find("byte") != std::string::npos);
    CHECK(why("a.npy", "hello") == text(tool(), "npy.not_one"));
    CHECK(why("a.safetensors", "hello") == "The file has only 5 bytes; the first 8 must say how long the header is.");
    CHECK(open_bytes("a.npy", array_of({Matrix::Ones(1, 3000)}, false)).error ==
          "It has vectors of 3000 numbers; the figure shows at most 2048.");
    CHECK(open_bytes("a.npy", array_of({Matrix::Ones(2000, 3)}, false)).error ==
          "It has 2000 rows; the figure shows at most 1024 tokens.");
    CHECK(open_bytes("a.npy", array_of({Matrix::Ones(2, 2), Matrix::Ones(2, 2)}, true)).error ==
          "The array has the shape [2, 2, 2]; the rows of X are a matrix, [tokens, numbers].");
    const Bytes one = array_of({Matrix::Ones(2, 2)}, false);
    const std::vector<FileBytes> two{{"q.npy", one}, {"k.npy", one}};
    CHECK(opened(tool(), two, "").error == text(tool(), "open.three"));
}

TEST_CASE("a link names the file and not what the file says; without the file it says which is needed") {
    const OpenedFiles found = open_bytes("x.npy", array_of({Matrix::Ones(3, 6)}, false));
    Config config;
    take_file(config, found.given);
    CHECK(format(config) == "text=1%202%203&file=x.npy");
    Config linked;
    CHECK(parse(format(config), linked).empty());
    CHECK(needs_file(linked));
    REQUIRE(remarks(linked).size() == 1);
    CHECK(message(remarks(linked)[0]) == "The numbers that belong here are in the file x.npy. Open that file to see "
                                         "them; until then the numbers are random.");
    CHECK((run(linked, projections_of(linked)).trace.x.cols() == 8));
    // With the file it is the same run.
    Config again;
    again.opened = found.given;
    parse(format(config), again);
    CHECK(again == config);
    // The file decides the width, and gives it back when it is closed.
    const Notices said = parse("d-model=12", again);
    CHECK(again.d_model == 6);
    REQUIRE(said.size() == 1);
    CHECK(message(said[0]) == "The numbers of the file have vectors of 6, so d_model stays 6.");
    parse("file=&layer=", again);
    CHECK(again.d_model == 8);
    CHECK(again.heads == 2);
}

TEST_CASE("numbers go from program to program unchanged, and nothing else is taken for them") {
    const OpenedFiles found = open_bytes("x.npy", array_of({random_matrix(1, 3, 6)}, false));
    const Bytes bytes = packed(*found.given);
    const auto back = unpacked(bytes);
    REQUIRE((back.has_value()));
    CHECK(same_bits(back->x, found.given->x));
    CHECK(back->file == "x.npy");
    CHECK(packed(*back) == bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(unpacked(std::span(bytes).first(size)).has_value());
}
