// Pictures of numbers that somebody has opened from a file: widths and missing steps that no run of words has.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/exchange/open_files.h"
#include "engine/stages/cell_formula.h"
#include "shell/draw/whole_formula.h"
#include "shell/program/control.h"
#include "tests/english.h"
#include "tests/shell/recorded.h"

using namespace attn;
using attn_test::Headless;

namespace {

Opened given(const std::string& json) {
    const std::vector<FileBytes> files{
        {"own.json", {reinterpret_cast<const unsigned char*>(json.data()), json.size()}}};
    OpenedFiles found = opened(tool_words(Language::english), files, "");
    INFO(found.error);
    REQUIRE(found.given);
    return found.given;
}

const char* const kRows = "[[1,2,3,4],[4,3,2,1]]";
const char* const kProjected = R"({"q":[[[1,2],[3,4]]],"k":[[[1,0],[0,1],[1,1]]],"v":[[[1],[2],[3]]]})";

} // namespace

TEST_CASE("every panel of an opened file has the shape of its matrix, in every stage and on every canvas") {
    const auto [json, settings] = GENERATE(std::pair{kRows, ""}, std::pair{kRows, "memory=a+b+c"},
                                           std::pair{kRows, "preset=translation"}, std::pair{kProjected, ""});
    const auto [width, height] =
        GENERATE(std::pair{1280.0f, 720.0f}, std::pair{768.0f, 430.0f}, std::pair{358.0f, 662.0f});
    Headless screen(width, height);
    Program p = started(settings);
    show_file(p, given(json));
    CAPTURE(json, settings, width, height);
    REQUIRE(given_of(p.state.config) != nullptr);
    for (const StageInfo& stage : kStages) {
        if (!offered(p.state.config, stage.id)) continue;
        CAPTURE(stage.key);
        for (const char* time : {"0.3", "1"}) {
            set(p, "scene=stage&stage=" + std::string(stage.key) + "&time=" + time);
            CHECK_FALSE(attn_test::drawn(screen, p, width, height).empty());
            const Layout l = figure_layout(p, screen.faces, {0, 0, width, height});
            for (const Panel& panel : l.panels) {
                const Matrix& m = matrix(p.now.run.trace, panel.tensor, panel.head);
                CHECK(panel.rows == m.rows());
                CHECK(panel.first_col + panel.cols <= m.cols());
                if (!info(panel.tensor).per_head && panel.tensor != Tensor::concat) CHECK(panel.cols == m.cols());
            }
        }
        const std::string tex = stage_formula(p.now.run.trace, stage.id);
        CHECK_FALSE(tex.starts_with(","));
    }
    set(p, "scene=map");
    CHECK_FALSE(attn_test::drawn(screen, p, width, height).empty());
    CHECK(whole_formula(p.now.run.trace).find("E + P") == std::string::npos);
}
