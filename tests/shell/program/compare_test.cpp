// Two runs or two heads side by side: the pin, what is compared with what, where things are, mouse and keys.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>

#include "engine/attention/projections.h"
#include "engine/words/text.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/report/report.h"
#include "shell/report/views_report.h"
#include "shell/views/compare_notes.h"
#include "shell/views/compare_pointer.h"
#include "shell/views/compare_view.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

namespace {

CompareLayout layout_on(const Program& p, Headless& screen) { return compared_layout(p, screen.faces, screen.area); }

void click(Headless& screen, Program& p, const Rect& r) {
    screen.frame(p);
    screen.click(p, r.mid_x(), r.mid_y());
}

} // namespace

TEST_CASE("a pinned run survives the way through a link, whatever it is") {
    const auto settings =
        GENERATE(as<std::string>{}, "", "text=a+%26+b+%25+%3D+c&heads=4&mask=both&pad=2",
                 "text=%E7%8C%AB+%F0%9F%90%B1&memory=x+y&break=no-scaling,no-w-o&paint=1:2,*:3&scale=0.5");
    Program p = started(settings);
    const Config pinned = p.state.config;
    REQUIRE(command(p, "pin"));
    set(p, "text=something+else&seed=7");
    const Program again = started(format(p.state));
    CHECK(again.notices.empty());
    CHECK(again.state == p.state);
    REQUIRE(again.state.pin.run);
    CHECK(*again.state.pin.run == pinned);
    CHECK(again.state.against == Against::pin);
    command(p, "unpin");
    CHECK_FALSE(p.state.pin.run);
    CHECK(format(p.state).find("pin=") == std::string::npos); // "against=pin" stays
}

TEST_CASE("a pin that cannot run is refused and the last one stays") {
    Program p = started("pin=seed%3D5");
    for (const char* bad : {"pin=heads%3D3", "pin=text%3D", "pin=nonsense%3D1", "pin=seed%3Dmany", "pin=%26%26x"}) {
        set(p, bad);
        INFO(bad);
        REQUIRE(p.notices.size() == 1);
        CHECK(p.notices[0].refused);
        CHECK(p.notices[0].key == "pin");
        CHECK(p.state.pin.run->seed == 5);
    }
    set(p, "pin=none");
    CHECK(p.notices.empty());
    CHECK_FALSE(p.state.pin.run);
}

TEST_CASE("what is compared: another head, the pinned run, the run without its mistakes") {
    Program p = started("scene=compare&stage=softmax&heads=4&head=2&other-head=3&break=no-scaling&pin=seed%3D9");
    CHECK(side_a(p).trace == side_b(p).trace);
    CHECK(side_a(p).head == 1);
    CHECK(side_b(p).head == 2);
    set(p, "against=pin");
    REQUIRE(p.comparison.other);
    CHECK(side_b(p).trace->heads == 2);
    CHECK(side_b(p).head == 1);
    const Config other{.seed = 9};
    const bool pinned =
        matrix(side_b(p), Tensor::weights) == run(other, projections_of(other)).trace.head(1).softmax.weights;
    CHECK(pinned);
    set(p, "head=4");
    CHECK(side_b(p).head == 1); // the pinned run has two heads
    set(p, "against=right");
    CHECK(p.comparison.built_from->other->mistakes == Mistakes{});
    CHECK(first_difference(p.comparison.stages) == Stage::scale);
    set(p, "break=none");
    CHECK_FALSE(first_difference(p.comparison.stages));
    set(p, "seed=2"); // follows what is changed
    CHECK(p.comparison.built_from->run.seed == 2);
    command(p, "undo");
    CHECK(p.comparison.built_from->run.seed == 1);
    command(p, "head-3");
    CHECK(p.comparison.built_from->head == 2);
}

TEST_CASE("a head is compared with another, never with itself, unless there is no other") {
    const auto [settings, other] = GENERATE(table<std::string, int>({{"head=2&heads=4", 3},
                                                                     {"head=2&heads=2", 1},
                                                                     {"head=4&other-head=8&heads=4", 1},
                                                                     {"head=1&heads=2", 2},
                                                                     {"head=2&other-head=4&heads=4", 4},
                                                                     {"heads=1", 2}}));
    CHECK(started(settings + "&scene=compare").state.other_head == other);
    Program p = started(settings);
    set(p, "scene=compare");
    CHECK(p.state.other_head == other);
    set(p, "against=right&other-head=" + std::to_string(p.state.head));
    CHECK(p.state.other_head == p.state.head); // it waits
}

TEST_CASE("two heads are compared in what is theirs, in every stage") {
    for (const StageInfo& stage : kStages) {
        if (stage.id == Stage::dropout) continue;
        const Program p = started("scene=compare&heads=2&stage=" + std::string(stage.key));
        const TensorPair t = compared_tensors(p);
        INFO(stage.key);
        CHECK(info(t.a).per_head);
        CHECK(own_shares(p) != info(stage.result).per_head);
        const bool same = matrix(side_a(p), t.a) == matrix(side_b(p), t.b);
        CHECK_FALSE(same);
    }
}

TEST_CASE("where only one run drops weights, the other's weights are beside them") {
    const Program p = started("scene=compare&against=right&stage=dropout&break=dropout-left-on");
    CHECK(compared_tensors(p).a == Tensor::dropped);
    CHECK(compared_tensors(p).b == Tensor::weights);
}

TEST_CASE("the parts of a comparison lie inside the canvas, do not overlap, and every cell is found where it is") {
    CompareShape s;
    s.rows_a = GENERATE(1, 6, 64), s.cols_a = GENERATE(2, 12);
    s.rows_b = GENERATE(6, 12), s.cols_b = s.cols_a;
    s.shared_names = s.rows_a == s.rows_b;
    s.row_name = 40, s.joint_name = s.shared_names ? 0.0f : 70.0f, s.col_name = 50, s.heads = 8;
    s.stages = 66, s.button = true;
    const Rect canvas =
        GENERATE(Rect{0, 0, 1280, 720}, Rect{0, 0, 1240, 420}, Rect{0, 0, 390, 700}, Rect{0, 0, 360, 560},
                 Rect{0, 0, 3840, 2160}, Rect{0, 0, 600, 460}, Rect{0, 0, 760, 900});
    const CompareLayout l = compare_layout(s, canvas);
    INFO(canvas.w << " x " << canvas.h << ", " << s.rows_a << " and " << s.rows_b << " rows");
    std::vector<Rect> parts{l.tabs[0],          l.tabs[1], l.tabs[2], l.button, l.scale,
                            l.difference_scale, l.stages,  l.table,   l.notes};
    for (const CompareMap* m : {&l.a, &l.b, &l.difference}) {
        Rect whole = m->panel.area; // with its names
        whole.x -= m->row_name, whole.w += m->row_name, whole.y -= m->col_name, whole.h += m->col_name;
        parts.push_back(whole);
        parts.push_back(m->title);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].w <= 0) continue;
        CHECK(parts[i].x >= canvas.x);
        CHECK(parts[i].y >= canvas.y);
        CHECK(parts[i].right() <= canvas.right() + 0.5f);
        CHECK(parts[i].bottom() <= canvas.bottom() + 0.5f);
        for (std::size_t j = 0; j < i; ++j)
            if (parts[j].w > 0 && parts[i].inset(0.1f).overlaps(parts[j].inset(0.1f))) CHECK(i == j);
    }
    for (const CompareMap* m : {&l.a, &l.b, &l.difference}) {
        const Rect cell = cell_rect(m->panel, m->panel.rows - 1, 1);
        CHECK(place_at(l, cell.mid_x(), cell.mid_y()) == Place{m->panel.rows - 1, 1});
        CHECK(cell.w == cell_rect(l.a.panel, 0, 0).w);
        CHECK(std::fabs(cell.h - cell_rect(l.a.panel, 0, 0).h) < 0.01f);
    }
    for (const Rect& tab : l.tabs) CHECK(std::min(tab.w, tab.h) >= 24);
    CHECK(std::min(l.a.back.w, l.a.back.h) >= 24);
}

TEST_CASE("pointing at any of the three maps is about the same cell, and a click keeps it") {
    Headless screen;
    Program p = started("scene=compare&stage=softmax&against=right&break=no-scaling");
    screen.frame(p);
    const CompareLayout l = layout_on(p, screen);
    for (const CompareMap* m : {&l.a, &l.b, &l.difference}) {
        const Rect r = cell_rect(m->panel, 4, 2);
        screen.point(r.mid_x(), r.mid_y());
        screen.frame(p);
        CHECK(p.hover == Cell{Tensor::weights, 0, 4, 2});
    }
    click(screen, p, cell_rect(l.b.panel, 3, 1));
    CHECK(selected_place(p) == Place{3, 1});
    const std::string said = compared_sentence(p, {3, 1});
    const Matrix &a = matrix(side_a(p), Tensor::weights), &b = matrix(side_b(p), Tensor::weights);
    CHECK(difference(a, b)(3, 1) == a(3, 1) - b(3, 1));
    CHECK(said.find("“on”") != std::string::npos);
    CHECK(said.find("broken") != std::string::npos);
    screen.point(2, 2);
    screen.frame(p);
    screen.press(p, ImGuiKey_RightArrow);
    CHECK(selected_place(p) == Place{3, 2});
    click(screen, p, cell_rect(l.b.panel, 3, 2));
    CHECK_FALSE(selected_place(p));
}

TEST_CASE("a cell that only one run has says so and has no difference") {
    Headless screen;
    Program p =
        started("scene=compare&stage=softmax&against=pin&text=one+two&mask=none&pin=text%3Da+b+c+d%26mask%3Dnone");
    screen.frame(p);
    const CompareLayout l = layout_on(p, screen);
    CHECK(l.difference.panel.rows == 2);
    CHECK(l.b.panel.rows == 4);
    const Rect only_b = cell_rect(l.b.panel, 3, 3);
    screen.point(only_b.mid_x(), only_b.mid_y());
    screen.frame(p);
    CHECK_FALSE(p.hover);
    CHECK(compared_sentence(p, {3, 3}).find("“d”, “d”") == 0);
    CHECK(compared_sentence(p, {3, 3}).find("no such cell") != std::string::npos);
    CHECK(compared_sentence(p, {1, 1}).find("difference") != std::string::npos);
}

TEST_CASE("tabs, arrows, stages and the table are pressed; choosing the other side's head swaps the two") {
    Headless screen;
    Program p = started("scene=compare&stage=softmax&heads=4");
    CompareLayout l = layout_on(p, screen);
    click(screen, p, l.b.forth);
    CHECK(p.state.other_head == 3);
    click(screen, p, l.a.back);
    CHECK(p.state.head == 4);
    click(screen, p, l.b.forth);
    CHECK(p.state.other_head == 4);
    CHECK(p.state.head == 3);
    click(screen, p, l.b.forth); // after the last comes the first
    CHECK(p.state.other_head == 1);
    click(screen, p, l.b.forth);
    CHECK(p.state.other_head == 2);
    REQUIRE(l.table.w > 0);
    const Rect row = table_row(l, 0);
    screen.click(p, row.x + 42, row.mid_y());
    CHECK(p.state.other_head == 1);
    screen.click(p, row.x + 300, table_row(l, 1).mid_y());
    CHECK(p.state.head == 2);
    click(screen, p, l.tabs[2]);
    CHECK(p.state.against == Against::right);
    set(p, "break=no-scaling");
    l = layout_on(p, screen);
    REQUIRE(l.stages.w > 0);
    click(screen, p, stage_box(l, 3, 10));
    CHECK(p.state.stage == Stage::scores);
    REQUIRE(button_command(p) == "difference");
    click(screen, p, layout_on(p, screen).button);
    CHECK(p.state.stage == Stage::scale);
    click(screen, p, l.tabs[1]);
    CHECK(p.state.against == Against::pin);
    CHECK_FALSE(has_other(p));
    click(screen, p, layout_on(p, screen).button);
    CHECK(p.state.pin.run == p.state.config);
    click(screen, p, layout_on(p, screen).button);
    CHECK_FALSE(p.state.pin.run);
}

TEST_CASE("a mistake that changes nothing says so, and a button makes it visible") {
    Headless screen;
    Program p = started("scene=compare&against=right&break=padding-on-rows&stage=softmax");
    CHECK(harmless_mistakes(p.state.config).size() == 1);
    CHECK(view_json(p).find("changes nothing here") != std::string::npos);
    REQUIRE(button_command(p) == "show-mistake");
    click(screen, p, layout_on(p, screen).button);
    CHECK(p.state.config.pad == 2);
    CHECK(p.state.config.mask == Masking::padding);
    CHECK(harmless_mistakes(p.state.config).empty());
    CHECK(p.state.stage == Stage::mask); // where it first shows
    CHECK(first_difference(p.comparison.stages) == Stage::mask);
}

TEST_CASE("keys of the comparison") {
    Headless screen;
    Program p = started("scene=compare&stage=output&heads=4&break=no-scaling");
    screen.press(p, ImGuiKey_O);
    CHECK(p.state.other_head == 3);
    screen.press(p, ImGuiKey_3);
    CHECK(p.state.head == 3);
    screen.press(p, ImGuiKey_C);
    screen.press(p, ImGuiKey_C);
    CHECK(p.state.against == Against::right);
    screen.press(p, ImGuiKey_D);
    CHECK(p.state.stage == Stage::scale);
    screen.press(p, ImGuiKey_P);
    CHECK(p.state.pin.run == p.state.config);
    CHECK(p.state.against == Against::pin);
    screen.press(p, ImGuiKey_Period); // the next stage, at once
    CHECK(p.state.stage == Stage::mask);
    CHECK(p.state.time == 1);
    screen.press(p, ImGuiKey_P);
    CHECK_FALSE(p.state.pin.run);
}

TEST_CASE("every comparison draws finite vertices at any size, and its tables are those of the maps") {
    const auto [w, h] = GENERATE(std::pair{1280.0f, 720.0f}, std::pair{360.0f, 560.0f}, std::pair{1280.0f, 420.0f});
    const auto settings =
        GENERATE(as<std::string>{}, "heads=1&text=a", "heads=8&d-model=64&against=pin",
                 "against=pin&pin=memory%3Dx+y+z%26dropout%3D0.5%26heads%3D8",
                 "against=right&break=keys-from-queries,softmax-over-queries,dropout-left-on&memory=one+two",
                 "against=right&break=mask-turned-round&mask=both&pad=3&unit=characters&"
                 "text=the+quick+brown+fox+jumps+over+the+lazy+dog");
    Headless screen(w, h);
    Program p = started(settings + "&scene=compare&row=1&col=1");
    for (const Stage stage : offered_stages(p.state.config)) {
        p.state.stage = stage;
        screen.frame(p);
        bool good = true;
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
            for (const ImDrawVert& v : list->VtxBuffer) good = good && std::isfinite(v.pos.x) && std::isfinite(v.pos.y);
        CHECK(good);
        const std::string tables = tables_json(p);
        CHECK((tables.find("\"difference\"") != std::string::npos) == has_other(p));
        CHECK(status_json(p).find("\"findings\":[{") != std::string::npos);
    }
}
