// Presets in the figure: what is printed there, what is drawn of given inputs, and links.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "engine/run/preset.h"
#include "engine/run/remarks.h"
#include "engine/stages/describe.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/report/report.h"
#include "tests/engine/kept_json.h"
#include "tests/english.h"
#include "tests/shell/fixture.h"

using namespace attn;
using namespace attn_test;

TEST_CASE("every preset can be watched from the first stage to the last, wide and narrow") {
    for (const float width : {1280.0f, 390.0f}) {
        Headless screen(width, width > 500 ? 800.0f : 700.0f);
        for (const PresetInfo& preset : kPresets) {
            CAPTURE(preset.key, width);
            Program p = started("preset=" + std::string(preset.key));
            CHECK(p.notices.empty());
            for (const Stage stage : offered_stages(p.state.config))
                for (const double time : {0.0, 0.4, 1.0}) {
                    p.state.stage = stage, p.state.time = time;
                    screen.frame(p);
                    const Layout l = figure_layout(p, screen.faces, screen.area);
                    for (const Panel& panel : l.panels) {
                        CAPTURE(info(panel.tensor).key);
                        CHECK(has(p.now.run.trace, panel.tensor));
                        CHECK(contains(p.now.run.trace,
                                       {panel.tensor, panel.head, panel.rows - 1, panel.first_col + panel.cols - 1}));
                    }
                }
            for (const View view : {View::map, View::compare, View::scaling}) {
                p.state.view = view;
                refresh(p);
                for (int i = 0; i < 3; ++i) screen.frame(p);
            }
            p.state.view = View::stage;
            // The end of the last stage is the end.
            command(p, "play");
            for (int i = 0; i < 20000 && p.playing != Playing::no; ++i) advance(p, 0.1);
            CHECK(p.playing == Playing::no);
            CHECK(p.state.stage == offered_stages(p.state.config).back());
        }
    }
}

TEST_CASE("given inputs are alone in the first stage") {
    Headless screen;
    for (const auto& [preset, panels] : {std::pair{"karim", 1},
                                         {"d2l", 2},
                                         {"induction-2", 1},
                                         {"induction-1", 3},
                                         {"random", 3},
                                         {"translation", 6}}) {
        CAPTURE(preset);
        Program p = started(std::string("stage=tokens&time=1&preset=") + preset);
        const Layout l = figure_layout(p, screen.faces, screen.area);
        CHECK(static_cast<int>(l.panels.size()) == panels);
        CHECK(l.signs.empty() == (panels < 3));
        CHECK(std::any_of(l.panels.begin(), l.panels.end(), [](const Panel& one) { return one.tensor == Tensor::x; }));
    }
}

TEST_CASE("the table of a published example has the printed digits") {
    Program p = started("preset=karim&stage=softmax&time=1");
    const Json tables = kept_json(tables_json(p));
    bool found = false;
    for (const Json table : tables) {
        if (table["matrix"].text() != "weights") continue;
        found = true;
        CHECK(table["text"][0][0].text() == "0.0634");
        CHECK(table["text"][2][1].text() == "0.8805");
    }
    CHECK(found);
    set(p, "stage=project");
    CHECK(kept_json(tables_json(p))[0]["text"][0][2].text() == "2");
}

TEST_CASE("the status says where the numbers come from") {
    Program p = started("");
    CHECK(kept_json(status_json(p))["origin"].text() == "Random numbers, seed 1: not a trained model.");
    CHECK(kept_json(status_json(p))["otherStep"].text().empty());
    set(p, "preset=induction-1");
    const Json status = kept_json(status_json(p));
    CHECK(status["origin"].text() == "Built by hand, not learned.");
    CHECK(status["about"].text() == text(english(), "preset.induction-1.about"));
    set(p, status["otherStep"].text());
    CHECK(p.state.config == preset_config(preset_named("induction-2")));
    const Json schema = kept_json(schema_json(english(), page_words(Language::english)));
    for (const Json param : schema["params"]) {
        if (param["key"].text() != "preset") continue;
        CHECK(param["choices"].size() == kPresetCount);
        CHECK(param["choices"][0]["group"].text() == "Random numbers");
    }
}

TEST_CASE("choosing a preset changes the run and leaves the look; its link brings all of it back") {
    Program p = started("theme=dark&speed=2&head=2&row=2&col=3&stage=softmax&heads=4&dropout=0.3&break=no-scaling");
    set(p, "preset=karim");
    CHECK(p.notices.empty());
    CHECK(p.state.config == preset_config(preset_named("karim")));
    CHECK(p.state.theme == ThemeChoice::dark);
    CHECK(p.state.speed == 2);
    CHECK(p.state.stage == Stage::softmax);
    CHECK(p.state.row == 0);
    CHECK(p.state.head == 1);
    CHECK(format(p.state) == "preset=karim&stage=softmax&speed=2&theme=dark");
    set(p, "mask=causal&row=3&col=1");
    const std::string link = format(p.state);
    CHECK(started(link).state == p.state);
    CHECK(link == "preset=karim&mask=causal&stage=softmax&row=3&col=1&speed=2&theme=dark");
    // A stage that the preset does not have gives way.
    set(p, "stage=output&preset=random");
    CHECK(p.state.stage == Stage::output);
    set(p, "preset=karim");
    CHECK(p.state.stage == Stage::concat);
    // A selection that the link names wins over the preset, wherever it is.
    Program q = started("row=2&preset=karim&col=1&stage=scores");
    CHECK(q.state.row == 2);
}

TEST_CASE("a preset with settings that do not fit keeps the figure alive") {
    Program p = started("preset=raschka-heads");
    const AppState before = p.state;
    set(p, "d-model=5"); // 5 columns for 2 heads
    CHECK(p.state == before);
    CHECK(p.draft);
    set(p, "d-model=3");
    CHECK(p.state == before);
    set(p, "text=other words entirely"); // needs random projections, which these heads do not divide
    CHECK(p.state == before);
    CHECK(std::any_of(p.notices.begin(), p.notices.end(), [](const Notice& n) { return n.key == "preset"; }));
    CHECK(std::any_of(p.notices.begin(), p.notices.end(), [](const Notice& n) { return n.refused; }));
    set(p, "text=other words entirely&heads=3");
    CHECK(p.state.config.heads == 3);
    set(p, "preset=raschka-heads");
    set(p, "preset=nobody");
    CHECK(p.notices[0].refused);
    set(p, "preset=karim&text=");
    CHECK_FALSE(p.state.config.text.empty());
    set(p, "preset=d2l&heads=8&d-model=3");
    CHECK_FALSE(problem(p.state.config));
}
