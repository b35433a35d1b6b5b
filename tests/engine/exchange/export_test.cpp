// attn export: the words, the files and the programs. That the programs run and print the figure's digits is tried
// with NumPy by tests/export/programs_print.py; that other programs read the files, by files_read.py.
#include <catch2/catch_test_macros.hpp>

#include <bit>

#include "engine/cli/cli.h"
#include "engine/exchange/export_file.h"
#include "engine/exchange/matrix_files.h"
#include "engine/exchange/snippet.h"
#include "engine/formats/decimal.h"
#include "engine/formats/json_read.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

Reply ask(std::vector<std::string> words) {
    words.insert(words.begin(), "export");
    return command_line(words);
}

Trace trace_of(std::string_view settings) {
    Config config;
    parse(settings, config);
    return run_of(config).trace;
}

std::string program(std::string_view settings, Library library) {
    Config config;
    parse(settings, config);
    Run run = run_of(config);
    return program_of(english(), snippet_words(Language::english), run, library);
}

} // namespace

TEST_CASE("a sheet has labels at its edges and every number in full") {
    const Trace t = trace_of("text=to be&d-model=2&heads=1&mask=causal");
    const std::string sheet = csv_of(t, Tensor::weights, 0);
    CHECK(sheet.starts_with("weights,to,be\r\nto,1,0\r\nbe,"));
    CHECK(sheet.ends_with("\r\n"));
    CHECK(csv_of(t, Tensor::masked, 0).find(",-inf\r\n") != std::string::npos);
    const std::string q = csv_of(t, Tensor::w_q, 0);
    CHECK(q.starts_with("w_q,1,2\r\n1,"));
}

TEST_CASE("a label that a spreadsheet would take for a formula is written as text") {
    for (const char* sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
        CAPTURE(sign);
        const std::string text = std::string(sign) + " cat";
        Config config{.text = text};
        Trace t = trace_of(config);
        REQUIRE(t.tokens[0].text == sign);
        CHECK(csv_of(t, Tensor::weights, 0).starts_with("weights,'" + std::string(sign) + ",cat\r\n'"));
        CHECK(long_csv_of(t, Chosen{Tensor::x}).find(",'" + std::string(sign) + ",") != std::string::npos);
    }
    const Trace quotes = trace_of("text=%22%2C&unit=characters");
    CHECK(csv_of(quotes, Tensor::weights, 0).starts_with("weights,\"\"\"\",\",\"\r\n\"\"\"\","));
}

TEST_CASE("the JSON of a run parses, and names shape, labels and settings") {
    Config config;
    parse("text=%22%3Cscript%3E%0A%5C&memory=der Hund&bias=on", config);
    Run run = run_of(config);
    const std::string json = json_of(english(), run);
    CHECK_FALSE(json_read(json).error);
    CHECK(json.find("\"matrix\":\"weights\",\"name\":\"Attention weights, head 2\",\"head\":2,\"shape\":[") !=
          std::string::npos);
    CHECK(json.find("\"memory_tokens\":[\"der\",\"Hund\"]") != std::string::npos);
    CHECK(json.find("\"settings\":\"text=") != std::string::npos);
    // One matrix of one head, and nothing else.
    const std::string one = json_of(english(), run, Chosen{Tensor::weights, 1});
    CHECK(one.find("\"matrix\":\"weights\"", one.find("\"matrix\":") + 1) == std::string::npos);
}

TEST_CASE("what attn export cannot do it says, and writes nothing") {
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{}, "csv, csv-bom, json, npy, numpy, pytorch"},
        {{"xls"}, "csv, csv-bom, json, npy, numpy, pytorch"},
        {{"csv", "--tensor", "nonsense"}, "nonsense"},
        {{"csv", "--tensor", "dropped"}, "dropped"}, // nothing is dropped in this run
        {{"csv", "--tensor"}, "--tensor needs a value"},
        {{"csv", "--tensor", "weights", "--head", "3"}, "1 to 2"},
        {{"csv", "--tensor", "weights", "--head", "0"}, "1 to 2"},
        {{"csv", "--tensor", "x", "--head", "1"}, "--head"},
        {{"json", "--head", "1"}, "--head"},
        {{"npy"}, "--tensor"},
        {{"csv", "--text", ""}, "empty"},
        {{"csv", "--nonsense", "1"}, "--nonsense"},
    };
    for (const auto& [words, says] : cases) {
        const Reply reply = ask(words);
        CAPTURE(reply.err);
        CHECK(reply.exit_code == 2);
        CHECK(reply.out.empty());
        CHECK_FALSE(reply.file);
        CHECK(reply.err.find(says) != std::string::npos);
    }
}

TEST_CASE("a file is written where --output says, with the bytes that would be printed") {
    const Reply printed = ask({"npy", "--tensor", "weights", "--seed", "4"});
    const Reply written = ask({"npy", "--output=w.npy", "--tensor=weights", "--seed", "4"});
    REQUIRE(written.file);
    CHECK(written.out.empty());
    CHECK(written.file->path == "w.npy");
    CHECK(std::string(written.file->bytes.begin(), written.file->bytes.end()) == printed.out);
    CHECK(printed.out.find("'shape': (2, 6, 6)") != std::string::npos);
    CHECK(ask({"npy", "--tensor", "weights", "--head", "2"}).out.find("'shape': (6, 6)") != std::string::npos);
}

TEST_CASE("a spreadsheet gets the same table behind a byte-order mark") {
    for (const std::vector<std::string>& more : {std::vector<std::string>{"text=猫+é"},
                                                 {"text=猫+é", "--tensor", "weights", "--head", "1"},
                                                 {"text=猫+é", "--tensor", "x"}}) {
        std::vector<std::string> plain{"csv"}, marked{"csv-bom"};
        plain.insert(plain.end(), more.begin(), more.end());
        marked.insert(marked.end(), more.begin(), more.end());
        CHECK(ask(marked).out == "\xEF\xBB\xBF" + ask(plain).out);
        CHECK_FALSE(ask(plain).out.starts_with("\xEF"));
    }
}

TEST_CASE("a share link is exported with all that it carries; the view changes nothing") {
    const std::string link =
        "https://example.org/?text=a+b&paint=1:2&stage=softmax&head=2&theme=dark&scene=map&time=0.5";
    CHECK(ask({"csv", link}).out == ask({"csv", "text=a+b&paint=1:2"}).out);
    CHECK(ask({"numpy", link}).out == ask({"numpy", "text=a+b&paint=1:2"}).out);
    CHECK(ask({"csv", link}).exit_code == 0);
}

TEST_CASE("a name says what is in the file") {
    Run run = run_of({});
    const auto name = [&](const char* format, const char* tensor, const char* head) {
        return exported(english(), snippet_words(Language::english), {.format = format, .tensor = tensor, .head = head},
                        run)
            .name;
    };
    CHECK(name("csv", "weights", "1") == "weights-head1.csv");
    CHECK(name("csv-bom", "weights", "") == "weights.csv");
    CHECK(name("npy", "weights", "") == "weights.npy");
    CHECK(name("json", "", "") == "attention.json");
    CHECK(name("numpy", "", "") == "attention_numpy.py");
    CHECK(name("pytorch", "", "") == "attention_pytorch.py");
}

TEST_CASE("text becomes a Python string that stays on its line and in its reading order") {
    CHECK(python_string("cat") == "\"cat\"");
    CHECK(python_string("a\"b\\") == "\"a\\\"b\\\\\"");
    CHECK(python_string("a\nb\r\x7f") == "\"a\\u000ab\\u000d\\u007f\"");
    CHECK(python_string("שלום 日本") == "\"שלום 日本\"");
    for (const char* hidden : {"\u202e", "\u2066", "\u2028", "\u0085", "\u200f", "\u061c", "\ufeff"})
        CHECK(python_string(hidden).starts_with("\"\\u"));
}

TEST_CASE("a Python number becomes the same float32 on the way through a double") {
    Pcg32 random(7, 7);
    for (int i = 0; i < 20000; ++i) {
        const auto value = std::bit_cast<float>(random.next());
        if (value != value) continue;
        const std::string digits = python_number(value);
        if (digits.find("inf") != std::string::npos) continue;
        REQUIRE(static_cast<float>(nearest_double(digits)) == value);
    }
    CHECK(python_number(-0.0f) == "-0.0");
}

TEST_CASE("every mistake is in the programs with what would be right") {
    for (const MistakeInfo& mistake : kMistakes) {
        const std::string key(mistake.key);
        const std::string settings = "text=a b c&memory=x y&mask=both&pad=1&break=" + key;
        for (const Library library : {Library::numpy, Library::pytorch}) {
            CAPTURE(key);
            const std::string wrong = program(settings, library);
            CHECK(wrong.find("# BROKEN ON PURPOSE (" + key + "). Right: ") != std::string::npos);
            CHECK(program("text=a b c&memory=x y&mask=both&pad=1", library).find("BROKEN") == std::string::npos);
        }
    }
}
