// Presets: what each promises, and how one in a link goes together with the settings beside it.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/analysis/measure.h"
#include "engine/formats/number.h"
#include "engine/math/random.h"
#include "engine/run/preset.h"
#include "engine/run/remarks.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

Config preset(std::string_view key) { return preset_config(preset_named(key)); }

// `count` words out of a few, so that some come again.
std::string random_sentence(Pcg32& random, int count, std::uint32_t different) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "w" + std::to_string(random.next() % different) + " ";
    return out;
}

// What the source prints, and what people are shown of the run, cell by cell.
void check_printed(const Run& run, Tensor tensor, const Json& printed, int head = 0) {
    const Trace& t = run.trace;
    CAPTURE(info(tensor).key);
    const oracle::Table rows = json_table(printed);
    const Matrix& m = matrix(t, tensor, head);
    REQUIRE(m.rows() == static_cast<Index>(rows.size()));
    for (int i = 0; i < m.rows(); ++i) {
        REQUIRE(m.cols() == static_cast<Index>(rows[static_cast<std::size_t>(i)].size()));
        for (int j = 0; j < m.cols(); ++j) {
            const double want = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
            if (!is_masked(t, tensor, head, i, j) && std::isfinite(want))
                CHECK(value_text(run, {tensor, head, i, j}) == fixed(want, decimals_of(run, tensor)));
        }
    }
}

Json notebook(std::string_view name) {
    const Json file = kept_json(file_text(source_path("tests/golden/raschka.json")));
    for (const Json c : file["cases"])
        if (c["name"].text() == name) return c["expected_printed"];
    FAIL("no such case");
    return file;
}

Json example(std::string_view name) {
    const Json file = kept_json(file_text(source_path("tests/golden/worked_examples.json")));
    for (const Json c : file["examples"])
        if (c["name"].text() == name) return c["printed"];
    FAIL("no such example");
    return file;
}

} // namespace

TEST_CASE("every preset has its sentences, runs without a word of complaint, and is what it is called") {
    std::set<std::string_view> keys;
    for (const PresetInfo& p : kPresets) {
        CAPTURE(p.key);
        CHECK(keys.insert(p.key).second);
        CHECK(info(preset_named(p.key)).key == p.key);
        CHECK(has_text(english(), "choice.preset." + std::string(p.key)));
        CHECK(has_text(english(), "preset." + std::string(p.key) + ".about"));
        Config config;
        CHECK(parse("preset=" + std::string(p.key), config).empty());
        CHECK(config == preset(p.key));
        CHECK(format(config) == (p.kind == PresetKind::random ? "" : "preset=" + std::string(p.key)));
        CHECK_FALSE(problem(config));
        CHECK(remarks(config).empty());
        CHECK(uses_own_numbers(config) == brings_numbers(p));
        CHECK(material_of(config).has_value() == brings_numbers(p));
        const Run t_run = run_of(config);
        const Trace& t = t_run.trace;
        CHECK(t.output.allFinite());
        CHECK(about_preset(english(), config) == text(english(), "preset." + std::string(p.key) + ".about"));
        const bool seeded = p.kind == PresetKind::random || p.kind == PresetKind::sentence;
        CHECK((origin(english(), config).find("not a trained model") != std::string::npos) == seeded);
        // Who sees the words sees where the numbers come from.
        if (p.kind == PresetKind::sentence) CHECK(about_preset(english(), config).find("random") != std::string::npos);
        if (p.kind == PresetKind::hand_built)
            CHECK(about_preset(english(), config).ends_with("Built by hand, not learned."));
        CHECK(offered(config, Stage::output) == has(t, Tensor::w_o));
        CHECK_FALSE(stage_does(english(), t_run, Stage::tokens).empty());
        CHECK((has(t, Tensor::embedding) || p.codes == 0 || p.key == "induction-2"));
    }
    CHECK(format(Config{}).empty());
    CHECK(preset("random") == Config{});
}

TEST_CASE("published examples show the printed numbers, at the printed decimals") {
    const Run karim_run = run_of(preset("karim"));
    const Trace& karim = karim_run.trace;
    const Json k = example("karim_illustrated_self_attention");
    for (const auto& [tensor, key] : {std::pair{Tensor::q, "Q"}, {Tensor::k, "K"}, {Tensor::v, "V"}})
        check_printed(karim_run, tensor, k[key]);
    check_printed(karim_run, Tensor::weights, k["weights"]);
    check_printed(karim_run, Tensor::output, k["output"]);
    CHECK(value_text(karim_run, {Tensor::q, 0, 0, 2}) == "2"); // whole numbers stay whole
    CHECK(value_text(karim_run, {Tensor::output, 0, 0, 0}) == "1.9366");
    CHECK(karim.factor == 1);

    const Run simple = run_of(preset("raschka-simple"));
    check_printed(simple, Tensor::scores, notebook("simple_scores"));
    check_printed(simple, Tensor::weights, notebook("simple_weights"));
    check_printed(simple, Tensor::context, notebook("simple_context"));
    CHECK(value_text(simple, {Tensor::x, 0, 0, 0}) == "0.43");

    const Run plain = run_of(preset("raschka"));
    check_printed(plain, Tensor::weights, notebook("v2_weights"));
    check_printed(plain, Tensor::output, notebook("v2_context"));

    const Run causal = run_of(preset("raschka-causal")); // the notebook masks the scores before it scales them
    check_printed(causal, Tensor::scores, notebook("v2_scores_masked_neginf"));
    check_printed(causal, Tensor::weights, notebook("v2_weights_causal"));

    const Run heads = run_of(preset("raschka-heads"));
    check_printed(heads, Tensor::output, notebook("mha_full_out_proj")[0]);
    CHECK(heads.trace.heads == 2);
    CHECK(heads.trace.d_k == 1);

    const Run words = run_of(preset("cristina"));
    check_printed(words, Tensor::output, example("mlmastery_attention_from_scratch")["output"]);
    CHECK(value_text(words, {Tensor::output, 0, 0, 0}) == "0.9852");

    const Run step = run_of(preset("alammar"));
    for (int j = 0; j < 2; ++j) { // one row is printed
        CHECK(value_text(step, {Tensor::scores, 0, 0, j}) == (j == 0 ? "112" : "96"));
        CHECK(value_text(step, {Tensor::scaled, 0, 0, j}) == (j == 0 ? "14" : "12"));
        CHECK(value_text(step, {Tensor::weights, 0, 0, j}) == (j == 0 ? "0.88" : "0.12"));
    }

    const Json printed = example("d2l_valid_lens")["output"];
    Config valid = preset("d2l");
    check_printed(run_of(valid), Tensor::output, printed[0]);
    valid.memory = "a b c d e f", valid.pad = 4; // the second of the batch: six that are no padding
    check_printed(run_of(valid), Tensor::output, printed[1]);
}

TEST_CASE("the printed arithmetic has the decimals of its matrices") {
    const Run karim_run = run_of(preset("karim"));
    const Trace& karim = karim_run.trace;
    const auto line = [](const Run& r, const Cell& c) { return arithmetic(r, explain(r.trace, c)); };
    CHECK(line(karim_run, {Tensor::q, 0, 0, 2}) == "1 × 1 + 0 × 0 + 1 × 1 + 0 × 1 = 2");
    CHECK(line(karim_run, {Tensor::weights, 0, 0, 1}) == "1.0000 / 2.1353 = 0.4683");
    CHECK(sentence(english(), karim_run, {Tensor::x, 0, 1, 1}) == "Number 2 of “input-2” is 2.");
    CHECK(explain(karim, {Tensor::x, 0, 1, 1}).op == Op::given);
    CHECK(line(run_of({}), {Tensor::x, 0, 0, 0}).find('.') != std::string::npos);
}

TEST_CASE("hand-built heads do what they say, for any sentence that is not too long") {
    struct Promise {
        std::string_view key;
        std::optional<double> PatternScores::* score;
    };
    const Promise promises[] = {{"previous-token", &PatternScores::previous_token},
                                {"first-token", &PatternScores::first_token},
                                {"same-token", &PatternScores::same_token},
                                {"induction-1", &PatternScores::previous_token},
                                {"induction-2", &PatternScores::induction}};
    Pcg32 random(8, 4);
    for (const auto& [key, score] : promises) {
        const PresetInfo& p = info(preset_named(key));
        for (int round = 0; round < 400; ++round) {
            Config c = preset(key);
            const int n = 1 + static_cast<int>(random.next() % static_cast<std::uint32_t>(64 / p.codes));
            const int count = round % 4 == 0 ? n : 1 + static_cast<int>(random.next() % static_cast<std::uint32_t>(n));
            c.d_model = n * p.codes;
            if (c.d_model < 2) continue;
            c.text = random_sentence(random, count, 1 + random.next() % static_cast<std::uint32_t>(count));
            CAPTURE(key, c.text, c.d_model);
            REQUIRE(uses_own_numbers(c));
            const Run t_run = run_of(c);
            const Trace& t = t_run.trace;
            const std::optional<double> reached = pattern_scores(t, 0).*score;
            if (reached) CHECK(*reached >= 0.99);
        }
    }
}

TEST_CASE("the previous token's place and the first one's are found in the worst row, too") {
    for (const std::string_view key : {"previous-token", "first-token"})
        for (int n = 1; n <= 32; ++n) {
            Config c = preset(key);
            c.d_model = 2 * n;
            c.text.clear();
            for (int i = 0; i < n; ++i) c.text += "w" + std::to_string(i) + " ";
            const Run t_run = run_of(c);
            const Trace& t = t_run.trace;
            const Matrix& w = t.head(0).softmax.weights;
            for (Index i = 0; i < n; ++i) {
                CAPTURE(key, n, i);
                CHECK(w(i, key == "first-token" ? 0 : std::max<Index>(i - 1, 0)) >= 0.99f);
            }
        }
}

TEST_CASE("step 2 of induction begins with exactly what step 1 left, and guesses what comes next") {
    const Trace one = trace_of(preset("induction-1")), two = trace_of(preset("induction-2"));
    CHECK(same_bits(two.x, sum(one.x, one.output)));
    CHECK_FALSE(has(two, Tensor::embedding));
    // the cat sat and the cat: behind "the" came "cat", behind "cat" came "sat"; a new word rests on the first.
    const Matrix& w = two.head(0).softmax.weights;
    const Index looks_at[] = {0, 0, 0, 0, 1, 2};
    for (Index i = 0; i < 6; ++i) CHECK(w(i, looks_at[i]) >= 0.99f);
    CHECK(two.output(4, 1) >= 0.99f); // "cat" is the second word
    CHECK(two.output(5, 2) >= 0.99f); // "sat" is the third
    // What is broken in step 2 does not reach back.
    Config broken = preset("induction-2");
    broken.mistakes.no_scaling = true;
    broken.temperature = 20;
    CHECK(same_bits(trace_of(broken).x, two.x));
    // From one to the other and back, on the same sentence.
    Config own = preset("induction-1");
    own.text = "a b a", own.d_model = 12;
    Config other;
    CHECK(parse(other_step(own), other).empty());
    CHECK(other.preset == preset_named("induction-2"));
    CHECK(other.text == own.text);
    CHECK(other.d_model == own.d_model);
    Config back;
    parse(other_step(other), back);
    CHECK(back == own);
    CHECK(other_step(preset("karim")).empty());
    CHECK(other_step(Config{}).empty());
}

TEST_CASE("a preset's numbers give way to random ones when the shape is another, and this is said") {
    for (const PresetInfo& p : kPresets) {
        if (!brings_numbers(p)) continue;
        CAPTURE(p.key);
        for (const char* change :
             {"text=one two three four five six seven eight nine ten eleven twelve thirteen", "d-model=60&heads=2",
              "heads=3&d-model=27", "memory=a b c&mask=causal", "d-model=5&heads=1"}) {
            Config c;
            CHECK(parse("preset=" + std::string(p.key) + "&" + change, c).empty());
            CAPTURE(change);
            // A wider hand-built head has room for more.
            if (uses_own_numbers(c)) continue;
            if (problem(c)) { // two heads do not divide the three columns of random projections
                CHECK(p.key == "raschka-heads");
                continue;
            }
            REQUIRE(remarks(c).size() >= 1);
            CHECK(remarks(c)[0].key == "preset");
            CHECK(message(remarks(c)[0]).find_first_of("{}") == std::string::npos);
            CHECK(about_preset(english(), c).empty());
            CHECK(origin(english(), c).starts_with("Random numbers"));
            const Run t_run = run_of(c);
            const Trace& t = t_run.trace;
            CHECK(t_run.decimals == 2);
            Config plain = c;
            plain.preset = {};
            CHECK(same_bits(t.output, trace_of(plain).output));
        }
    }
    // Heads that do not divide are a problem as soon as the example's own projections are gone.
    Config heads = preset("raschka-heads");
    CHECK_FALSE(problem(heads));
    heads.text = "other words";
    CHECK(problem(heads)->key == "heads");
}

TEST_CASE("an example that was changed no longer claims to be the printed one") {
    Config c = preset("karim");
    c.temperature = 2;
    CHECK(uses_own_numbers(c));
    CHECK(about_preset(english(), c) == text(english(), "preset.changed"));
    Config pronoun = preset("pronoun");
    pronoun.heads = 4;
    CHECK_FALSE(about_preset(english(), pronoun).empty()); // the sentence is what it is about
    pronoun.text = "something else";
    CHECK(about_preset(english(), pronoun).empty());
    Config own = preset("same-token");
    own.text = "my own words";
    CHECK(about_preset(english(), own) == text(english(), "preset.same-token.about"));
    own.temperature = 20;
    CHECK(about_preset(english(), own) == text(english(), "preset.changed_head"));
    parse("preset=karim&edits=x.1.1:5", c);
    CHECK(about_preset(english(), c) == text(english(), "preset.changed"));
    CHECK(trace_of(c).x(0, 0) == 5);
    parse("preset=karim", c); // chosen again it is as printed
    CHECK(c.edits.cells.empty());
}

TEST_CASE("what is beside a preset wins, in any order, and everything else is the preset's") {
    Config one, two, dirty{.text = "left over", .heads = 4, .bias = true, .dropout = 0.5};
    dirty.mistakes.no_scaling = true;
    CHECK(parse("preset=karim&mask=causal&text=a b c", one).empty());
    CHECK(parse("mask=causal&text=a b c&preset=karim", two).empty());
    CHECK(parse("text=a b c&preset=karim&mask=causal", dirty).empty());
    CHECK(one == two);
    CHECK(one == dirty);
    CHECK(one.text == "a b c");
    CHECK(one.mask == Masking::causal);
    CHECK(one.d_model == 4);
    CHECK(one.scale.number == 1.0);
    // A value that is the default counts as much as any other.
    CHECK(format(one) == "preset=karim&text=a%20b%20c&mask=causal");
    // The last of two wins; one that is not known changes nothing.
    Config last, kept = one;
    parse("preset=karim&preset=cristina", last);
    CHECK(last == preset("cristina"));
    CHECK(parse("preset=nobody", kept)[0].refused);
    CHECK(kept == one);
    CHECK(parse("preset=", kept)[0].refused);
    CHECK(kept == one);
}

TEST_CASE("links with presets read back") {
    for (std::uint64_t i = 0; i < 300; ++i) {
        Config c = random_special_case(i);
        c.preset = static_cast<PresetChoice>(i % kPresetCount);
        Config back{.text = "other", .heads = 4, .dropout = 0.2};
        CAPTURE(format(c));
        Config fresh;
        CHECK(parse(format(c), fresh).empty());
        CHECK(fresh == c);
        // Also from another base, as on a page whose author has chosen a preset.
        const Config base = preset_config(static_cast<PresetChoice>((i / 2) % kPresetCount));
        back = base;
        CHECK(parse(format(c, base), back).empty());
        CHECK(back == c);
    }
}

TEST_CASE("the pronoun looks at the noun that the adjective fits, whatever the words are") {
    const auto most = [](const std::string& sentence, const std::string& word) {
        Config c = preset("animal");
        c.text = sentence;
        const Run r = run_of(c);
        const auto& tokens = r.trace.tokens;
        const auto at = std::find(tokens.begin(), tokens.end(), Token{word}) - tokens.begin();
        Index best = 0;
        const float weight = r.trace.head(0).softmax.weights.row(at).maxCoeff(&best);
        return std::pair{tokens[static_cast<std::size_t>(best)].text, weight};
    };
    const auto [tired, w_tired] = most("the animal did not cross the street because it was too tired", "it");
    CHECK(tired == "animal");
    CHECK(w_tired > 0.55f);
    const auto [wide, w_wide] = most("the animal did not cross the street because it was too wide", "it");
    CHECK(wide == "street");
    CHECK(std::fabs(w_wide - w_tired) < 1e-6f); // the two sides are built alike
    CHECK(most("The dog did not enter the river since it was hungry .", "it").first == "dog");
    CHECK(most("The dog did not enter the river since it was deep .", "it").first == "river");
    CHECK(most("she saw the road , it was narrow", "it").first == "road");
    // The last two columns of a pronoun are what was brought to it: without an adjective there is nothing.
    Config c = preset("animal");
    c.text = "the animal crossed the street because it did";
    CHECK(run_of(c).trace.x(6, 3) == 0);
    CHECK(run_of(c).trace.d_k == 2);
}

TEST_CASE("a word that the head of meanings does not know is remarked, and any number of words will do") {
    Config c = preset("animal");
    c.text = "the xylophone did not cross the street because it was too tired";
    REQUIRE(remarks(c).size() == 1);
    CHECK(text(english(), remarks(c)[0].says).find("“xylophone”") != std::string::npos);
    CHECK(uses_own_numbers(c));
    c.text = "it";
    CHECK(uses_own_numbers(c));
    CHECK(run_of(c).trace.output.allFinite());
    c.heads = 2;
    CHECK_FALSE(uses_own_numbers(c));
    REQUIRE(remarks(c).size() == 1);
    CHECK(text(english(), remarks(c)[0].says).find("one head") != std::string::npos);
}
