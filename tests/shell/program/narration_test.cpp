// The narrator: at every moment of Play one sentence, whose digits are the trace's.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <set>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "shell/layout/reveal.h"
#include "shell/layout/stops.h"
#include "shell/layout/timeline.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/narration.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;

namespace {

// The numbers with decimals in a sentence, without their signs; words between quotation marks are the learner's.
std::vector<std::string> decimals_in(std::string_view sentence) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < sentence.size();) {
        std::size_t end = i;
        while (end < sentence.size() &&
               (std::isdigit(static_cast<unsigned char>(sentence[end])) || sentence[end] == '.'))
            ++end;
        const std::string_view number = sentence.substr(i, end - i);
        if (number.find('.') != number.npos && number.size() > 2 && number.back() != '.') out.emplace_back(number);
        i = std::max(end, i + 1);
    }
    return out;
}

std::string bare(std::string text) {
    std::erase(text, '-');
    for (const std::string_view minus : {"\u2212"})
        if (text.starts_with(minus)) text = text.substr(minus.size());
    return text;
}

// Everything that may be printed about a cell: itself, what it is made of, and for sums what they come to under way.
void add_printed(std::set<std::string>& out, const Run& run, const Cell& cell) {
    const auto number = [&](const Cell& c) {
        out.insert(bare(value_text(run, c)));
        out.insert(bare(fixed(matrix(run.trace, c.tensor, c.head)(c.row, c.col), decimals_of(run, c.tensor))));
    };
    number(cell);
    Explanation e = explain(run.trace, cell);
    out.insert(bare(factor_text(e.factor)));
    for (const Tensor tensor : {Tensor::row_max, Tensor::row_sum}) // of shift and share
        out.insert(bare(fixed(e.factor, decimals_of(run, tensor))));
    for (const Term& term : e.terms) {
        out.insert(bare(fixed(term.a, decimals_of(run, term.a_from.tensor))));
        if (e.op == Op::dot || e.op == Op::add) out.insert(bare(fixed(term.b, decimals_of(run, term.b_from.tensor))));
        if (e.op == Op::share || e.op == Op::total) number(term.a_from);
    }
    if (e.op == Op::dot)
        for (; !e.terms.empty(); e.terms.pop_back())
            out.insert(bare(fixed(evaluate(e), decimals_of(run, cell.tensor))));
    if (e.op == Op::shift) out.insert(bare(printed_difference(explain(run.trace, cell), run.decimals)));
}

// Of the moving cell, its row, and what the row is made of.
std::set<std::string> printed(const Run& run, const Cell& cell) {
    std::set<std::string> out;
    const Extent size = extent_of(run.trace, cell.tensor);
    for (int col = 0; col < size.cols; ++col) add_printed(out, run, {cell.tensor, cell.head, cell.row, col});
    return out;
}

} // namespace

TEST_CASE("at every moment of every stage one sentence tells what moves, and its digits are the trace's") {
    const auto settings =
        GENERATE(as<std::string>{}, "", "preset=animal", "dropout=0.3&draws=20&softcap=3", "preset=translation",
                 "preset=karim", "mask=both&pad=2&heads=4", "text=one", "break=no-w-o,softmax-over-queries&bias=on");
    CAPTURE(settings);
    const Program p = started(settings);
    const Run& run = p.now.run;
    const int lead = GENERATE(-1, 0, 2);
    for (const Stage stage : offered_stages(p.state.config)) {
        std::set<std::string> told;
        for (int i = 1; i < 200; ++i) {
            const double time = i / 200.0;
            const Told now = narration(english(), run, {stage, time, lead}, 0);
            CAPTURE(info(stage).key, time, now.sentence);
            REQUIRE_FALSE(now.sentence.empty());
            CHECK(now.sentence.find('{') == std::string::npos);
            CHECK(now.sentence.find("tell.") == std::string::npos);
            REQUIRE(contains(run.trace, now.cell));
            const std::set<std::string> known = printed(run, now.cell);
            for (const std::string& digits : decimals_in(now.sentence)) {
                CAPTURE(digits);
                CHECK((known.contains(digits) || stage == Stage::dropout || digits == "1.00"));
            }
            told.insert(now.sentence);
        }
        // The sentence moves with what moves.
        const auto cells = run.trace.queries() * run.trace.keys();
        if (cells > 4 && stage != Stage::split && stage != Stage::concat)
            CHECK(static_cast<Index>(told.size()) > run.trace.queries() / 2);
    }
}

TEST_CASE("the caption is about the cell that is being computed") {
    Program p = started("text=the cat sat&mask=none&stage=scores");
    const Trace& t = p.now.run.trace;
    for (int i = 1; i < 100; ++i) {
        const double time = i / 100.0;
        for (const int lead : {-1, 1}) {
            const auto now = underway(t, {Stage::scores, time, lead}, 0);
            if (!now) continue;
            const Told told = narration(english(), p.now.run, {Stage::scores, time, lead}, 0);
            CHECK(told.cell == now->cell);
        }
    }
    const Told first = narration(english(), p.now.run, {Stage::scores, time_of(0.44)}, 0);
    CHECK(first.sentence.starts_with("“the” asks, “the” answers: "));
    CHECK(first.sentence.find(" × ") != std::string::npos);
    const Told led = narration(english(), p.now.run, {Stage::scores, time_of(0.44), 1}, 0);
    CHECK(led.sentence.starts_with("“cat” asks, “the” answers: "));
}

TEST_CASE("nobody is asked to point at a cell while something moves") {
    attn_test::Headless screen;
    Program p = started("time=0&through=on");
    command(p, "play");
    int frames = 0;
    for (; p.playing != Playing::no && frames < 4000; ++frames) {
        CHECK_FALSE(caption(p).empty());
        advance(p, 0.1);
    }
    CHECK(frames > 100);
    CHECK(caption(p).empty()); // all is still
    set(p, "time=0.5");
    CHECK_FALSE(caption(p).empty()); // a moment that a link names is told, too
}
