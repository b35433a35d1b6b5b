// A second language reaches what the program says: its reports, findings, notices, keys and pictures.
#include <catch2/catch_test_macros.hpp>

#include "engine/exchange/export_file.h"
#include "shell/host/snapshot.h"
#include "shell/input/keys.h"
#include "shell/program/compare.h"
#include "shell/program/compare_work.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "shell/report/report.h"
#include "shell/report/views_report.h"
#include "shell/views/breadcrumb.h"
#include "tests/engine/kept_json.h"
#include "tests/english.h"
#include "tests/made_up.h"

using namespace attn;

namespace {

bool bracketed_texts(const std::vector<Finding>& all) {
    for (const Finding& f : all)
        if (!in_brackets(f.text)) return false;
    return !all.empty();
}

} // namespace

TEST_CASE("a second language reaches every kind of sentence of the program") {
    const MadeUpLanguage made_up;
    Program p = started("stage=softmax&matrix=weights&row=2&col=1&heads=99&time=1", {.language = made_up.language});
    const Language language = p.environment.language;

    SECTION("the report") {
        const Json status = kept_json(status_json(p));
        for (const char* key : {"title", "does", "origin", "about"}) {
            CAPTURE(key);
            CHECK(in_brackets(status[key].text()));
        }
        CHECK(in_brackets(status["selection"]["sentence"].text()));
        CHECK(in_brackets(status["selection"]["name"].text()));
        CHECK(in_brackets(status["notices"][0]["message"].text()));
        CHECK(in_brackets(kept_json(tables_json(p))[0]["name"].text()));
        CHECK(where(p) == "⟦⟦Softmax⟧, ⟦head 1⟧⟧");
    }
    SECTION("the schema, from which the page makes its controls") {
        const Json schema = kept_json(schema_json(words_of(p), page_words(language)));
        for (std::size_t i = 0; i < schema["params"].size(); ++i) {
            const Json param = schema["params"][i];
            CAPTURE(param["key"].text());
            CHECK(in_brackets(param["label"].text()));
            CHECK(in_brackets(param["help"].text()));
        }
        CHECK(in_brackets(schema["stages"][0]["title"].text()));
        CHECK(in_brackets(schema["text"]["control.play"].text()));
        CHECK(in_brackets(schema["text"]["page.export.saved"].text()));
        for (const KeyHelp& line : key_help(words_of(p))) CHECK(in_brackets(line.says));
    }
    SECTION("files to take away, and why one cannot be made") {
        const Exported program = exported(words_of(p), snippet_words(language), {.format = "numpy"}, p.now.run);
        CHECK(std::string(program.bytes.begin(), program.bytes.end()).starts_with("# ⟦Multi-head attention"));
        const Exported none =
            exported(words_of(p), snippet_words(language), {.format = "csv", .tensor = "nonsense"}, p.now.run);
        CHECK(in_brackets(text(tool_words(language), none.error)));
    }
    SECTION("findings") {
        for (const char* settings :
             {"scene=compare&against=head", "scene=compare&against=pin", "scene=compare&against=right&break=no-scaling",
              "scene=compare&against=right", "scene=compare&against=pin&pin=text%3Da%2Bb"}) {
            CAPTURE(settings);
            set(p, settings);
            CHECK(bracketed_texts(findings(p)));
        }
        set(p, "scene=scaling");
        CHECK(in_brackets(kept_json(view_json(p))["findings"][0]["text"].text()));
        // The findings that are kept follow when somebody else looks.
        set(p, "scene=compare&against=pin&pin=text%3Da%2Bb");
        REQUIRE(p.comparison.maps);
        CHECK(bracketed_texts(p.comparison.maps->findings));
        p.environment.language = Language::english;
        refresh_comparison(p);
        CHECK_FALSE(bracketed_texts(p.comparison.maps->findings));
    }
    SECTION("notices of edits") {
        set(p, "stage=tokens&row=0");
        CHECK_FALSE(type_number(p, {Tensor::x, 0, 0, 0}, "many"));
        CHECK(in_brackets(text(words_of(p), p.notices.back().says)));
    }
    SECTION("the picture") {
        const std::string svg = figure_as_svg(p, 1280, 720);
        CHECK(svg.find("⟦Softmax⟧") != std::string::npos);
        CHECK(svg.find("⟦Each row becomes weights") != std::string::npos);
    }
}
