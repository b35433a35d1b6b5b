// What is still to be read on a narrow or low canvas.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

#include "shell/program/control.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Drawn;
using attn_test::panel_of;

namespace {

// Whether every cell of a panel has its number in it.
bool all_read(const std::vector<Drawn>& all, const Panel& panel) {
    for (int row = 0; row < panel.rows; ++row)
        for (int col = 0; col < panel.cols; ++col) {
            const Rect cell = cell_rect(panel, row, col);
            if (std::none_of(all.begin(), all.end(), [&](const Drawn& d) {
                    return d.kind == Drawn::text && d.words.find('.') != d.words.npos &&
                           cell.contains(d.at.mid_x(), d.at.mid_y()) && d.at.x >= cell.x &&
                           d.at.right() <= cell.right();
                }))
                return false;
        }
    return true;
}

} // namespace

TEST_CASE("on a telephone and on a tablet the projections show Q, K and V with all their digits") {
    const auto settings = GENERATE(as<std::string>{}, "text=the+cat+sat+on+the+mat", "preset=translation");
    const auto [width, height] = GENERATE(std::pair{390.0f, 720.0f}, std::pair{358.0f, 662.0f},
                                          std::pair{768.0f, 430.0f}, std::pair{736.0f, 412.0f});
    CAPTURE(settings, width, height);
    attn_test::Headless screen(width, height);
    Program p = started(settings + "&stage=project&time=1");
    const std::vector<Drawn> all = attn_test::drawn(screen, p, width, height);
    const Layout l = figure_layout(p, screen.faces, {0, 0, width, height});
    for (const Tensor tensor : {Tensor::q, Tensor::k, Tensor::v}) {
        REQUIRE(panel_of(l, tensor));
        CHECK(all_read(all, *panel_of(l, tensor)));
    }
    for (const Tensor tensor : {Tensor::w_q, Tensor::w_k, Tensor::w_v})
        CHECK(std::any_of(l.panels.begin(), l.panels.end(),
                          [tensor](const Panel& one) { return one.tensor == tensor && one.area.w >= 40; }));
}

TEST_CASE("on a telephone the output has all its digits") {
    const auto settings = GENERATE(as<std::string>{}, "text=the+cat+sat+on+the+mat", "preset=translation", "bias=on");
    const auto [width, height] = GENERATE(std::pair{390.0f, 720.0f}, std::pair{358.0f, 662.0f});
    CAPTURE(settings, width, height);
    attn_test::Headless screen(width, height);
    Program p = started(settings + "&stage=output&time=1");
    const std::vector<Drawn> all = attn_test::drawn(screen, p, width, height);
    const Layout l = figure_layout(p, screen.faces, {0, 0, width, height});
    REQUIRE(panel_of(l, Tensor::output));
    CHECK(all_read(all, *panel_of(l, Tensor::output)));
}

TEST_CASE("in a low frame the zoom control lies on no matrix and on no name") {
    attn_test::Headless screen(358, 330);
    Program p = started("stage=project&time=1&row=2&col=1");
    const std::vector<Drawn> all = attn_test::drawn(screen, p, 358, 330);
    const auto percent =
        std::find_if(all.begin(), all.end(), [](const Drawn& d) { return d.kind == Drawn::text && d.words == "100%"; });
    REQUIRE(percent != all.end());
    const Layout l = figure_layout(p, screen.faces, {0, 0, 358, 330});
    for (const Panel& panel : l.panels) CHECK(panel.area.bottom() < percent->at.y);
    for (const Drawn& d : all)
        if (d.kind == Drawn::text && &d != &*percent && d.words != "+") CHECK_FALSE(d.at.overlaps(percent->at));
}

TEST_CASE("who points with a finger reads of fingers") {
    attn_test::Headless screen(390, 720);
    Program p = started("stage=tokens&time=1");
    const auto says = [&](std::string_view words) {
        const std::vector<Drawn> all = attn_test::drawn(screen, p, 390, 720);
        return std::any_of(all.begin(), all.end(), [&](const Drawn& d) { return d.words.find(words) != d.words.npos; });
    };
    CHECK(says("Drag a number"));
    p.environment.touch = true;
    CHECK_FALSE(says("Drag a number"));
    CHECK(says("Turn the pencil on"));
    set(p, "pencil=on");
    CHECK(says("Drag a number"));
}

TEST_CASE("what is selected keeps its mark while something else is pointed at") {
    attn_test::Headless screen;
    Program p = started("stage=softmax&time=1&row=3&col=2");
    const Layout l = figure_layout(p, screen.faces, screen.area);
    const Panel& grid = *panel_of(l, Tensor::weights);
    const Color accent = theme(appearance(p)).accent;
    const auto marked = [&] {
        const std::vector<Drawn> all = attn_test::drawn(screen, p, screen.area.w, screen.area.h);
        const Rect kept = cell_rect(grid, 2, 1);
        return std::count_if(all.begin(), all.end(), [&](const Drawn& d) {
            return d.kind == Drawn::frame && d.color == accent && d.at.contains(kept.mid_x(), kept.mid_y());
        });
    };
    CHECK(marked() == 1);
    const Rect other = cell_rect(grid, 4, 1);
    screen.point(other.mid_x(), other.mid_y());
    screen.frame(p);
    REQUIRE(p.hover);
    CHECK(marked() == 1);
}

TEST_CASE("on a telephone weights that dropout has made larger than 1 have digits, too") {
    attn_test::Headless screen(390, 720);
    Program p = started("dropout=0.3&stage=dropout&time=1");
    REQUIRE(p.now.run.trace.head(0).dropped.maxCoeff() > 1);
    const std::vector<Drawn> all = attn_test::drawn(screen, p, 390, 720);
    const Layout l = figure_layout(p, screen.faces, {0, 0, 390, 720});
    const Panel& panel = *panel_of(l, Tensor::dropped);
    for (int row = 0; row < panel.rows; ++row)
        for (int col = 0; col < panel.cols; ++col) {
            if (p.now.run.trace.head(0).dropped(row, col) <= 0) continue;
            const Rect cell = cell_rect(panel, row, col);
            CHECK(std::any_of(all.begin(), all.end(), [&](const Drawn& d) {
                return d.kind == Drawn::text && cell.contains(d.at.mid_x(), d.at.mid_y()) && d.at.x >= cell.x &&
                       d.at.right() <= cell.right();
            }));
        }
}
