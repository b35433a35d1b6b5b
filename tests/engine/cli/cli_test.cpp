// The command line `attn`: what is typed, what comes back.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

#include "engine/cli/cli.h"
#include "engine/cli/cli_print.h"
#include "engine/formats/number.h"
#include "engine/run/preset.h"
#include "engine/run/remarks.h"
#include "engine/run/view_keys.h"
#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "typed.h"

using namespace attn;
using namespace attn_test;

namespace {

Json run_json(Strings words) {
    words.push_back("--json");
    const Reply reply = command_line(words);
    CHECK(reply.exit_code == 0);
    CHECK(reply.out.ends_with("}\n"));
    CHECK_FALSE(json_read(reply.out).error);
    return kept_json(reply.out);
}

} // namespace

TEST_CASE("attn run --json holds every matrix of the run, to the last bit") {
    const Config config = GENERATE(from_range(shown_cases()));
    CAPTURE(format(config));
    const Run t_run = run_of(config);
    const Trace& t = t_run.trace;
    const Json json = run_json(with({"run"}, options_of(config)));
    CHECK(json["config"]["text"].text() == config.text);
    CHECK(json["config"]["heads"].number() == config.heads);
    CHECK(json["config"]["mask"].text() == kMaskings[static_cast<std::size_t>(config.mask)]);
    CHECK(json["tokens"].size() == t.tokens.size());
    CHECK(json["tokens"][0].text() == t.tokens[0].text);
    CHECK(json["d_k"].number() == t.d_k);
    CHECK(same_bits(static_cast<float>(json["scale"].number()), t.scale));
    REQUIRE(json["stages"].size() == offered_stages(config).size());

    std::size_t seen = 0;
    for (const Json stage : json["stages"])
        for (const Json m : stage["matrices"]) {
            const auto tensor = tensor_named(m["key"].text());
            REQUIRE(tensor);
            const int head = m["head"].kind() == JsonKind::null ? 0 : static_cast<int>(m["head"].number()) - 1;
            CAPTURE(m["key"].text(), head);
            CHECK((m["head"].kind() == JsonKind::null) == !info(*tensor).per_head);
            CHECK(stage["key"].text() == info(stage_of(*tensor)).key);
            CHECK(m["rows"].number() == static_cast<double>(matrix(t, *tensor, head).rows()));
            CHECK(m["cols"].number() == static_cast<double>(matrix(t, *tensor, head).cols()));
            CHECK(same_bits(matrix_of(json_table(m["values"])), matrix(t, *tensor, head)));
            ++seen;
        }
    std::size_t wanted = 0;
    for (const TensorInfo& tensor : kTensors)
        if (has(t, tensor.id) && !tensor.key.starts_with("w_") && !tensor.key.starts_with("b_"))
            wanted += static_cast<std::size_t>(copies(t, tensor.id));
    CHECK(seen == wanted);
    for (const Tensor w : {Tensor::w_q, Tensor::w_k, Tensor::w_v, Tensor::w_o})
        CHECK(same_bits(matrix_of(json_table(json["model"][info(w).key])), matrix(t, w, 0)));
}

TEST_CASE("attn run prints the tables of every stage") {
    const Config config = GENERATE(from_range(shown_cases()));
    CAPTURE(format(config));
    const Run t_run = run_of(config);
    const Trace& t = t_run.trace;
    const Reply reply = command_line(with({"run"}, options_of(config)));
    CHECK(reply.exit_code == 0);
    CHECK(reply.err.empty());
    CHECK(reply.out == command_line(with({"run", "--table"}, options_of(config))).out);
    for (const StageInfo& stage : kStages) {
        const std::string title(text(english(), "stage." + std::string(stage.key)));
        const std::string formula = plain_formula(stage_formula(t, stage.id));
        CHECK(contains(reply.out, ". " + title + " ━━  " + formula + "\n") == offered(config, stage.id));
        if (offered(config, stage.id)) CHECK(contains(reply.out, stage_does(english(), t_run, stage.id)));
        CHECK(formula.find_first_of("\\{}") == std::string::npos);
    }
    for (const TensorInfo& tensor : kTensors)
        for (int h = 0; h < copies(t, tensor.id); ++h) {
            if (!has(t, tensor.id)) continue;
            const Matrix& m = matrix(t, tensor.id, h);
            CHECK(contains(reply.out, "\n" + tensor_name(english(), tensor.id, h) + " [" + std::to_string(m.rows()) +
                                          " × " + std::to_string(m.cols()) + "]\n"));
            CHECK(contains(reply.out, value_text(t_run, {tensor.id, h, 0, 0}, 4)));
        }
    CHECK(contains(reply.out, "\u2212∞") == !t.head(0).allowed.all());
}

TEST_CASE("the columns of a printed table are under each other") {
    const Reply reply =
        command_line({"run", "--text", "日本 e\u0301 👩‍🚀 supercalifragilisticexpialidocious no", "--mask",
                      "causal", "--stage", "mask"});
    std::vector<std::vector<int>> tables; // the widths of the lines of each
    std::string_view rest = reply.out;
    bool inside = false;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.empty()) inside = false;
        if (inside) tables.back().push_back(display_width(line));
        if (line.ends_with("]")) inside = true, tables.emplace_back();
    }
    REQUIRE(tables.size() == 4); // the mask and the masked scores, for each head
    for (const auto& widths : tables) {
        CHECK(widths.size() == 7); // the names and six rows
        for (const int width : widths) CHECK(width == widths[0]);
    }
    CHECK(contains(reply.out, "supercalifragil…"));
    CHECK_FALSE(contains(reply.out, "supercalifragilistic…"));
}

TEST_CASE("one stage alone can be printed") {
    const Reply table = command_line({"run", "--stage", "scores"});
    CHECK(contains(table.out, "Scores, head 1 [6 × 6]"));
    CHECK_FALSE(contains(table.out, "Attention weights"));
    const Json json = run_json({"run", "--stage=softmax"});
    REQUIRE(json["stages"].size() == 1);
    CHECK(json["stages"][0]["key"].text() == "softmax");
    CHECK(json["stages"][0]["matrices"].size() == 10);
}

TEST_CASE("options can be written in three ways") {
    const std::string wanted = command_line({"run", "--heads", "4", "--mask", "causal", "--text", "a b=c"}).out;
    CHECK(command_line({"run", "--heads=4", "--mask=causal", "--text=a b=c"}).out == wanted);
    CHECK(command_line({"run", "heads=4&mask=causal&text=a%20b%3Dc"}).out == wanted);
    CHECK(command_line({"run", "?heads=4&mask=causal&text=a+b%3Dc"}).out == wanted);
    CHECK(command_line({"run", "https://example.org/lab/?heads=4&mask=causal&text=a+b%3Dc"}).out == wanted);
    CHECK(command_line({"run", "text=why?", "--heads", "1"}).out ==
          command_line({"run", "--text", "why?", "--heads", "1"}).out);
    CHECK(command_line({"run", "stage=mask"}).out == command_line({"run", "--stage", "mask"}).out);
    CHECK(command_line({"run", "--text", "a+b"}).out != command_line({"run", "--text", "a b"}).out);
}

TEST_CASE("a share link is read as the page reads it") {
    const std::string wanted = command_line({"run", "--heads", "4", "--text", "a b=c"}).out;
    const std::string settings = "heads=4&text=a+b%3Dc";
    for (const char* page :
         {"https://example.org/lab/?", "https://example.org/?utm_source=x&", "file:///home/lab/index.html?", "?"}) {
        const Reply reply = command_line({"run", page + settings + "#exercise-2"});
        CAPTURE(page, reply.err);
        CHECK(reply.out == wanted);
        CHECK(reply.err.empty() ==
              (std::string_view(page).find("utm") == std::string_view::npos)); // what is unknown is said
    }
    // How the page shows the run changes no number and needs no word.
    const Reply view =
        command_line({"run", "https://example.org/lab/?theme=dark&time=0.5&head=2&matrix=scores&row=1&col=2&speed=2&"
                             "autoplay=on&motion=reduce&" +
                                 settings});
    CHECK(view.out == wanted);
    CHECK(view.err.empty());
    CHECK(command_line({"run", "https://example.org/lab/"}).out == command_line({"run"}).out);
    CHECK(command_line({"run", "https://example.org/lab/#a=b"}).out == command_line({"run"}).out);
    CHECK(command_line({"run", "--heads", "4", "https://example.org/?text=a%20b%3Dc"}).out == wanted);
}

TEST_CASE("every setting of the page can be in a link without a word") {
    for (const std::string_view key : kViewKeys) {
        const Reply reply =
            command_line({"run", "https://example.org/?" + std::string(key) + "=" + (key == "stage" ? "mask" : "1")});
        CAPTURE(key);
        CHECK(reply.err.empty());
        CHECK(reply.exit_code == 0);
    }
}

TEST_CASE("attn eval and attn gradient with a file name say where they read from instead") {
    for (const char* command : {"eval", "gradient"}) {
        const std::string said = command_line({command, "cases.jsonl"}).err;
        CHECK(contains(said, "attn " + std::string(command)));
        CHECK(contains(said, "from standard input"));
    }
}

TEST_CASE("in cross-attention the memory's tokens label the keys, in tables and in JSON") {
    const Strings words{"run", "--text", "the cat sat", "--memory", "der Hund", "--mask", "causal"};
    const Reply table = command_line(with(words, {"--stage", "scores"}));
    CHECK(contains(table.out, "[3 × 2]\n           der     Hund\n  the  "));
    const Json json = run_json(words);
    REQUIRE(json["memory_tokens"].size() == 2);
    CHECK(json["memory_tokens"][1].text() == "Hund");
    CHECK(json["tokens"].size() == 3);
    CHECK_FALSE(run_json({"run"}).has("memory_tokens"));
}

TEST_CASE("a memory begins unmasked and says so, wherever the words that name a mask are") {
    const auto mask_of = [](Strings words, bool said_so) {
        words.insert(words.begin(), "run");
        words.insert(words.end(), {"--stage", "mask", "--json"});
        const Reply reply = command_line(words);
        CHECK(contains(reply.err, "without a causal mask") == said_so);
        return kept_json(reply.out)["config"]["mask"].text();
    };
    CHECK(mask_of({"--memory", "der Hund"}, true) == "none");
    CHECK(mask_of({"memory=der+Hund"}, true) == "none");
    CHECK(mask_of({"--memory", "der Hund", "--mask", "causal"}, false) == "causal");
    CHECK(mask_of({"--mask=causal", "memory=der+Hund"}, false) == "causal");
    CHECK(mask_of({"memory=der+Hund&mask=causal"}, false) == "causal");
    CHECK(mask_of({"--preset", "translation"}, false) == "none");
}

TEST_CASE("what makes no sense is said on stderr with exit code 2 and nothing on stdout") {
    const Strings words = GENERATE(from_range(std::vector<Strings>{{},
                                                                   {"go"},
                                                                   {"run", "cat"},
                                                                   {"run", "--nonsense", "1"},
                                                                   {"run", "--heads"},
                                                                   {"run", "--heads", "three"},
                                                                   {"run", "--mask", "casual"},
                                                                   {"run", "--heads", "3"},
                                                                   {"run", "--text", ""},
                                                                   {"run", "--text", "   "},
                                                                   {"run", "text="},
                                                                   {"run", "--stage", "nothing"},
                                                                   {"run", "stage=nothing"},
                                                                   {"run", "--json=yes"},
                                                                   {"run", "-x"},
                                                                   {"eval"},
                                                                   {"eval", "cases.jsonl"},
                                                                   {"gradient"},
                                                                   {"gradient", "cases.jsonl"},
                                                                   {"explain"},
                                                                   {"explain", "--cell", ""},
                                                                   {"explain", "--cell", "scores"},
                                                                   {"explain", "--cell", "scores:1:2"},
                                                                   {"explain", "--cell", "x:1:1:1"},
                                                                   {"explain", "--cell", "scores:3:1:1"},
                                                                   {"explain", "--cell", "scores:0:1:1"},
                                                                   {"explain", "--cell", "scores:1:7:1"},
                                                                   {"explain", "--cell", "scores:1:1:-1"},
                                                                   {"explain", "--cell", "x:1:9999999"},
                                                                   {"explain", "--cell", "x:1:1:"},
                                                                   {"explain", "--cell", "x:1:b"},
                                                                   {"explain", "--cell", ":::"}}));
    const Reply reply = command_line(words);
    CHECK(reply.exit_code == 2);
    CHECK(reply.out.empty());
    CHECK(reply.err.size() > 20);
    CHECK(reply.err.ends_with("\n"));
    CHECK(reply.err.find_first_of("{}") == std::string::npos);
}

TEST_CASE("an option that does not exist is called so, with or without a value") {
    const std::string wanted = "attn: there is no option --bogus. Try: attn help\n";
    CHECK(command_line({"run", "--bogus"}).err == wanted);
    CHECK(command_line({"run", "--bogus", "1"}).err == wanted);
    CHECK(command_line({"run", "--bogus=1"}).err == wanted);
    CHECK(command_line({"run", "--heads"}).err == "attn: --heads needs a value.\n");
    CHECK(command_line({"run", "--stage"}).err == "attn: --stage needs a value.\n");
}

TEST_CASE("a stage may be spelled with a hyphen or with an underscore") {
    const Reply hyphen = command_line({"run", "--stage", "weighted-sum"});
    CHECK(hyphen.exit_code == 0);
    CHECK(contains(hyphen.out, "8. Weighted sum"));
    CHECK(command_line({"run", "--stage", "weighted-sum"}).out == hyphen.out);
    CHECK(run_json({"run", "--stage=weighted_sum"})["stages"][0]["key"].text() == "weighted-sum");
}

TEST_CASE("what is clamped or ignored is said on stderr and the run goes on") {
    const Reply clamped = command_line({"run", "--pad", "99"});
    CHECK(clamped.exit_code == 0);
    CHECK(clamped.err == "attn: Padding tokens goes from 0 to 8; “99” became 8.\n");
    CHECK(clamped.out == command_line({"run", "--pad", "8"}).out);
    const Reply linked = command_line({"run", "heads=zwei&colour=dark&mask=causal"});
    CHECK(linked.exit_code == 0);
    CHECK(std::count(linked.err.begin(), linked.err.end(), '\n') == 2);
    CHECK(linked.out == command_line({"run", "--mask", "causal"}).out);
    std::string longest;
    for (int i = 0; i < 1100; ++i) longest += "a ";
    const Reply cut = command_line({"run", "--text", longest, "--stage", "concat"});
    CHECK(cut.exit_code == 0);
    CHECK(cut.err == "attn: The sentence has 1100 words and signs; the first 1024 are used.\n");
}

TEST_CASE("attn help lists every option, stage and matrix") {
    const Reply reply = command_line({"help"});
    CHECK(reply.exit_code == 0);
    CHECK(reply.err.empty());
    CHECK(command_line({"run", "--help"}).out == reply.out);
    CHECK(command_line({}).err == reply.out);
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) {
        if (!is_option(p)) return;
        CHECK(contains(reply.out, "--" + std::string(p.key) + " "));
        CHECK(contains(reply.out, text(english(), "param." + std::string(p.key) + ".help")));
    });
    for (const StageInfo& stage : kStages) CHECK(contains(reply.out, stage.key));
    for (const TensorInfo& tensor : kTensors) CHECK(contains(reply.out, tensor.key));
    for (const char* option : {"--stage", "--table", "--json", "--cell"}) CHECK(contains(reply.out, option));
    CHECK(reply.out.find_first_of("{}") == std::string::npos);
    CHECK_FALSE(contains(reply.out, "cli."));
    CHECK_FALSE(contains(reply.out, "Default: .")); // an empty text is called empty
    CHECK(contains(reply.out, "--bias on|off"));
}
