// What is beside the figure, read from the picture as a file.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <set>

#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "engine/words/text.h"
#include "shell/draw/formula.h"
#include "shell/draw/whole_formula.h"
#include "shell/host/snapshot.h"
#include "shell/program/control.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"
#include "tests/shell/recorded.h"

using namespace attn;

namespace {

// The lines of text of a picture, in the order in which they were drawn.
std::vector<std::string> lines_of(std::string_view settings) {
    const std::string svg = figure_as_svg(started(settings), 1280, 800);
    std::vector<std::string> lines;
    for (auto at = svg.find("<text"); at != std::string::npos; at = svg.find("<text", at + 1)) {
        const auto begin = svg.find('>', at) + 1;
        lines.push_back(svg.substr(begin, svg.find("</text>", begin) - begin));
    }
    return lines;
}
// All of them behind each other.
std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : " ") + line;
    return out;
}
bool has_line(const std::vector<std::string>& lines, std::string_view part) {
    for (const std::string& line : lines)
        if (line.find(part) != std::string::npos) return true;
    return false;
}
// A number as it is printed, in thousandths; "−" (U+2212) is its sign.
long thousandths(std::string digits) {
    if (digits.starts_with("\u2212")) digits.replace(0, 3, "-");
    return std::lround(std::strtod(digits.c_str(), nullptr) * 1000);
}

} // namespace

TEST_CASE("a stage that is broken on purpose says so, in place of its usual words") {
    const std::string usual = "All scores are";
    CHECK(has_line(lines_of("stage=scale"), usual));
    const auto broken = lines_of("stage=scale&break=no-scaling"), later = lines_of("stage=softmax&break=no-scaling");
    CHECK(has_line(broken, "Broken on purpose: No scaling."));
    CHECK(has_line(broken, "Scores grow with"));
    CHECK_FALSE(has_line(broken, usual));
    CHECK(has_line(later, "Broken on purpose: No scaling."));
    CHECK(has_line(later, "Each row becomes"));
    CHECK_FALSE(has_line(later, "Scores grow with"));
    CHECK_FALSE(has_line(lines_of("stage=mask&mask=none&break=mask-after-softmax"), "Broken")); // nothing to break
    CHECK(has_line(lines_of("stage=softmax&break=softmax-over-queries"), "add up the column"));
}

TEST_CASE("the formula above the figure is that of this run") {
    const auto whole = [](std::string_view settings) { return whole_formula(started(settings).now.run.trace); };
    const auto has_part = [](const std::string& tex, std::string_view part) {
        return tex.find(part) != std::string::npos;
    };
    CHECK(has_part(whole("preset=translation"), "X W_Q, X_M W_K, X_M W_V"));
    CHECK(has_part(whole("preset=translation"), "X_M = E_M + P_M"));
    CHECK_FALSE(has_part(whole(""), "X_M"));
    CHECK(has_part(whole(""), "sqrt"));
    CHECK_FALSE(has_part(whole("break=no-scaling"), "sqrt"));
    CHECK(has_part(whole("scale=0.5"), "0.500 "));
    CHECK_FALSE(has_part(whole("break=no-w-o"), "W_O"));
    CHECK_FALSE(has_part(whole("break=mask-after-softmax"), "+ M"));
}

TEST_CASE("of a sum under way only what is in it is there, and it adds up to what is printed below") {
    std::set<std::size_t> counts;
    for (const char* settings :
         {"stage=weighted-sum", "stage=scores", "stage=project&d-model=64&heads=1", "stage=output"})
        for (int moment = 16; moment < 60; moment += 2) {
            const std::string time = std::string(settings) + "&time=0." + std::to_string(moment);
            const std::vector<std::string> lines = lines_of(time);
            CAPTURE(time);
            std::vector<long> products;
            for (std::size_t i = 2; i + 1 < lines.size(); ++i) { // a × b = product, …, sum ∑
                if (lines[i] == "=" && lines[i - 2] == "×") products.push_back(thousandths(lines[i + 1]));
                if (lines[i].ends_with("more terms") || lines[i].ends_with("more term"))
                    products.push_back(thousandths(lines[i + 1]));
                if (lines[i + 1] != "∑" || lines[i] == "=") continue; // the ∑ of the formula
                CHECK(std::accumulate(products.begin(), products.end(), 0L) == thousandths(lines[i]));
                counts.insert(products.size());
                break;
            }
        }
    for (std::size_t terms = 0; terms <= 6; ++terms) CHECK(counts.contains(terms));
}

TEST_CASE("a weight's way from its score is printed with the same digits in every line") {
    for (const char* settings :
         {"stage=softmax&time=1&row=4&col=2", "stage=softmax&time=1&row=6&col=6&head=2",
          "preset=alammar&stage=softmax&time=1&row=1&col=2", "preset=raschka&stage=softmax&time=1&row=2&col=5"}) {
        CAPTURE(settings);
        const Program p = started(settings);
        const Trace& t = p.now.run.trace;
        const int head = p.state.head - 1, row = p.state.row - 1, col = p.state.col - 1;
        const std::vector<std::string> lines = lines_of(settings);
        // The lines of the column as one, since a narrow one breaks them.
        const std::string all = joined(lines);
        const auto between = [&](std::string_view before, std::string_view after) {
            const auto from = all.find(before) + before.size();
            return all.substr(from, all.find(after, from) - from);
        };
        const std::string shift = between("Score minus maximum: ", " Its exponential: ");
        const std::string exponential = between("Its exponential: ", " / ");
        const std::string shifted = shift.substr(shift.find(" = ") + 3);
        REQUIRE(exponential.starts_with("exp(" + shifted + ") = "));
        const std::string rest = exponential.substr(exponential.find(" = ") + 3), e = rest.substr(0, rest.find(' '));
        CHECK(has_line(lines, e + " / ")); // the share; among the sum it is a term
        const auto value = [&](Tensor tensor) { return matrix(t, tensor, head)(row, col); };
        CHECK(std::fabs(static_cast<double>(thousandths(shifted)) - 1000.0 * value(Tensor::shifted)) <=
              0.51 * (p.now.run.fewest_decimals ? 10 : 1));
        CHECK(std::fabs(static_cast<double>(thousandths(e)) - 1000.0 * value(Tensor::exps)) <=
              1.01 * (p.now.run.fewest_decimals ? 10 : 1));
        // The difference is that of the printed numbers.
        const auto minus = shift.find(" \u2212 ");
        CHECK(thousandths(shift.substr(0, minus)) - thousandths(shift.substr(minus + 5)) == thousandths(shifted));
    }
}

TEST_CASE("the factor of the scale has the same digits wherever it is printed") {
    for (const auto& [settings, factor] : {std::pair{"preset=alammar", "0.125"},
                                           {"scale=0.5", "0.500"},
                                           {"temperature=7&d-model=64&heads=1", "0.0179"}}) {
        CAPTURE(settings);
        const std::string scale = std::string(settings) + "&stage=scale&time=1";
        const Program p = started(scale);
        const Trace& t = p.now.run.trace;
        CHECK(factor_text(t.factor) == factor);
        const std::string does = stage_does(english(), p.now.run, Stage::scale);
        CHECK(does.find("multiplied by " + std::string(factor)) != std::string::npos);
        CHECK(does.starts_with("All scores are divided by the square root") == scale.starts_with("temperature"));
        CHECK(whole_formula(t).find(std::string(factor) + " ") != std::string::npos);
        CHECK(stage_formula(t, Stage::scale).find(factor) != std::string::npos);
        const Cell cell{Tensor::scaled, 0, 0, 0};
        CHECK(sentence(english(), p.now.run, cell).find("times " + std::string(factor)) != std::string::npos);
        CHECK(arithmetic(p.now.run, explain(t, cell)).find("× " + std::string(factor)) != std::string::npos);
    }
    CHECK(stage_does(english(), started("scale=off").now.run, Stage::scale).starts_with("Here the scores stay"));
    CHECK(stage_does(english(), started("").now.run, Stage::scale) == text(english(), "stage.scale.does"));
    CHECK(factor_text(-0.05f) == "\u22120.0500");
    CHECK(factor_text(0) == "0.000");
    CHECK(set_text(0.125f) == "0.125");
    CHECK(set_text(0.3f) == "0.30");
    CHECK(set_text(20) == "20.00");
}

TEST_CASE("the indices of symbols in prose are set as indices") {
    const auto lines = lines_of("stage=project&time=1");
    const auto at = std::ranges::find(lines, "Drag a number of X, W");
    REQUIRE(at != lines.end());
    CHECK(at[1] == "Q");
    CHECK(at[2] == ", W");
    CHECK_FALSE(has_line(lines, "W_"));
    CHECK_FALSE(has_line(lines_of("stage=scale&break=no-scaling"), "d_k"));
}

TEST_CASE("what somebody has typed is called their own, not the preset's") {
    const auto own = [](std::string_view settings) { return starts_from_own(started(settings).state.config); };
    for (const char* preset : {"", "heads=4&mask=none&seed=9", "preset=repetition", "preset=translation&mask=causal",
                               "preset=raschka", "preset=previous-token&text=a+b+c"})
        CHECK_FALSE(own(preset));
    for (const char* typed : {"text=a+b", "unit=characters", "memory=der+Hund", "preset=repetition&text=the+cat",
                              "preset=translation&memory=", "preset=raschka&text=one+two"})
        CHECK(own(typed));
}

TEST_CASE("a row that is masked everywhere is said to be one where weights add up to 1") {
    const auto does = [](std::string_view settings) {
        return stage_does(english(), started(settings).now.run, Stage::softmax);
    };
    const std::string usual(text(english(), "stage.softmax.does"));
    CHECK(does("") == usual);
    CHECK(does("paint=*:1-3").starts_with(usual + " The exceptions are the 3 rows that are masked everywhere"));
    CHECK(does("paint=2:*").starts_with(usual + " The exception is the row"));
    CHECK(joined(lines_of("paint=*:1-3&stage=softmax&time=1")).find("The exceptions are the 3 rows") !=
          std::string::npos);
    const Program p = started("paint=*:1-3&stage=softmax&time=1");
    const Cell none{Tensor::row_max, 0, 0, 0}, some{Tensor::row_max, 0, 3, 0};
    CHECK(sentence(english(), p.now.run, none) ==
          "Every score in the row of “the” is \u2212∞, so none is the largest; 0.00 takes its place.");
    CHECK(arithmetic(p.now.run, explain(p.now.run.trace, none)) == "0.00");
    CHECK(sentence(english(), p.now.run, some).starts_with("The largest score"));
}

TEST_CASE("under the bars of a row the selected word is named, and no name touches another") {
    const int col = GENERATE(1, 2, 5, 12);
    attn_test::Headless screen(1280, 800);
    Program p = started("preset=animal&stage=softmax&row=9&col=" + std::to_string(col));
    const std::string own = p.now.run.trace.tokens[static_cast<std::size_t>(col - 1)].text;
    std::vector<attn_test::Drawn> names; // of the lowest line of words beside the grid
    for (const attn_test::Drawn& d : attn_test::drawn(screen, p, 1280, 800)) {
        const bool word =
            std::ranges::any_of(p.now.run.trace.tokens, [&](const Token& t) { return t.text == d.words; });
        if (d.kind != attn_test::Drawn::text || !word || d.at.x < 900) continue;
        if (!names.empty() && d.at.y > names.back().at.y + 4) names.clear();
        names.push_back(d);
    }
    CAPTURE(own, names.size());
    REQUIRE(names.size() > 1);
    CHECK(std::ranges::any_of(names, [&](const attn_test::Drawn& d) { return d.words == own; }));
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(names[i].at.overlaps(names[j].at));
}
