// What each stage shows at which moment, and the pieces in which one steps through it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>

#include "shell/layout/reveal.h"
#include "shell/layout/stage_layout.h"
#include "shell/layout/stops.h"
#include "shell/layout/timeline.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/program.h"
#include "tests/shell/fixture.h"

using namespace attn;

namespace {

constexpr Rect kCanvas{0, 0, 1280, 720};

Layout layout_at(const Program& p, Stage stage, double w) {
    return layout(dims(p.now.run.trace), stage, time_of(w), 0, kCanvas, {});
}
Tensor shown(const Program& p, Stage stage, double w, int row, int col) {
    const Layout l = layout_at(p, stage, w);
    const Panel& grid = l.panels.back();
    return shown_tensor(cell_state(p.now.run.trace, {stage, time_of(w)}, grid, row, col), grid);
}

} // namespace

TEST_CASE("softmax shows the masked, the shifted, the exponentiated and the divided numbers, one after the other") {
    const Program p = started("mask=causal");
    const auto end = [](SoftmaxStep step) { return softmax_end(step); };
    for (int row = 0; row < 6; ++row) {
        CHECK(shown(p, Stage::softmax, end(SoftmaxStep::maximum), row, 0) == Tensor::masked);
        CHECK(shown(p, Stage::softmax, end(SoftmaxStep::shift), row, 0) == Tensor::shifted);
        CHECK(shown(p, Stage::softmax, end(SoftmaxStep::exponential), row, 0) == Tensor::exps);
        CHECK(shown(p, Stage::softmax, end(SoftmaxStep::total), row, 0) == Tensor::exps);
        CHECK(shown(p, Stage::softmax, end(SoftmaxStep::divide), row, 0) == Tensor::weights);
    }
    // Beside the grid: the maximum of each row, then its sum, then nothing but the sum of the weights.
    const Layout first = layout_at(p, Stage::softmax, end(SoftmaxStep::maximum)),
                 then = layout_at(p, Stage::softmax, end(SoftmaxStep::total)), last = layout_at(p, Stage::softmax, 1);
    REQUIRE(panel_of(first, Tensor::row_max));
    CHECK_FALSE(panel_of(first, Tensor::row_sum));
    REQUIRE(panel_of(then, Tensor::row_sum));
    CHECK(cell_rect(*panel_of(then, Tensor::row_sum), 3, 0).mid_y() == cell_rect(then.panels.back(), 3, 0).mid_y());
    CHECK_FALSE(panel_of(last, Tensor::row_sum));
}

TEST_CASE("in softmax bars stand for the exponentials and become whole cells at the end") {
    const Program p = started("mask=causal");
    const auto bar = [&](double w) {
        const Layout l = layout_at(p, Stage::softmax, w);
        return cell_state(p.now.run.trace, {Stage::softmax, time_of(w)}, l.panels.back(), 4, 1).bar;
    };
    CHECK(bar(softmax_end(SoftmaxStep::shift)) == 0);
    CHECK(bar(softmax_end(SoftmaxStep::exponential)) == 1);
    CHECK(bar(softmax_end(SoftmaxStep::divide)) == 1);
    CHECK(bar(1) == 0);
}

TEST_CASE("a die falls before it decides, and many throws end in their average") {
    const Program p = started("mask=causal&dropout=0.5&draws=50");
    const Trace& t = p.now.run.trace;
    bool fell = false;
    for (double w = 0; w <= kSampled; w += 0.01) {
        const Layout l = layout_at(p, Stage::dropout, w);
        REQUIRE(l.panels.back().tensor == Tensor::dropped);
        for (int row = 0; row < 6; ++row)
            for (int col = 0; col <= row; ++col) {
                const CellState now = cell_state(t, {Stage::dropout, time_of(w)}, l.panels.back(), row, col);
                fell |= now.die > 0 && now.die < 1;
                if (now.blend > 0 || now.cross > 0) REQUIRE(now.die == 1);
                if (now.cross > 0) REQUIRE(matrix(t, Tensor::dropout_uniforms, 0)(row, col) < 0.5f);
            }
    }
    CHECK(fell);
    CHECK(shown(p, Stage::dropout, 1, 4, 1) == Tensor::averaged);
    const Program once = started("mask=causal&dropout=0.5");
    CHECK(shown(once, Stage::dropout, 1, 4, 1) == Tensor::dropped);
}

TEST_CASE("the weighted sum begins with the query that collects most, and masked values take no time") {
    CHECK(collects_most(started("mask=causal").now.run.trace) == 5);
    CHECK(collects_most(started("mask=both&pad=2").now.run.trace) == 5);
    CHECK(collects_most(started("mask=none").now.run.trace) == 0);
    const Program p = started("mask=causal");
    const Explanation e = explain(p.now.run.trace, {Tensor::context, 0, 1, 0}); // sees two of six
    CHECK(terms_in(e, 0) == 0);
    CHECK(terms_in(e, 0.5) == 1);
    CHECK(terms_in(e, 1) == 6);
    const auto now = underway(p.now.run.trace, {Stage::weighted_sum, time_of(0.1)}, 0);
    REQUIRE(now);
    CHECK(now->cell.row == 5);
}

TEST_CASE("the query that is named comes first in every stage, and nothing is left out or shown twice") {
    const int lead = GENERATE(0, 2, 5);
    const Program p = started("dropout=0.3");
    const Trace& t = p.now.run.trace;
    CHECK(lead_row(t, {Stage::scores, 0, 99}) == 0); // nobody is the hundredth of six
    for (const Stage stage : offered_stages(p.state.config)) {
        const Layout l = layout_at(p, stage, 1);
        const Tensor result = stage == Stage::project ? Tensor::q : result_of(stage);
        const Panel* panel = panel_of(l, result);
        if (!panel || stage == Stage::split || stage == Stage::concat) continue; // whose columns slide together
        // When each row has its last number.
        std::vector<double> ends;
        for (int row = 0; row < panel->rows; ++row) {
            double time = 0;
            const auto done = [&] {
                const CellState c = cell_state(t, {stage, time, lead}, *panel, row, panel->first_col + panel->cols - 1);
                return c.done >= 1 && c.blend >= 1;
            };
            while (time < 1 && !done()) time += 0.002;
            ends.push_back(time);
        }
        CAPTURE(info(stage).key, ends);
        for (int row = 0; row < panel->rows; ++row)
            if (row != lead) CHECK(ends[static_cast<std::size_t>(lead)] < ends[static_cast<std::size_t>(row)]);
        if (const auto now = underway(t, {stage, 0.3, lead}, 0)) CHECK(now->cell.row == lead);
    }
}

TEST_CASE("biases are rows of their own above the results, and without W_O the output is a copy") {
    const Program biased = started("bias=on");
    const Layout l = layout_at(biased, Stage::project, 1);
    for (const auto& [bias, result] :
         {std::pair{Tensor::b_q, Tensor::q}, {Tensor::b_k, Tensor::k}, {Tensor::b_v, Tensor::v}}) {
        REQUIRE(panel_of(l, bias));
        CHECK(panel_of(l, bias)->area.x == panel_of(l, result)->area.x);
        CHECK(panel_of(l, bias)->area.bottom() < panel_of(l, result)->area.y);
    }
    CHECK(panel_of(layout_at(biased, Stage::output, 1), Tensor::b_o));
    CHECK_FALSE(panel_of(layout_at(started(""), Stage::project, 1), Tensor::b_q));
    const Layout copy = layout_at(started("break=no-w-o"), Stage::output, 1);
    CHECK_FALSE(panel_of(copy, Tensor::w_o));
    CHECK(panel_of(copy, Tensor::output));
}

TEST_CASE("the first row of embedding plus position is added up cell by cell") {
    const Program p = started("");
    int last = -1;
    for (double w = 0; w < 1; w += 0.005)
        if (const auto now = underway(p.now.run.trace, {Stage::tokens, time_of(w)}, 0)) {
            CHECK(now->cell.tensor == Tensor::x);
            CHECK(now->cell.row == 0);
            CHECK(now->cell.col >= last);
            last = now->cell.col;
        }
    CHECK(last == 7);
}

TEST_CASE("a stage has its pieces in order, and stepping goes from one to the next and back") {
    const Stage stage = static_cast<Stage>(GENERATE(range(0, kStageCount)));
    const auto settings = GENERATE(as<std::string>{}, "mask=causal", "dropout=0.5&draws=9&bias=on", "text=a&heads=1",
                                   "memory=le+chat&mask=causal&dropout=0.3");
    Program p = started(settings + "&time=0&stage=" + std::string(info(stage).key));
    if (!offered(p.state.config, stage)) return;
    const std::vector<double> all = stops(p.now.run.trace, stage);
    REQUIRE_FALSE(all.empty());
    CHECK(std::is_sorted(all.begin(), all.end()));
    CHECK(all.back() == 1);
    p.state.motion = Motion::reduce; // jumps, so that nothing has to be waited for
    for (const double time : all) {
        command(p, "step");
        CHECK(std::fabs(p.state.time - time) < 0.003);
        CHECK(p.state.stage == stage);
    }
    for (auto time = all.rbegin() + 1; time != all.rend(); ++time) {
        command(p, "step-back");
        CHECK(std::fabs(p.state.time - *time) < 0.003);
    }
    // With motion it takes its time, and ends at the same moment.
    p.state.motion = Motion::full;
    p.state.time = 0;
    command(p, "step");
    CHECK(p.state.time == 0);
    for (int i = 0; i < 400 && p.playing != Playing::no; ++i) advance(p, 0.05);
    CHECK(p.state.time == all.front());
}

TEST_CASE("at a stop of a product whole terms are in the sum") {
    const Program p = started("");
    int partial = 0;
    for (const double time : stops(p.now.run.trace, Stage::scores)) {
        const double done = product_reveal(work(time), 0, 0, 6, 6) * 4;
        CHECK(std::fabs(done - std::round(done)) < 1e-3);
        partial += done > 0.5 && done < 3.5;
    }
    CHECK(partial == 3);
}

TEST_CASE("stepping through a weighted sum adds one value after the other to its first row, then row after row") {
    const Program p = started("mask=causal");
    const Trace& t = p.now.run.trace;
    const int rows = static_cast<int>(t.queries()), lead = collects_most(t);
    const std::vector<double> all = stops(t, Stage::weighted_sum);
    for (int term = 1; term < rows; ++term) { // the lead sees all of them
        const auto now = underway(t, {Stage::weighted_sum, all[static_cast<std::size_t>(term)]}, 0);
        REQUIRE(now);
        CHECK(now->cell.row == lead);
        CHECK(now->terms_done == term);
    }
    CHECK(all.size() == static_cast<std::size_t>(1 + rows + (rows - 1))); // operands, terms, other rows
}
