// What the maps of a comparison show and say: differences that are no numbers, names, sentences, long texts.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <set>

#include "engine/words/text.h"
#include "shell/program/control.h"
#include "shell/report/views_report.h"
#include "shell/views/compare_view.h"
#include "tests/shell/fixture.h"

using namespace attn;
using attn_test::Headless;

namespace {

CompareLayout maps_on(const Program& p, Headless& screen) { return compared_layout(p, screen.faces, screen.area); }

// What a frame writes, line by line, and how many cells it draws.
struct Heard : Recorder {
    std::string words = "\n";
    std::vector<ImTextureData*> pictures;
    int fills = 0;
    void fill(const Rect&, const Color&, float) override { ++fills; }
    void frame(const Rect&, const Color&, float, float) override {}
    void line(float, float, float, float, const Color&, float) override {}
    void curve(float, float, float, float, bool, const Color&, float) override {}
    void cubic(const float (&)[4], const float (&)[4], const Color&, float) override {}
    void triangle(float, float, float, float, float, float, const Color&) override {}
    void picture(const Rect&, ImTextureData& texture, const Rect&, float) override { pictures.push_back(&texture); }
    void clip(const Rect&) override {}
    void unclip() override {}
    void glyphs(ImFont*, float, float, float, std::string_view text, const Color&, bool) override {
        words.append(text) += '\n';
    }
};

Heard heard(Headless& screen, Program& p) {
    Heard all;
    ImGui::NewFrame();
    figure_ui(p, screen.faces, screen.cache, screen.area, &all);
    screen.render();
    return all;
}

std::string written(Headless& screen, Program& p) { return heard(screen, p).words; }

} // namespace

TEST_CASE("cells that are masked on one side only are counted, told and seen") {
    Headless screen;
    const auto drawn = [&](const std::string& settings) {
        Program p = started("scene=compare&against=right&stage=mask&" + settings);
        return written(screen, p);
    };
    const auto broken = GENERATE(as<std::string>{}, "break=mask-turned-round", "break=mask-after-softmax",
                                 "break=padding-on-rows&pad=2&mask=both");
    INFO(broken);
    Program p = started("scene=compare&against=right&stage=mask&" + broken);
    REQUIRE(p.comparison.maps);
    const Apart& by = p.comparison.maps->apart;
    CHECK(by.one_sided > 0);
    CHECK(view_json(p).find(std::to_string(by.one_sided) + " cells are masked on one side only") != std::string::npos);
    const std::string words = drawn(broken);
    CHECK(words.find(std::to_string(by.one_sided) + " masked on one side only") != std::string::npos);
    CHECK(words.find("no difference") == std::string::npos);
    CHECK((words.find("only a") != std::string::npos || words.find("only b") != std::string::npos));
    CHECK(drawn("break=none").find("no difference") != std::string::npos);
    CHECK(drawn("break=none").find("masked on") == std::string::npos);
}

TEST_CASE("a cell that is masked on one side only has that side's colour, and its sentence names both sides") {
    Headless screen;
    Program p = started("scene=compare&against=right&stage=mask&break=mask-turned-round");
    CHECK(compared_sentence(p, {0, 1}).find("in broken, masked in as it should be") != std::string::npos);
    CHECK(compared_sentence(p, {1, 1}).find("in as it should be, masked in broken") != std::string::npos);
    screen.frame(p);
    const Theme& t = theme(Appearance::light);
    const auto colours = [&](const Rect& r) {
        std::set<ImU32> seen;
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
            for (const ImDrawVert& v : list->VtxBuffer)
                if (r.contains(v.pos.x, v.pos.y)) seen.insert(v.col);
        return seen;
    };
    const CompareLayout l = maps_on(p, screen);
    CHECK(colours(cell_rect(l.difference.panel, 0, 1)).contains(packed(t.positive)));
    CHECK(colours(cell_rect(l.difference.panel, 1, 1)).contains(packed(t.negative)));
}

TEST_CASE("where two runs first differ is told exactly") {
    const auto said = [](const std::string& settings) {
        return view_json(started("scene=compare&against=right&" + settings));
    };
    const std::string softmax = said("stage=softmax&break=softmax-over-queries");
    CHECK(softmax.find("first differ in the stage “Softmax”.") != std::string::npos);
    CHECK(softmax.find("shapes") == std::string::npos);
    for (const char* stage : {"tokens", "dropout"}) {
        const std::string dropout = said("break=dropout-left-on&stage=" + std::string(stage));
        CHECK(dropout.find("“Dropout”: only the broken run drops weights.") != std::string::npos);
        CHECK((dropout.find("beside the dropped weights") != std::string::npos) == (stage == std::string("dropout")));
    }
    const std::string pinned = said("against=pin&stage=dropout&seed=3&pin=dropout%3D0.2");
    CHECK(pinned.find("first differ in the stage “Tokens”.") != std::string::npos);
    Program p = started("scene=compare&against=pin&dropout=0.2&stage=dropout&seed=3&pin=seed%3D4");
    CHECK(view_json(p).find("Only this run drops weights") != std::string::npos);
}

TEST_CASE("no sentence and no name of a comparison is cut off") {
    const auto [w, h] = GENERATE(std::pair{1280.0f, 800.0f}, std::pair{390.0f, 844.0f}, std::pair{1204.0f, 290.0f},
                                 std::pair{1000.0f, 700.0f});
    const auto settings = GENERATE(
        as<std::string>{}, "stage=softmax&heads=4", "against=right&break=dropout-left-on&stage=dropout",
        "against=right&break=softmax-over-queries&stage=softmax", "against=right&break=mask-turned-round&stage=mask",
        "against=right&break=padding-on-rows&pad=2&mask=both&stage=mask");
    for (const bool selected : {false, true}) {
        Headless screen(w, h);
        Program p = started("scene=compare&" + settings + (selected ? "&row=2&col=1" : ""));
        INFO(w << " x " << h << ": " << settings);
        p.environment.controls = h == 290; // the page
        const std::string words = written(screen, p);
        const auto cut = words.find("…");
        CHECK((cut == words.npos ? "" : words.substr(words.rfind("\n", cut) + 1, 40)) == "");
        if (selected) continue;
        std::string flat = words;
        std::replace(flat.begin(), flat.end(), '\n', ' ');
        for (const Finding& f : findings(p))
            CHECK(flat.find(f.text.substr(0, f.text.find("  #"))) != std::string::npos);
    }
}

TEST_CASE("above the maps is said which matrix they show, and why it is not the stage's own") {
    const auto heading = [](const std::string& settings) {
        Headless screen;
        Program p = started("scene=compare&" + settings);
        CHECK(maps_on(p, screen).heading.w > 0);
        CHECK(written(screen, p).find("\n" + compared_title(p) + "\n") != std::string::npos);
        return compared_title(p);
    };
    CHECK(heading("stage=tokens") == "Queries");
    CHECK(heading("stage=softmax") == "Attention weights");
    CHECK(heading("stage=mask&against=right&break=no-scaling&head=2") == "Masked scores, head 2");
    CHECK(heading("stage=tokens&against=right&break=no-scaling") == "Input X");
    CHECK(view_json(started("scene=compare&stage=tokens")).find("No head is at work yet") != std::string::npos);
    CHECK(view_json(started("scene=compare&stage=concat")).find("all heads share one matrix") != std::string::npos);
}

TEST_CASE("what the maps show is found out again only when it differs") {
    Headless screen;
    Program p = started("scene=compare&heads=4&stage=softmax");
    const auto identity = [&] {
        screen.frame(p);
        return p.comparison.maps->identity;
    };
    Identity last = identity();
    p.state.time = 0.3;
    CHECK(identity() == last);
    set(p, "row=2&col=1&theme=dark");
    CHECK(identity() == last);
    for (const char* changed :
         {"stage=mask", "head=2", "other-head=4", "seed=4", "against=right", "break=no-scaling"}) {
        set(p, changed);
        INFO(changed);
        CHECK(identity() != last);
        last = identity();
    }
    const bool current = p.comparison.maps->difference ==
                         difference(matrix(side_a(p), Tensor::masked), matrix(side_b(p), Tensor::masked));
    CHECK(current);
    set(p, "against=pin");
    CHECK_FALSE(p.comparison.maps);
}

TEST_CASE("the maps of a long text are three textures, not its cells one by one, and are painted once") {
    Headless screen(1280, 800);
    std::string words = "text=";
    for (int i = 0; i < 300; ++i) words += "w" + std::to_string(i % 23) + "+";
    Program p = started(words + "&scene=compare&stage=mask&against=right&break=mask-turned-round");
    const auto pictures = [&] { return heard(screen, p).pictures; };
    REQUIRE(pictures().size() == 3);
    CHECK(heard(screen, p).fills < 2000);
    // The difference shows a number on one side only in the colour of that side.
    const auto pixel = [](ImTextureData& t) -> unsigned& {
        return *reinterpret_cast<unsigned*>(t.GetPixelsAt(40, 20));
    };
    CHECK(pixel(*pictures()[2]) == packed(theme(Appearance::light).positive));
    for (ImTextureData* t : pictures()) pixel(*t) = 0x01020304; // would go with the next painting
    for (ImTextureData* t : pictures()) CHECK(pixel(*t) == 0x01020304);
    set(p, "stage=softmax");
    for (ImTextureData* t : pictures()) CHECK(pixel(*t) != 0x01020304);
}
