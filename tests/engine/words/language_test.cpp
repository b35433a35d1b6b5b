// Sentences and languages: every key that the sources name has its sentence, no sentence is without a reader, all
// languages have the same keys and slots, and a language that is added reaches what the engine says.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "engine/analysis/measure.h"
#include "engine/attention/mistakes.h"
#include "engine/exchange/matrix_files.h"
#include "engine/exchange/snippet.h"
#include "engine/formats/safetensors.h"
#include "engine/run/config.h"
#include "engine/run/preset.h"
#include "engine/run/remarks.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "tests/engine/cases.h"
#include "tests/english.h"
#include "tests/made_up.h"

using namespace attn;

namespace {

const std::vector<const Words* (*)(Language)>& tables() {
    static const std::vector<const Words* (*)(Language)> all{
        [](Language l) { return &words(l); }, [](Language l) { return &page_words(l); },
        [](Language l) { return &tool_words(l); }, [](Language l) { return &snippet_words(l); }};
    return all;
}
constexpr Language kLanguages[] = {Language::english};

// The insides of all strings of a C++ or JavaScript source; of a template string the parts between its values.
void collect_strings(std::string_view code, std::set<std::string>& out) {
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code.substr(i).starts_with("//")) {
            i = std::min(code.find('\n', i), code.size());
            continue;
        }
        const char quote = code[i];
        const bool in_number = quote == '\'' && i > 0 && std::isalnum(static_cast<unsigned char>(code[i - 1]));
        if ((quote != '"' && quote != '\'' && quote != '`') || in_number) continue;
        std::string inside;
        for (++i; i < code.size() && code[i] != quote && (quote == '`' || code[i] != '\n'); ++i) {
            if (quote == '`' && code.substr(i).starts_with("${")) {
                out.insert(std::exchange(inside, {}));
                i = std::min(code.find('}', i), code.size() - 1);
                continue;
            }
            if (code[i] == '\\') ++i;
            if (i < code.size()) inside += code[i];
        }
        out.insert(inside);
    }
}

const std::set<std::string>& strings_of_sources() {
    static const std::set<std::string> all = [] {
        std::set<std::string> out;
        for (const char* folder : {"engine", "shell", "web"})
            for (const auto& entry : std::filesystem::recursive_directory_iterator(source_path(folder))) {
                const std::string kind = entry.path().extension().string(), name = entry.path().filename().string();
                const bool code = kind == ".cpp" || kind == ".h" || kind == ".js";
                if (code && !name.starts_with("text_")) collect_strings(file_text(entry.path().string()), out);
            }
        return out;
    }();
    return all;
}

// Whether the sources can put this key together from their strings.
bool has_reader(std::string_view key) {
    const std::set<std::string>& strings = strings_of_sources();
    std::vector<bool> reached(key.size() + 1);
    reached[0] = true;
    // Keys are put together from words: "stage." and "softmax" and ".does", or ".says" and "_masked".
    const auto seam = [&](std::size_t at) {
        return at == key.size() || key[at - 1] == '.' || key[at] == '.' || key[at] == '_';
    };
    for (std::size_t from = 0; from < key.size(); ++from)
        for (std::size_t to = from + 1; reached[from] && to <= key.size(); ++to)
            if (seam(to) && strings.contains(std::string(key.substr(from, to - from)))) reached[to] = true;
    return reached.back();
}

std::set<std::string> slots_of(std::string_view text) {
    std::set<std::string> out;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1))
        out.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
    return out;
}

// How a table differs from the English one, or nothing.
std::string unlike(const Words& of, const Words& original) {
    for (const Sentence& s : original.sentences) {
        if (!has_text(of, s.key)) return "no " + std::string(s.key);
        if (slots_of(text(of, s.key)) != slots_of(s.text)) return "other slots in " + std::string(s.key);
    }
    // A sentence of several numbers may have endings that English does not know.
    for (const Sentence& s : of.sentences) {
        const std::string family(s.key.substr(0, s.key.rfind('.')));
        if (!has_text(original, s.key) && !has_text(original, family + ".many")) return "new: " + std::string(s.key);
    }
    return {};
}

} // namespace

TEST_CASE("every sentence has a reader, and every key that the sources name has its sentence") {
    std::set<std::string> families;
    for (const auto table : tables())
        for (const Sentence& s : table(Language::english)->sentences) {
            CAPTURE(s.key);
            CHECK(has_reader(s.key));
            families.emplace(s.key.substr(0, s.key.find('.')));
        }
    CHECK_FALSE(has_reader("stage.nowhere"));
    CHECK_FALSE(has_reader("figure.nowhere"));
    int named = 0;
    for (const std::string& key : strings_of_sources()) {
        const auto dot = key.find('.');
        const bool like_a_key = key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
        if (dot == std::string::npos || !like_a_key || key.ends_with('.') || key.find(".h") == key.size() - 2) continue;
        if (!families.contains(key.substr(0, dot)) || key == "layers.0.self_attn") continue;
        if (key.find_first_not_of("0123456789.", dot) == std::string::npos) continue; // a cell: weights.9.2
        CAPTURE(key);
        bool there = false;
        for (const auto table : tables()) {
            there |= has_text(*table(Language::english), key);
            there |= has_text(*table(Language::english), key + ".one"); // see counted()
        }
        CHECK(there);
        ++named;
    }
    CHECK(named > 200);
}

TEST_CASE("all languages have the same keys and slots") {
    for (const Language language : kLanguages)
        for (const auto table : tables()) CHECK(unlike(*table(language), *table(Language::english)).empty());

    // And a language that has not is found.
    const MadeUp whole(english());
    CHECK(unlike(whole.words, english()).empty());
    MadeUp other(english());
    other.sentences[0].key = "stage.nowhere";
    other.words.sentences = other.sentences;
    CHECK(unlike(other.words, english()) == "no " + std::string(english().sentences[0].key));
    MadeUp unslotted(english());
    for (Sentence& s : unslotted.sentences)
        if (s.key == "tensor.of_head") s.text = "{name} {head} {tail}";
    CHECK(unlike(unslotted.words, english()) == "other slots in tensor.of_head");
    MadeUp longer(english());
    longer.sentences.push_back({"figure.fed.few", "{matrix}: {count}"}); // as in Polish
    longer.words.sentences = longer.sentences;
    CHECK(unlike(longer.words, english()).empty());
    longer.sentences.push_back({"figure.nothing", "nothing"});
    longer.words.sentences = longer.sentences;
    CHECK(unlike(longer.words, english()) == "new: figure.nothing");
}

TEST_CASE("lists and numbers follow the grammar of the language") {
    const MadeUp made_up(english());
    const std::vector<std::string> none, one{"a"}, two{"a", "b"}, three{"a", "b", "c"};
    CHECK(listed_or(english(), none).empty());
    CHECK(listed_or(english(), one) == "a");
    CHECK(listed_or(english(), two) == "a or b");
    CHECK(listed_or(english(), three) == "a, b or c");
    CHECK(listed(english(), three) == "a, b, c");
    CHECK(listed_or(made_up.words, three) == "a ⊕ b ⊻ c");
    CHECK(listed(made_up.words, three) == "a ⊕ b ⊕ c");
    CHECK(counted(english_tools(), "cli.weights.tensors", 1) == "1 tensor");
    CHECK(counted(english_tools(), "cli.weights.tensors", 0) == "0 tensors");
    CHECK(counted(english(), "figure.fed", 1, {{"matrix", "x"}}) == "x");
    CHECK(counted(english(), "figure.fed", 2, {{"matrix", "x"}}) == "x: 2 cells");
    CHECK(counted(made_up.words, "figure.fed", 1, {{"matrix", "x"}}) == "⟦x: 1 cells⟧");
}

TEST_CASE("what is only found out is said in the language of whoever reads it") {
    const MadeUp made_up(english()), tools(english_tools());
    Config config;
    const Notices notices = parse("heads=99&mask=casual", config);
    REQUIRE(notices.size() == 2);
    CHECK(message(notices[0]) == "Heads goes from 1 to 32; “99” became 32.");
    CHECK(text(made_up.words, notices[0].says) == "⟦⟦Heads⟧ goes from 1 to 32; “99” became 32.⟧");
    CHECK(in_brackets(text(made_up.words, notices[1].says)));
    const auto why = problem({.d_model = 6, .heads = 4});
    CHECK(text(made_up.words, why->says).find("choose 1 ⊕ 2 ⊕ 3 ⊻ 6;") != std::string::npos);
    const auto unfit = misfit(Inputs{.x = Matrix::Zero(1, 2)}, seeded_projections(2, 1), Options{.heads = 0});
    CHECK(text(tools.words, unfit.value()) == "⟦n_heads is 0; it must be ⟦at least 1⟧.⟧");
    CHECK(in_brackets(text(tools.words, tensors_of({}).refusal.reason)));
    // What is in braces or looks like a key stays what it is.
    CHECK(text(english(), said("notice.not_a_choice", {{"label", "param.mask", Filling::as_key}, {"value", "{label}"}}))
              .find("“{label}”") != std::string::npos);
}

TEST_CASE("a language is known by its code, or brings its tables along") {
    for (const char* code : {"en", "en-GB", "EN", "En-us"}) CHECK(language_of(code) == Language(Language::english));
    for (const char* code : {"", "e", "enx", "de", "-en"}) CHECK_FALSE(language_of(code));
    const MadeUpLanguage made_up;
    CHECK_FALSE(made_up.language == Language(Language::english));
    for (const auto table : tables()) {
        const Words &there = *table(made_up.language), &here = *table(Language::english);
        CHECK(&there != &here);
        CHECK(unlike(there, here).empty());
        for (const Sentence& s : there.sentences) CHECK(in_brackets(s.text));
    }
}

TEST_CASE("a second language reaches every sentence of the engine") {
    const MadeUpLanguage made_up;
    const Words &w = words(made_up.language), &remarks = snippet_words(made_up.language);
    for (const StageInfo& stage : kStages) {
        CHECK(in_brackets(stage_title(w, stage.id)));
        CHECK(in_brackets(stage_does(w, run_of({}), stage.id)));
    }
    const Config config{
        .memory = "one two", .edits = {{{Editable::x, 1, 2, 0.5f}}}, .dropout = 0.2, .dropout_samples = 4};
    Run done = run_of(config);
    for (const TensorInfo& t : kTensors) {
        if (!has(done.trace, t.id)) continue;
        CHECK(in_brackets(tensor_name(w, t.id, 0)));
        CHECK(in_brackets(sentence(w, done, {t.id, 0, 0, 0})));
    }
    CHECK(sentence(w, done, {Tensor::x, 0, 0, 1}).find("set by hand") != std::string::npos);
    CHECK(in_brackets(origin(w, config)));
    CHECK(in_brackets(about_preset(w, {})));
    CHECK(in_brackets(kind_title(w, PresetKind::sentence)));
    for (const Measured& m : head_measures(done.trace, 0)) CHECK(in_brackets(measure_title(w, m.key)));
    CHECK(json_of(w, done).find("\"name\":\"⟦⟦Scores⟧, head 1⟧\"") != std::string::npos);
    for (const Library library : {Library::numpy, Library::pytorch}) {
        const std::string program = program_of(w, remarks, done, library);
        CHECK(program.starts_with("# ⟦Multi-head attention"));
        CHECK(program.find("show(\"⟦Queries Q⟧\"") != std::string::npos);
        CHECK(program.find("f\"⟦{name}, head {h + 1}⟧\"") != std::string::npos);
        // Every remark is in the table; what else is behind a # are shapes and tokens. Brackets may close lines later.
        int open = 0;
        for (std::size_t at = 0; at < program.size();) {
            const std::string line = program.substr(at, program.find('\n', at) - at);
            at += line.size() + 1;
            const auto hash = line.find("# ");
            const std::string remark = hash == std::string::npos ? "" : line.substr(hash + 2);
            const auto count = [&](std::string_view bracket) {
                int n = 0;
                for (auto i = line.find(bracket); i != std::string::npos; i = line.find(bracket, i + 1)) ++n;
                return n;
            };
            CAPTURE(line);
            const bool plain = remark.empty() || remark[0] == '[' || remark[0] == '"' || remark[0] == '-';
            CHECK((plain || open > 0 || remark.find("⟦") != std::string::npos));
            open += count("⟦") - count("⟧");
        }
        CHECK(open == 0);
    }
}
