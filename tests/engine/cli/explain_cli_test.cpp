// `attn explain`: how a cell was computed, in words.
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

TEST_CASE("attn explain says how the cell of a link was computed") {
    const std::string link = "https://example.org/lab/?text=a+b+c&heads=2&";
    const auto explained = [](const Strings& words) { return command_line(with({"explain"}, words)).out; };
    const Strings settings{"--text", "a b c", "--heads", "2"};
    CHECK(explained({link + "stage=scores&head=2&row=3&col=1"}) ==
          explained(with(settings, {"--cell", "scores:2:3:1"})));
    CHECK(explained({link + "stage=softmax&matrix=exps&row=3&col=1"}) ==
          explained(with(settings, {"--cell", "exps:1:3:1"})));
    CHECK(explained({link + "row=2&col=8"}) == explained(with(settings, {"--cell", "x:2:8"})));
    CHECK(explained({link + "row=2&col=8", "--cell", "q:1:1"}) == explained(with(settings, {"--cell", "q:1:1"})));
    CHECK(command_line({"explain", link + "row=2&col=9"}).exit_code == 2);
    CHECK(command_line({"explain", link + "row=2"}).exit_code == 2);
}

TEST_CASE("attn explain says how a cell was computed") {
    const Config config = GENERATE(from_range(shown_cases()));
    CAPTURE(format(config));
    const Run t_run = run_of(config);
    const Trace& t = t_run.trace;
    for (const TensorInfo& tensor : kTensors) {
        if (!has(t, tensor.id)) continue;
        const int h = copies(t, tensor.id) - 1, i = static_cast<int>(matrix(t, tensor.id, h).rows()) - 1, j = 0;
        const std::string head = tensor.per_head ? ":" + std::to_string(h + 1) : "";
        const std::string cell =
            std::string(tensor.key) + head + ":" + std::to_string(i + 1) + ":" + std::to_string(j + 1);
        const Reply reply = command_line(with({"explain", "--cell", cell}, options_of(config)));
        CAPTURE(cell, reply.out);
        CHECK(reply.exit_code == 0);
        const Explanation e = explain(t, {tensor.id, h, i, j});
        CHECK(contains(reply.out, "\n" + sentence(english(), t_run, e.cell) + "\n"));
        CHECK(contains(reply.out, e.op == Op::given
                                      ? std::string(text(english(), "figure.given"))
                                      : "\n" + arithmetic(t_run, e, static_cast<int>(e.terms.size())) + "\n"));
        CHECK(contains(reply.out, "In full: " + shortest(e.result) + "\n"));
    }
}

TEST_CASE("attn explain says what a cell feeds") {
    const std::string said =
        command_line({"explain", "--cell", "weights:1:2:1", "--heads", "2", "--mask", "causal"}).out;
    CHECK(contains(said, "It goes into 4 of Context, head 1."));
    CHECK(contains(command_line({"explain", "--cell", "output:1:1"}).out, "It goes into nothing else"));
}
