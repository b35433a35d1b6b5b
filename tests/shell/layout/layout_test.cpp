// Where things are: nothing overlaps, every cell is found where it is drawn, and panels travel without a jump.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>

#include "shell/layout/layout.h"
#include "shell/layout/regions.h"
#include "shell/layout/stage_layout.h"
#include "shell/layout/timeline.h"
#include "shell/layout/transition.h"

using namespace attn;

namespace {

struct Case {
    Dims dims;
    Rect canvas;
};
Case some_case() {
    return GENERATE(
        Case{{6, 6, 8, 2, 4, 4}, {0, 0, 1280, 720}}, Case{{6, 6, 8, 2, 4, 4}, {0, 0, 360, 560}},
        Case{{1, 1, 2, 1, 2, 2}, {0, 0, 1280, 720}}, Case{{12, 12, 16, 4, 4, 4}, {0, 0, 1000, 560}},
        Case{{64, 64, 64, 8, 8, 8}, {0, 0, 1280, 720}}, Case{{64, 64, 64, 8, 8, 8}, {0, 0, 390, 640}},
        Case{{9, 9, 12, 3, 4, 4}, {30, 40, 3840, 2160}}, Case{{5, 5, 6, 6, 1, 1}, {0, 0, 719, 500}},
        Case{{6, 4, 8, 4, 2, 2, 2, true, true, true}, {0, 0, 1280, 720}},
        Case{{3, 40, 16, 4, 4, 4, 1, true, false, false}, {0, 0, 1000, 600}},
        Case{{6, 6, 8, 2, 4, 4}, {0, 0, 568, 200}}, Case{{6, 6, 8, 2, 4, 4}, {0, 0, 300, 200}},
        Case{{6, 6, 8, 2, 4, 4}, {0, 0, 600, 400}}, Case{{6, 6, 8, 8, 1, 1}, {0, 0, 700, 600}},
        Case{{6, 6, 8, 2, 4, 4}, {0, 0, 480, 300}}, Case{{6, 6, 8, 2, 4, 4}, {0, 0, 320, 320}},
        Case{{30, 2, 8, 2, 4, 4, 2, true, false, true}, {0, 0, 360, 560}},
        Case{{6, 6, 3, 2, 1, 1, 0, false, false, false, false, false, false, true, 2}, {0, 0, 1280, 720}},
        Case{{1, 10, 2, 1, 2, 4, 0, true, false, false, false, false, false, true, 4}, {0, 0, 390, 640}},
        Case{{6, 6, 8, 2, 4, 4, 0, false, false, true, true, true}, {0, 0, 1280, 720}},
        Case{{6, 6, 8, 2, 4, 4, 0, false, false, true, true, true, false, false, 0, Ending::copied}, {0, 0, 390, 620}},
        Case{{6, 4, 8, 4, 2, 2, 2, true, true, true, true, true}, {0, 0, 1000, 600}});
}
Stage some_stage() { return static_cast<Stage>(GENERATE(range(0, kStageCount))); }
constexpr Metrics kMetrics{.row_name = 46, .row_label = 60, .col_name = 45, .col_label = 50};

bool inside(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x - 0.5f && inner.y >= outer.y - 0.5f && inner.right() <= outer.right() + 0.5f &&
           inner.bottom() <= outer.bottom() + 0.5f;
}

} // namespace

TEST_CASE("the regions of the figure lie inside the canvas and do not overlap") {
    const Case c = some_case();
    const Stage stage = some_stage();
    const Layout l = layout(c.dims, stage, 1, 0, c.canvas, kMetrics);
    const Rect regions[] = {l.formula, l.heads, l.stage, l.inspector, l.sentence, l.legend};
    for (const Rect& r : regions) {
        if (r.w == 0) continue;
        CHECK(inside(r, c.canvas));
        CHECK(r.w > 0);
        CHECK(r.h > 0);
        for (const Rect& o : regions)
            if (&r != &o && o.w > 0) CHECK_FALSE(r.overlaps(o));
    }
    // However small the canvas, the matrices come first.
    CHECK(l.stage.h >= std::min(150.0f, c.canvas.h - 90));
    CHECK(l.stage.w >= 0.4f * c.canvas.w);
}

TEST_CASE("panels of a stage lie in its region and do not overlap") {
    const Case c = some_case();
    const Stage stage = some_stage();
    const double time = GENERATE(0.0, 0.2, 0.55, 0.7, 0.85, 1.0);
    const Layout l = layout(c.dims, stage, time, 0, c.canvas, kMetrics);
    REQUIRE_FALSE(l.panels.empty());
    for (const Panel& p : l.panels) {
        CHECK(inside(p.area, l.stage));
        for (const Panel& o : l.panels)
            if (&p != &o) CHECK_FALSE(p.area.inset(0.01f).overlaps(o.area.inset(0.01f)));
    }
}

TEST_CASE("every cell hit-tests to itself") {
    const Case c = some_case();
    const Stage stage = some_stage();
    const Layout l = layout(c.dims, stage, 1, c.dims.heads - 1, c.canvas, kMetrics);
    int wrong = 0; // counted, because a check per cell would take minutes
    for (const Panel& p : l.panels)
        for (int row = 0; row < p.rows; ++row)
            for (int col = p.first_col; col < p.first_col + p.cols; ++col) {
                const Rect r = cell_rect(p, row, col);
                const auto hit = cell_at(l, r.mid_x(), r.mid_y());
                wrong += !hit || *hit != Cell{p.tensor, p.head, row, col} || !holds(p, *hit);
            }
    CHECK(wrong == 0);
    CHECK_FALSE(cell_at(l, c.canvas.x - 5, c.canvas.y - 5).has_value());
}

TEST_CASE("a result cell is where its row and its column meet") {
    const Case c = some_case();
    const Layout l = layout(c.dims, Stage::scores, 1, 0, c.canvas, kMetrics);
    REQUIRE(l.panels.size() == 3);
    const Panel &q = l.panels[0], &k = l.panels[1], &s = l.panels[2];
    float worst = 0;
    for (int i = 0; i < c.dims.tokens; ++i)
        for (int j = 0; j < c.dims.keys; ++j) {
            const Rect cell = cell_rect(s, i, j);
            worst = std::max({worst, std::abs(cell.y - cell_rect(q, i, 0).y), std::abs(cell.x - cell_rect(k, j, 0).x)});
        }
    CHECK(worst < 0.01f);
}

TEST_CASE("the grid keeps its place from scores to softmax") {
    const Case c = some_case();
    const Layout scores = layout(c.dims, Stage::scores, 1, 0, c.canvas, kMetrics);
    for (const Stage stage : {Stage::scale, Stage::mask, Stage::softmax, Stage::dropout})
        for (const double time : {0.0, 0.5, 1.0}) {
            const Layout l = transition(c.dims, stage, time, 0, c.canvas, kMetrics);
            CHECK(l.panels.back().area == scores.panels.back().area);
        }
}

TEST_CASE("at the start of a stage what is carried over is where it was") {
    const Case c = some_case();
    const Stage stage = static_cast<Stage>(GENERATE(range(1, kStageCount)));
    if (stage == Stage::dropout && !c.dims.dropout) return;
    Stage last = static_cast<Stage>(static_cast<int>(stage) - 1);
    if (last == Stage::dropout && !c.dims.dropout) last = Stage::softmax;
    const Layout before = layout(c.dims, last, 1, 0, c.canvas, kMetrics);
    const Layout start = transition(c.dims, stage, 0, 0, c.canvas, kMetrics);
    const Layout end = transition(c.dims, stage, kGlide, 0, c.canvas, kMetrics);
    CHECK(end.panels.size() == layout(c.dims, stage, kGlide, 0, c.canvas, kMetrics).panels.size());
    int carried = 0;
    CAPTURE(info(stage).key, c.dims.tokens, c.dims.heads, c.canvas.w);
    for (const Panel& p : start.panels) {
        if (p.alpha == 0) continue; // fades in
        ++carried;
        // Inside one old panel, or (the concatenation) inside several of the same matrix side by side.
        bool found = false;
        std::optional<Rect> blocks;
        for (const Panel& old : before.panels) {
            found |= inside(p.area, old.area);
            if (old.tensor == p.tensor) blocks = blocks ? around(*blocks, old.area) : old.area;
        }
        found |= blocks && inside(p.area, *blocks);
        CHECK(found);
    }
    CHECK(carried > 0);
}

TEST_CASE("the heads' thumbnails lie in the strip side by side") {
    const Case c = some_case();
    const Layout l = layout(c.dims, Stage::softmax, 1, 0, c.canvas, kMetrics);
    if (c.dims.heads == 1) {
        CHECK(l.heads.w == 0);
        return;
    }
    for (int h = 0; h < c.dims.heads; ++h) {
        CHECK(inside(head_thumb(l, c.dims.heads, h), l.heads));
        for (int o = 0; o < h; ++o)
            CHECK_FALSE(head_thumb(l, c.dims.heads, h).overlaps(head_thumb(l, c.dims.heads, o)));
    }
}

TEST_CASE("heads can be hit with a finger on every canvas") {
    for (const auto& [w, h] : {std::pair{340.0f, 600.0f},
                               {370.0f, 700.0f},
                               {740.0f, 420.0f},
                               {1248.0f, 468.0f},
                               {1900.0f, 1000.0f},
                               {3800.0f, 1700.0f}})
        for (int heads = 2; heads <= 8; ++heads) {
            Layout l;
            place_regions(l, {0, 0, w, h}, heads);
            CAPTURE(w, h, heads);
            for (int i = 0; i < heads && l.heads.w > 0; ++i) {
                const Rect thumb = head_thumb(l, heads, i);
                CHECK(thumb.w >= 24);
                CHECK(thumb.h >= 24);
            }
        }
}

TEST_CASE("cells grow with the canvas") {
    const auto cell = [](float w, float h) {
        const Layout l = layout({.tokens = 6, .keys = 6, .d_model = 8, .heads = 2, .d_k = 4, .d_v = 4}, Stage::scores,
                                1, 0, {0, 0, w, h}, {});
        return cell_rect(l.panels.back(), 0, 0).h;
    };
    CHECK(cell(1280, 800) == 44);
    CHECK(cell(2560, 1440) > 80);
    CHECK(cell(3840, 2160) > 100);
}

TEST_CASE("many heads are split below each other, because side by side they would be slivers") {
    const Layout l = layout({.tokens = 6, .keys = 6, .d_model = 64, .heads = 8, .d_k = 8, .d_v = 8}, Stage::split, 1, 0,
                            {0, 0, 1204, 454}, kMetrics);
    REQUIRE(l.panels.size() == 24);
    CHECK(cell_rect(l.panels[0], 0, 0).w > 8);
    CHECK(l.panels[8].area.y > l.panels[0].area.bottom());
    CHECK(l.panels[16].area.y > l.panels[8].area.bottom());
    for (const Panel& p : l.panels) CHECK(p.title == Side::above);
}
