// What is beside the figure, read from the picture as a file.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdlib>

#include "engine/words/text.h"
#include "shell/draw/formula.h"
#include "shell/draw/whole_formula.h"
#include "shell/host/snapshot.h"
#include "shell/program/control.h"
#include "tests/shell/fixture.h"

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
    CHECK(has_part(whole("scale=0.5"), "0.50 "));
    CHECK_FALSE(has_part(whole("break=no-w-o"), "W_O"));
    CHECK_FALSE(has_part(whole("break=mask-after-softmax"), "+ M"));
}

TEST_CASE("a sum under way adds up to what is printed below it") {
    int looked_at = 0;
    for (int moment = 20; moment < 60; moment += 2) {
        const std::string time = "0." + std::to_string(moment);
        const std::vector<std::string> lines = lines_of("stage=weighted-sum&time=" + time);
        CAPTURE(time);
        std::vector<long> products;
        for (std::size_t i = 2; i + 1 < lines.size(); ++i) { // a × b = product, …, sum ∑
            if (lines[i] == "=" && lines[i - 2] == "×") products.push_back(thousandths(lines[i + 1]));
            if (lines[i + 1] != "∑" || products.empty()) continue;
            long sum = 0;
            bool found = thousandths(lines[i]) == 0;
            for (const long product : products) found |= (sum += product) == thousandths(lines[i]);
            CHECK(found);
            ++looked_at;
            break;
        }
    }
    CHECK(looked_at > 10);
}
