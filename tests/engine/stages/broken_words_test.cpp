// What is said of a run with a mistake in it: nothing that the numbers contradict.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/formats/number.h"
#include "engine/run/preset.h"
#include "engine/run/remarks.h"
#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

Config set_to(std::string_view settings) {
    Config config;
    parse(settings, config);
    return config;
}
bool says(const std::string& words, const std::string& part) { return words.find(part) != std::string::npos; }
std::string braced(int i, int j) { return "{" + std::to_string(i + 1) + "," + std::to_string(j + 1) + "}"; }

} // namespace

TEST_CASE("a head that was cut without transposing says which row and column its numbers really come from") {
    const std::string_view more =
        GENERATE(as<std::string_view>{}, "", "&heads=4&d-model=8", "&heads=4&d-model=8&kv-heads=2",
                 "&heads=4&d-model=8&kv-heads=1", "&memory=one+two+three");
    const Run t_run = run_of(set_to("break=view-without-transpose" + std::string(more)));
    const Trace& t = t_run.trace;
    CAPTURE(more);
    int moved = 0, right = 0;
    for (const Tensor block : {Tensor::q_head, Tensor::k_head, Tensor::v_head}) {
        const Tensor whole = block == Tensor::q_head ? Tensor::q : block == Tensor::k_head ? Tensor::k : Tensor::v;
        const std::string letter(info(whole).symbol);
        const Matrix& from = matrix(t, whole, 0);
        for (int h = 0; h < t.heads; ++h) {
            const Matrix& m = matrix(t, block, h);
            const int index = block == Tensor::q_head ? h : h * t.kv_heads / t.heads;
            const auto rows = static_cast<int>(m.rows()), width = static_cast<int>(m.cols());
            for (int i = 0; i < rows; ++i)
                for (int j = 0; j < width; ++j) {
                    // The memory of the matrix, read as [heads, rows, width].
                    const int place = (index * rows + i) * width + j, across = static_cast<int>(from.cols());
                    const int row = place / across, col = place % across;
                    const Cell c{block, h, i, j};
                    REQUIRE(same_bits(from(row, col), m(i, j)));
                    REQUIRE(explain(t, c).terms[0].a_from == Cell{whole, 0, row, col});
                    REQUIRE(cell_formula(t, explain(t, c)) == letter + "_" + braced(i, j) + "^{(" +
                                                                  std::to_string(h + 1) + ")} = " + letter + "_" +
                                                                  braced(row, col));
                    const std::string words = sentence(english(), t_run, c);
                    CAPTURE(words);
                    const bool own = row == i && col == index * width + j;
                    REQUIRE(says(words, "is really") == !own);
                    if (!own)
                        REQUIRE(says(words, "really number " + std::to_string(col + 1) + " of what “" +
                                                row_label(t, whole, row) + "”"));
                    ++(own ? right : moved);
                }
        }
    }
    CHECK(moved > 0);
    CHECK(right > 0);
}

TEST_CASE("the formula of averaged heads names the column of a head") {
    const Run t_run = run_of(set_to("break=heads-averaged"));
    const Trace& t = t_run.trace;
    CHECK(cell_formula(t, explain(t, {Tensor::concat, 0, 2, 5})) == "C_{3,6} = \\frac{\\sum_m C_{3,2}^{(m)}}{2}");
}

TEST_CASE("a stage that is broken says what the mistake does, and nothing of what should happen") {
    for (const MistakeInfo& m : kMistakes) {
        const std::string settings = "break=" + std::string(m.key) + "&" + std::string(m.shown_with);
        CAPTURE(settings);
        const Config broken = set_to(settings);
        Config right = broken;
        right.mistakes = {};
        REQUIRE(made_mistakes(broken).size() == 1);
        for (const StageInfo& stage : kStages) {
            CAPTURE(stage.key);
            const std::string key = "mistake." + std::string(m.key),
                              words = stage_does(english(), run_of(broken), stage.id);
            const bool here = stage.key == m.stage || stage.key == m.also;
            if (here)
                CHECK(words == "Broken on purpose: " + std::string(text(english(), key)) + ". " +
                                   std::string(text(english(), key + ".breaks")));
            else CHECK(words == stage_does(english(), run_of(right), stage.id));
        }
    }
    CHECK(made_mistakes(set_to("break=keys-from-queries")).empty()); // there is no memory that it could leave unread
    CHECK(stage_does(english(), run_of(set_to("break=keys-from-queries")), Stage::project) ==
          text(english(), "stage.project.does"));
}

TEST_CASE("the formula of a stage is that of this run") {
    const auto formula = [](std::string_view settings, Stage stage) {
        return stage_formula(trace_of(set_to(settings)), stage);
    };
    const std::string paper = "S' = \\frac{S}{\\sqrt{d_k}}";
    CHECK(formula("", Stage::scale) == paper);
    CHECK(formula("break=no-scaling", Stage::scale) == "S' = S");
    CHECK(formula("scale=0.5", Stage::scale) == "S' = 0.500 S");
    CHECK(formula("softcap=2", Stage::scale) == paper + ", \\quad S^c = c tanh(S' / c)");
    CHECK(formula("mask=causal", Stage::mask) == "S'' = S' + M");
    CHECK(formula("mask=none", Stage::mask) == "S'' = S'");
    CHECK(formula("mask=causal&break=mask-after-softmax", Stage::mask) == "S'' = S'");
    CHECK(formula("mask=causal&break=mask-after-softmax", Stage::softmax) == "");
    CHECK(formula("break=softmax-over-queries", Stage::softmax) == "A^T = softmax(S''^T)");
    CHECK(formula("break=view-without-transpose", Stage::split) == "");
    CHECK(formula("break=no-w-o", Stage::output) == "Y = C");
    CHECK(formula("break=heads-averaged", Stage::concat) ==
          "C = [\\frac{C_1 + \\dots + C_H}{H} \\dots \\frac{C_1 + \\dots + C_H}{H}]");
    CHECK(formula("dropout=0.2", Stage::weighted_sum) == "C_h = A' V_h");
    CHECK(formula("", Stage::weighted_sum) == "C_h = A V_h");
    CHECK(formula("preset=translation", Stage::project) == "Q = X W_Q, \\quad K = X_M W_K, \\quad V = X_M W_V");
    CHECK(formula("preset=translation", Stage::tokens) == "X = E + P, \\quad X_M = E_M + P_M");
    CHECK(formula("preset=translation&break=keys-from-queries", Stage::project) == info(Stage::project).formula);
}

TEST_CASE("a mask that is wrong is not said to be right") {
    const Run late_run = run_of(set_to("mask=causal&break=mask-after-softmax"));
    const Trace& late = late_run.trace;
    const Cell hidden{Tensor::masked, 0, 1, 3}, open{Tensor::masked, 0, 3, 1};
    CHECK(sentence(english(), late_run, hidden) ==
          "The mask should hide “on” (key) from “cat” (query), but here the score stays " +
              value_text(late_run, hidden) + ".");
    CHECK(says(sentence(english(), late_run, open), "“on” (query) may look at “cat” (key)"));
    CHECK(says(sentence(english(), late_run, {Tensor::mask, 0, 1, 3}), "may not look at"));
    CHECK_FALSE(says(cell_formula(late, Tensor::masked), "M_"));
    CHECK_FALSE(says(arithmetic(late_run, explain(late, hidden)), "+ 0"));

    const Run turned = run_of(set_to("mask=causal&break=mask-turned-round"));
    CHECK(says(sentence(english(), turned, hidden), "should hide “on” (key) from “cat”"));
    CHECK(says(sentence(english(), turned, open),
               "should let “on” (query) see “cat” (key), but here the score becomes −∞."));
    CHECK(
        says(sentence(english(), turned, {Tensor::mask, 0, 1, 3}), "should not see “on” (key), but this mask adds 0"));
    CHECK(says(sentence(english(), turned, {Tensor::mask, 0, 3, 1}), "should see “cat” (key), but this mask adds −∞"));

    const Run rows = run_of(set_to("mask=padding&pad=2&break=padding-on-rows"));
    CHECK(says(sentence(english(), rows, {Tensor::masked, 0, 1, 7}),
               "The mask should hide “<pad>” (key) from “cat” (query)"));
    CHECK(says(sentence(english(), rows, {Tensor::masked, 0, 7, 1}),
               "The mask should let “<pad>” (query) see “cat” (key)"));
    CHECK(says(sentence(english(), rows, {Tensor::masked, 0, 1, 2}), "“cat” (query) may look at “sat” (key)"));
    CHECK(says(sentence(english(), rows, {Tensor::masked, 0, 7, 7}), "may not look at"));
}

TEST_CASE("what runs down the columns is not said to run along the rows") {
    const Run run = run_of(set_to("break=softmax-over-queries"));
    CHECK(says(sentence(english(), run, {Tensor::row_max, 0, 0, 1}), "in the column of “cat”"));
    CHECK(says(sentence(english(), run, {Tensor::row_sum, 0, 0, 1}), "in the column of “cat”"));
    CHECK(says(sentence(english(), run, {Tensor::shifted, 0, 2, 1}), "the largest of its column"));
}
