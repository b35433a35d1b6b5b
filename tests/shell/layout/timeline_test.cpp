// Animation as a function of time.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <limits>

#include "shell/layout/reveal.h"
#include "shell/layout/stage_layout.h"
#include "shell/layout/timeline.h"
#include "shell/program/control.h"
#include "shell/program/program.h"

using namespace attn;

TEST_CASE("a product is revealed from nothing to everything, and never backwards") {
    const auto [rows, cols] =
        GENERATE(std::pair{6, 6}, std::pair{1, 1}, std::pair{1, 5}, std::pair{5, 1}, std::pair{64, 64});
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) {
            REQUIRE(product_reveal(0, row, col, rows, cols) == 0);
            REQUIRE(product_reveal(1, row, col, rows, cols) == 1);
            double last = 0;
            for (double w = 0; w <= 1; w += 0.05) {
                const double now = product_reveal(w, row, col, rows, cols);
                REQUIRE(now >= last);
                last = now;
            }
        }
}

TEST_CASE("the active cell of a product is the one that is partly revealed") {
    const auto [rows, cols] = GENERATE(std::pair{6, 6}, std::pair{1, 5}, std::pair{4, 1}, std::pair{3, 8});
    for (double w = 0.01; w < 0.99; w += 0.013) {
        const Active a = product_active(w, rows, cols);
        if (a.row < 0) continue;
        REQUIRE(a.row < rows);
        REQUIRE(a.col < cols);
        const double now = product_reveal(w, a.row, a.col, rows, cols);
        REQUIRE(now >= 0);
        bool in_order = true;
        // Everything before it in reading order is done, everything after it has not begun.
        for (int n = 0; n < rows * cols; ++n) {
            const double other = product_reveal(w, n / cols, n % cols, rows, cols);
            const int active = a.row * cols + a.col;
            in_order = in_order && (n >= active || other > 0.999) && (n <= active || other < 0.001);
        }
        REQUIRE(in_order);
    }
}

TEST_CASE("sweeps and softmax's three steps begin at nothing and end complete") {
    for (int row = 0; row < 7; ++row) {
        CHECK(sweep_reveal(0, row, 2, 7, 5) == 0);
        CHECK(sweep_reveal(1, row, 2, 7, 5) == 1);
        for (const auto step : {SoftmaxStep::maximum, SoftmaxStep::exponential, SoftmaxStep::divide}) {
            CHECK(softmax_reveal(0, step, row, 7) == 0);
            CHECK(softmax_reveal(1, step, row, 7) == 1);
        }
        // A row is divided only after it was exponentiated.
        for (double w = 0; w <= 1; w += 0.01)
            if (softmax_reveal(w, SoftmaxStep::divide, row, 7) > 0)
                CHECK(softmax_reveal(w, SoftmaxStep::exponential, row, 7) == 1);
    }
}

TEST_CASE("a sweep goes in the order of reading: slowly the first cell, then its row, then fast the other rows") {
    const int rows = 4, cols = 5;
    const auto starts = [&](int n) {
        double w = 0;
        while (w < 1 && sweep_reveal(w, n / cols, n % cols, rows, cols) <= 0) w += 0.001;
        return w;
    };
    const auto ends = [&](int n) {
        double w = 1;
        while (w > 0 && sweep_reveal(w, n / cols, n % cols, rows, cols) >= 1) w -= 0.001;
        return w;
    };
    CHECK(sweep_reveal(0.01, 0, 0, rows, cols) > 0);
    CHECK(sweep_reveal(0.99, rows - 1, cols - 1, rows, cols) < 1);
    for (int n = 1; n < rows * cols; ++n) {
        CHECK(starts(n - 1) < starts(n));
        CHECK(ends(n - 1) < ends(n));
    }
    CHECK(starts(1) >= ends(0) - 0.002); // the first one is alone
    // From cell to cell it takes longer in the first row than in the others.
    CHECK((starts(cols - 1) - starts(1)) / (cols - 2) >
          1.5 * (starts(rows * cols - 1) - starts(cols)) / (cols * (rows - 1) - 1));
    CHECK(sweep_reveal(1, 0, 0, 1, 1) == 1);
    CHECK(sweep_reveal(0.99, 0, 0, 1, 1) < 1);
    for (const int one : {0, 1, 2}) CHECK(sweep_reveal(1, one, 0, 3, 1) == 1);
}

TEST_CASE("rows take turns: the one that leads, then the others from the top") {
    const int rows = 5, lead = GENERATE(0, 2, 4);
    std::vector<int> order;
    for (int turn = 0; turn < rows; ++turn) {
        order.push_back(row_at(turn, lead));
        CHECK(turn_of(order.back(), lead) == turn);
    }
    std::vector<int> wanted{lead};
    for (int row = 0; row < rows; ++row)
        if (row != lead) wanted.push_back(row);
    CHECK(order == wanted);
}

TEST_CASE("a weighted sum pours its leading row slowly, then the others one by one from the top, to the very end") {
    const int rows = 5, lead = GENERATE(0, 2, 4);
    const auto done = [&](double w, int row) { return pour_reveal(w, turn_of(row, lead), rows); };
    std::vector<int> order{lead};
    for (double w = 0.005; w < 1; w += 0.005) {
        int busy = 0;
        for (int row = 0; row < rows; ++row) {
            if (done(w, row) <= 0 || done(w, row) >= 1) continue;
            ++busy;
            CHECK(row_at(pour_active(w, rows).row, lead) == row);
            if (order.back() != row) order.push_back(row);
        }
        CHECK(busy <= 1);
    }
    std::vector<int> wanted{lead};
    for (int row = 0; row < rows; ++row)
        if (row != lead) wanted.push_back(row);
    CHECK(order == wanted);
    CHECK(done(0.5, lead) < 1); // more than half of the time is its own
    const int last = wanted.back();
    CHECK(done(0.99, last) > 0);
    CHECK(done(0.99, last) < 1);
    for (int row = 0; row < rows; ++row) CHECK(done(1, row) == 1);
    // The others share what is left evenly.
    for (int i = 2; i < rows; ++i)
        CHECK(done(0.6 + 0.4 * (i - 0.5) / (rows - 1), wanted[static_cast<std::size_t>(i)]) == Catch::Approx(0.5));
    CHECK(pour_reveal(0.5, 0, 1) == 0.5); // a single row has all the time
}

TEST_CASE("a position in the whole animation is a stage and a time, and back") {
    for (const Config& config : {Config{}, Config{.dropout = 0.5}}) {
        const std::vector<Stage> stages = offered_stages(config);
        const auto count = static_cast<double>(stages.size());
        CHECK(count == (config.dropout > 0 ? kStageCount : kStageCount - 1));
        for (const Stage stage : stages)
            for (const double time : {0.0, 0.25, 0.875}) {
                const Moment m = moment(config, position(config, stage, time));
                CHECK(m.stage == stage);
                CHECK(m.time == Catch::Approx(time));
            }
        CHECK(moment(config, count).stage == Stage::output);
        CHECK(moment(config, count).time == 1);
        CHECK(moment(config, -3).time == 0);
        CHECK(moment(config, 1e9).stage == Stage::output);
        CHECK(moment(config, std::numeric_limits<double>::quiet_NaN()).stage == Stage::tokens);
    }
}

TEST_CASE("at the end of every stage every cell of it shows its own final number") {
    const Stage stage = static_cast<Stage>(GENERATE(range(0, kStageCount)));
    const auto settings = GENERATE(as<std::string>{}, "", "mask=causal", "mask=both&pad=3&heads=4", "text=one&heads=1",
                                   "memory=le+chat&heads=4&kv-heads=2&softcap=2&bias=on&dropout=0.4&mask=causal");
    const Program p = started(settings);
    if (!offered(p.state.config, stage)) return;
    const Layout l = layout(dims(p.now.run.trace), stage, 1, 0, {0, 0, 1280, 720}, {});
    for (const Panel& panel : l.panels)
        for (int row = 0; row < panel.rows; ++row)
            for (int col = panel.first_col; col < panel.first_col + panel.cols; ++col) {
                const CellState end = cell_state(p.now.run.trace, {stage, 1}, panel, row, col);
                REQUIRE(end.done == 1);
                REQUIRE(end.blend == 1);
                REQUIRE(shown_tensor(end, panel) == panel.tensor);
                REQUIRE(end.masked == is_masked(p.now.run.trace, panel.tensor, panel.head, row, col));
            }
    CHECK_FALSE(underway(p.now.run.trace, {stage, 1}, 0).has_value());
}

TEST_CASE("what is under way is a cell of the stage, with some of its terms done") {
    const Program p = started("mask=causal");
    for (const Stage stage : {Stage::project, Stage::scores, Stage::weighted_sum, Stage::output})
        for (double time = 0; time <= 1; time += 0.01) {
            const auto now = underway(p.now.run.trace, {stage, time}, 1);
            if (!now) continue;
            REQUIRE(contains(p.now.run.trace, now->cell));
            REQUIRE(stage_of(now->cell.tensor) == stage);
            const auto terms = static_cast<int>(explain(p.now.run.trace, now->cell).terms.size());
            REQUIRE(now->terms_done >= 0);
            REQUIRE(now->terms_done <= terms);
        }
}
