// attn measure, and that a long text's heads do not all stay in memory.
#include <catch2/catch_test_macros.hpp>

#include "engine/analysis/measure.h"
#include "engine/cli/cli.h"
#include "engine/cli/cli_measure.h"
#include "engine/cli/cli_print.h"
#include "engine/exchange/matrix_files.h"
#include "engine/exchange/snippet.h"
#include "engine/formats/number.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

TEST_CASE("attn measure says what measure.h says, for people and for programs") {
    const std::vector<std::string> words{"measure", "--text", "to be or not to be", "--heads", "2", "--mask", "causal"};
    std::vector<std::string> json = words;
    json.push_back("--json");
    const Json all = kept_json(command_line(json).out);
    const Run t_run = run_of({.text = "to be or not to be", .heads = 2, .mask = Masking::causal});
    const Trace& t = t_run.trace;
    for (int h = 0; h < 2; ++h) {
        const Json head = all["heads"][static_cast<std::size_t>(h)];
        CHECK(head["same_token"].number() == *pattern_scores(t, h).same_token);
        CHECK(head["induction"].number() == *pattern_scores(t, h).induction);
        CHECK(head["gradient"].number() == scaling_measures(t, h).gradient);
        CHECK(head["rows"][3]["entropy"].number() == row_measures(t, h)[3].entropy);
    }
    CHECK(all["distances"][0][1].number() == head_distance(t, 0, 1));
    const std::string table = command_line(words).out;
    CHECK(table.find(fixed(head_distance(t, 0, 1), 4)) != std::string::npos);
    CHECK(table.find(fixed(similarity_to_uniform(t, 1), 4)) != std::string::npos);
    CHECK(command_line({"measure", "--text", "a", "--memory", "b"}).out.find("–") != std::string::npos);
}

TEST_CASE("whoever prints, measures or exports heads one by one keeps none of them in memory") {
    Run r = run_of({.heads = 4});
    const auto kept = [&] {
        int count = 0;
        for (int h = 0; h < r.trace.heads; ++h) count += r.trace.by_head.is_kept(h);
        return count;
    };
    CHECK_FALSE(stages_as_tables(r, {}).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(stages_as_json(r, {}).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(measures_as_table(r.trace).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(measures_as_json(r.trace).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(json_of(english(), r).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(program_of(english(), snippet_words(Language::english), r, Library::numpy).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(long_csv_of(r.trace).empty());
    CHECK(kept() == 0);
    CHECK_FALSE(npy_of(r.trace, Chosen{Tensor::weights}).empty());
    CHECK(kept() == 0);
}
