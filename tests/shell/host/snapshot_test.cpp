// The figure as a file. That a browser draws the SVG as the canvas is drawn is tried by tests/web/export.test.mjs.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "engine/formats/decimal.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "shell/draw/svg.h"
#include "shell/host/snapshot.h"
#include "shell/layout/map_layout.h"
#include "shell/program/control.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;

namespace {

// What is wrong with an XML text of elements, attributes in double quotes and entities; "" when nothing is.
std::string fault(std::string_view xml) {
    std::vector<std::string> open;
    const auto entities = [](std::string_view text) {
        for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
            const auto rest = text.substr(at);
            if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;") &&
                !rest.starts_with("&quot;"))
                return false;
        }
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; });
    };
    while (!xml.empty()) {
        const auto at = xml.find('<');
        if (!entities(xml.substr(0, at))) return "a bare & or a control character";
        if (at == std::string_view::npos) break;
        const auto end = xml.find('>', at);
        if (end == std::string_view::npos) return "a tag without an end";
        std::string_view tag = xml.substr(at + 1, end - at - 1);
        if (tag.find('<') != std::string_view::npos) return "a bare <";
        if (std::count(tag.begin(), tag.end(), '"') % 2 != 0 || !entities(tag)) return "an attribute that breaks out";
        const std::string name(tag.substr(0, tag.find_first_of(" /", 1)));
        if (tag.starts_with("/")) {
            if (open.empty() || "/" + open.back() != name) return "</" + name + "> closes nothing";
            open.pop_back();
        } else if (!tag.ends_with("/")) open.push_back(name);
        xml.remove_prefix(end + 1);
    }
    return open.empty() ? "" : open.back() + " stays open";
}

int count(std::string_view text, std::string_view what) {
    int n = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

} // namespace

TEST_CASE("every stage at every moment is a well-formed SVG that draws each token") {
    for (const StageInfo& stage : kStages)
        for (const char* time : {"0", "0.4", "1"}) {
            const std::string settings =
                "text=the cat sat&dropout=0.2&mask=both&pad=1&stage=" + std::string(stage.key) + "&time=" + time +
                "&row=2&col=1";
            CAPTURE(settings);
            const std::string svg = figure_as_svg(started(settings), 1280, 800);
            CHECK(fault(svg) == "");
            CHECK(svg.find(">cat</text>") != std::string::npos);
            CHECK(svg.find("nan") == std::string::npos);
            CHECK(count(svg, "<rect") > 10);
        }
}

TEST_CASE("the map is a well-formed SVG with every flow in it") {
    const std::string svg = figure_as_svg(started("scene=map&heads=4&d-model=16&stage=output"), 1280, 500);
    CHECK(fault(svg) == "");
    const MapLayout m = map_layout(dims(started("heads=4&d-model=16").now.run.trace), {0, 0, 1280, 500}, {});
    int legs = 0;
    for (const Flow& f : m.flows) legs += f.knots - 1;
    CHECK(legs > 20);
    int curves = 0;
    for (auto at = svg.find("<path d=\"M"); at != std::string::npos; at = svg.find("<path d=\"M", at + 1))
        curves += svg.substr(at, svg.find("/>", at) - at).find('C') != std::string::npos;
    CHECK(curves == legs);
}

TEST_CASE("twelve tokens have digits, from the scores to the softmax and where heads are side by side") {
    // The canvas of the page at 1280 x 800.
    for (const char* stage : {"scores", "scale", "mask", "softmax", "weighted-sum", "concat", "output"}) {
        const Program p =
            started("text=one+two+three+four+five+six+seven+eight+nine+ten+eleven+twelve&stage=" + std::string(stage));
        const std::string svg = figure_as_svg(p, 1204, 454);
        CAPTURE(stage);
        const Tensor grid = result_of(p.state.stage);
        const float last = matrix(p.now.run.trace, grid, 0)(11, 0);
        const bool there = svg.find(">" + fixed(last, 2) + "<") != std::string::npos ||
                           svg.find(">" + fixed(last, 1) + "<") != std::string::npos;
        CHECK(there);
    }
}

TEST_CASE("where digits have little room they are left out, never cut off") {
    // At this moment some rows are still scores, others exponentials already.
    const Program p = started("stage=softmax&time=0.5");
    const std::string svg = figure_as_svg(p, 358, 662);
    CHECK(svg.find(">1<") != std::string::npos); // 1.00
    const Matrix& shifted = p.now.run.trace.head(0).shifted;
    REQUIRE(shifted.row(5).minCoeff() < -1.9f);
    for (const char* cut : {">\u22120<", ">\u22121<", ">\u22122<", ">\u22123<"}) {
        CAPTURE(cut);
        CHECK(svg.find(cut) == std::string::npos);
    }
}

TEST_CASE("what a stage is about is said on every canvas: all steps of softmax, and how far the scores spread") {
    const std::string softmax = figure_as_svg(started("stage=softmax"), 1204, 454),
                      scale = figure_as_svg(started("stage=scale"), 1204, 454),
                      phone = figure_as_svg(started("stage=scale"), 358, 662);
    for (const char* step :
         {"figure.step_max", "figure.step_shift", "figure.step_exp", "figure.step_sum", "figure.step_share"})
        CHECK(softmax.find(text(english(), step)) != std::string::npos);
    CHECK(scale.find(text(english(), "figure.spread")) != std::string::npos);
    CHECK(scale.find(">1.82<") != std::string::npos);
    CHECK(scale.find(">0.91<") != std::string::npos);
    const auto dropout = [](const char* p) {
        return figure_as_svg(started(std::string("stage=dropout&dropout=") + p), 1204, 454);
    };
    CHECK(dropout("0.4").find(">≥ 1<") != std::string::npos);
    CHECK(softmax.find(">≥ 1<") == std::string::npos);
    CHECK(phone.find("Standard deviation: 1.82 before, 0.91 after.") != std::string::npos);
}

TEST_CASE("a hostile sentence stays text in the SVG") {
    Program p = started("stage=softmax&row=1&col=1");
    for (const char* text : {"<script>alert(1)</script>", "a & b \" ' ]]> <!-- x", "</text><image href=\"x\"/>",
                             "\u202e\u2066 \uFFFE", "שלום 日本 👩‍🚀"}) {
        set(p, "text=" + percent_encoded(text));
        for (const char* unit : {"unit=words", "unit=characters"}) {
            set(p, unit);
            CAPTURE(p.state.config.text);
            const std::string svg = figure_as_svg(p, 800, 600);
            CHECK(fault(svg) == "");
            CHECK(svg.find("<script") == std::string::npos);
            CHECK(svg.find("<image href=\"x") == std::string::npos);
        }
    }
    CHECK(xml_text("a<b>&\"\x01\uFFFE") == "a&lt;b&gt;&amp;&quot;\uFFFD\uFFFD");
}

TEST_CASE("the checker of these tests finds what it looks for") {
    CHECK(fault("<a><b/></a>") == "");
    for (const char* broken : {"<a>", "<a></b>", "<a>&x;</a>", "<a b=\"\"\"/>", "<a><b</a>", "<a>\x01</a>"})
        CHECK(fault(broken) != "");
}

TEST_CASE("the SVG has the cells where the picture has them, in the picture's colours") {
    attn_test::Headless headless(1280, 720);
    Program p = started("text=the cat sat&stage=softmax&theme=dark");
    headless.frame(p);
    const std::vector<float> before = attn_test::picture(*ImGui::GetDrawData());
    ImGuiContext* context = ImGui::GetCurrentContext();
    const std::string svg = figure_as_svg(p, 1280, 720);
    // The window that is open goes on as if nothing had been.
    CHECK(ImGui::GetCurrentContext() == context);
    headless.frame(p);
    CHECK(attn_test::picture(*ImGui::GetDrawData()) == before);

    const Layout layout = figure_layout(p, headless.faces, headless.area);
    const auto place = cell_place(layout, {Tensor::weights, 0, 2, 1});
    REQUIRE(place);
    // The cell itself, which leaves a hair of space to its neighbours.
    bool found = false;
    for (auto at = svg.find("<rect x="); at != std::string::npos; at = svg.find("<rect x=", at + 1)) {
        const auto number = [&](std::string_view name) {
            const auto begin = svg.find(name, at) + name.size();
            return nearest_float(std::string_view(svg).substr(begin, svg.find('"', begin) - begin));
        };
        const Rect r{number(" x=\""), number(" y=\""), number(" width=\""), number(" height=\"")};
        found |= std::fabs(r.x - place->x) < 2 && std::fabs(r.y - place->y) < 2 && std::fabs(r.w - place->w) < 4 &&
                 std::fabs(r.h - place->h) < 4;
    }
    CHECK(found);
    const Theme& colors = theme(appearance(p));
    const ImU32 paper = packed(colors.paper);
    std::array<char, 16> hex{};
    std::snprintf(hex.data(), hex.size(), "#%02x%02x%02x", paper & 255u, (paper >> 8) & 255u, (paper >> 16) & 255u);
    CHECK(svg.find("height=\"720\" fill=\"" + std::string(hex.data())) != std::string::npos);
    CHECK(svg.find("<title>Softmax: the cat sat</title>") != std::string::npos);
    CHECK(svg.find(">" + value_text(p.now.run, {Tensor::weights, 0, 2, 1}) + "</text>") != std::string::npos);
}

TEST_CASE("the flow lines of the map and the pictures of large matrices are in the SVG") {
    const std::string map = figure_as_svg(started("scene=map"), 1280, 800);
    CHECK(fault(map) == "");
    CHECK(count(map, "<path d=\"M") > 3);
    CHECK(count(map, "fill=\"none\" stroke") > 3);

    attn_test::Headless headless(200, 200);
    Svg svg(headless.faces);
    ImTextureData texture;
    texture.Create(ImTextureFormat_RGBA32, 4, 4);
    svg.picture({10, 20, 100, 50}, texture, {0.25f, 0, 0.5f, 1}, 0.5f);
    CHECK(fault(svg.body) == "");
    CHECK(svg.body.find("<image x=\"10\" y=\"20\" width=\"100\" height=\"50\" opacity=\"0.5\"") != std::string::npos);
    CHECK(svg.body.find("href=\"data:image/png;base64,iVBORw0KGgo") != std::string::npos);
    texture.SetStatus(ImTextureStatus_Destroyed);
}

TEST_CASE("a figure that plays by itself is a file of the moment that it shows") {
    const std::string moment = "stage=output&time=1";
    std::string playing = figure_as_svg(started(moment + "&autoplay=on"), 900, 600);
    const std::string_view settings = "&amp;autoplay=on"; // only the description may tell of it
    REQUIRE(playing.find(settings) != std::string::npos);
    playing.erase(playing.find(settings), settings.size());
    CHECK(playing == figure_as_svg(started(moment), 900, 600));
}

TEST_CASE("a picture is called after its stage and its sentence, safely") {
    const auto name = [](const char* settings) { return picture_name(started(settings).state); };
    CHECK(name("stage=softmax&text=The cat, sat!") == "softmax-The-cat-sat");
    CHECK(name("stage=weighted-sum&text=../../etc/passwd") == "weighted-sum-etc-passwd");
    CHECK(name("text=%3C%3E:%22%7C?*%5C") == "tokens");
    CHECK(name("text=שלום 日本") == "tokens-שלום-日本");
    CHECK(name("text=a%E2%80%AEb").find("\u202e") == std::string::npos);
    CHECK(name("text=supercalifragilisticexpialidocious supercalifragilisticexpialidocious").size() < 50);
    CHECK(name("scene=map&text=a").starts_with("map-"));
}
