// The two lists that everything else reads, and the text table: complete, in order, without doubles.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "engine/stages/largest.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

void check_text(const std::string& key) {
    CAPTURE(key);
    CHECK(has_text(english(), key));
    CHECK_FALSE(text(english(), key).empty());
}

// A number that is made neither here nor earlier must be an input that no stage makes.
bool is_input(Tensor tensor) {
    for (const StageInfo& stage : kStages)
        if (std::find(stage.makes.begin(), stage.makes.end(), tensor) != stage.makes.end()) return false;
    return true;
}

} // namespace

TEST_CASE("the tables are in the order of their enums and have one key each") {
    std::set<std::string_view> keys;
    for (int i = 0; i < kStageCount; ++i) {
        const StageInfo& stage = kStages[static_cast<std::size_t>(i)];
        CHECK(static_cast<int>(stage.id) == i);
        CHECK(&info(stage.id) == &stage);
        CHECK(stage_named(stage.key) == stage.id);
        CHECK(keys.insert(stage.key).second);
        CHECK(stage.seconds > 0);
        CHECK_FALSE(stage.formula.empty());
    }
    keys.clear();
    for (int i = 0; i < kTensorCount; ++i) {
        const TensorInfo& tensor = kTensors[static_cast<std::size_t>(i)];
        CHECK(static_cast<int>(tensor.id) == i);
        CHECK(&info(tensor.id) == &tensor);
        CHECK(tensor_named(tensor.key) == tensor.id);
        CHECK(keys.insert(tensor.key).second);
        CHECK_FALSE(tensor.symbol.empty());
    }
    // The last of each enum, so that a row cannot be missing at the end.
    CHECK(kStages.back().id == Stage::output);
    CHECK(kTensors.back().id == Tensor::output);
    CHECK_FALSE(stage_named("nonsense"));
    CHECK_FALSE(tensor_named(""));
}

TEST_CASE("each stage is made from inputs or from what an earlier stage made") {
    std::set<Tensor> made, used;
    for (const StageInfo& stage : kStages) {
        CAPTURE(stage.key);
        for (const auto& from : stage.from)
            if (from) {
                CAPTURE(info(*from).key);
                CHECK((made.contains(*from) || is_input(*from)));
                used.insert(*from);
            }
        CHECK(std::find(stage.makes.begin(), stage.makes.end(), stage.result) != stage.makes.end());
        for (const auto& tensor : stage.makes)
            if (tensor) {
                CAPTURE(info(*tensor).key);
                CHECK(made.insert(*tensor).second);
                CHECK(stage_of(*tensor) == stage.id);
            }
    }
    for (const TensorInfo& tensor : kTensors) {
        CAPTURE(tensor.key);
        CHECK((made.contains(tensor.id) || used.contains(tensor.id)));
        CHECK(made.contains(tensor.id) != is_input(tensor.id));
    }
    CHECK(result_of(Stage::softmax) == Tensor::weights);
    CHECK(stage_of(Tensor::w_q) == Stage::project);
    CHECK(stage_of(Tensor::w_o) == Stage::output);
    CHECK(stage_of(Tensor::embedding) == Stage::tokens);
}

TEST_CASE("the tables' shapes are the shapes of the matrices") {
    const Config full{.text = "one two three four five",
                      .d_model = 12,
                      .heads = 2,
                      .mask = Masking::causal,
                      .memory = "six seven eight",
                      .softcap = 3,
                      .bias = true,
                      .dropout = 0.5,
                      .dropout_samples = 3};
    for (const Trace& t : {trace_of({.text = "one two three four five", .d_model = 12, .heads = 2}), trace_of(full)}) {
        const std::map<Axis, Index> size{{Axis::query, 5},   {Axis::key, t.keys()}, {Axis::features, 12},
                                         {Axis::joined, 12}, {Axis::head, 6},       {Axis::one, 1}};
        for (const TensorInfo& tensor : kTensors) {
            for (int h = 0; h < copies(t, tensor.id); ++h) {
                CAPTURE(tensor.key, h);
                CHECK((matrix(t, tensor.id, h).size() > 0) == has(t, tensor.id));
                if (!has(t, tensor.id)) continue;
                CHECK(matrix(t, tensor.id, h).rows() == size.at(tensor.rows));
                CHECK(matrix(t, tensor.id, h).cols() == size.at(tensor.cols));
            }
            CAPTURE(tensor.key);
            // One mask for all heads; everything else of a head is its own.
            const bool differs = has(t, tensor.id) && tensor.per_head && tensor.id != Tensor::mask;
            CHECK(same_bits(matrix(t, tensor.id, 0), matrix(t, tensor.id, 1)) != differs);
        }
    }
    const Trace whole = trace_of(full);
    for (const TensorInfo& tensor : kTensors) {
        CAPTURE(tensor.key); // these two come only from attend()
        CHECK(has(whole, tensor.id) != (tensor.id == Tensor::memory_v || tensor.id == Tensor::bias));
    }
    for (const StageInfo& stage : kStages) // one head at a time only where every matrix of the stage has a head
        if (stage.per_head)
            for (const auto& tensor : stage.makes) CHECK((!tensor || info(*tensor).per_head));
}

TEST_CASE("every stage, matrix and parameter has its sentences") {
    for (const StageInfo& stage : kStages) {
        check_text("stage." + std::string(stage.key));
        check_text("stage." + std::string(stage.key) + ".does");
    }
    const Trace t = trace_of({.mask = Masking::causal, .dropout = 0.5});
    for (const MistakeInfo& mistake : kMistakes) {
        const std::string key = "mistake." + std::string(mistake.key);
        check_text(key);
        check_text(key + ".breaks");
        check_text(key + ".notice");
        check_text(key + ".code");
        CHECK(stage_named(mistake.stage).has_value());
        CHECK(mistake_named(mistake.key) == &mistake);
        CHECK(text(english(), "param.break.help").find(mistake.key) != std::string_view::npos);
    }
    for (const TensorInfo& tensor : kTensors) {
        const std::string key = "tensor." + std::string(tensor.key);
        check_text(key);
        check_text(key + ".says");
        // Cell (0, 1) is hidden by the causal mask where anything can be.
        if (is_masked(t, tensor.id, 0, 0, 1)) check_text(key + ".says_masked");
        else CHECK_FALSE(has_text(english(), key + ".says_masked"));
    }
    const Config defaults;
    for_each_param(defaults, [](const Param& p, const auto&) {
        const std::string key(p.key);
        check_text("param." + key);
        check_text("param." + key + ".help");
        check_text("group." + std::string(p.group));
        const std::string choices = p.key == "break" ? "mistake." : "choice." + key + ".";
        for (const auto choice : p.choices) check_text(choices + std::string(choice));
    });
}

TEST_CASE("every text key is there once, and every text is closed and clean") {
    std::set<std::string_view> keys;
    for (const Words* table : {&english(), &english_tools(), &snippet_words(Language::english)})
        for (const Sentence& sentence : table->sentences) {
            CAPTURE(sentence.key);
            CHECK(keys.insert(sentence.key).second);
            CHECK_FALSE(sentence.text.empty());
            CHECK(std::count(sentence.text.begin(), sentence.text.end(), '{') ==
                  std::count(sentence.text.begin(), sentence.text.end(), '}'));
        }
    CHECK(text(english(), "no.such.key") == "no.such.key");
    CHECK(text(english(), "no.such.{key}", {{"key", "x"}}) == "no.such.x");
    CHECK(text(english(), "notice.cut", {}) == " is too long; the first  bytes are used.");
}

TEST_CASE("the colour range of a tensor leaves out what the mask hides") {
    const Trace t = trace_of({.mask = Masking::causal});
    const_cast<Head&>(t.head(0)).softmax.weights(0, 1) = 1e9f; // which the causal mask hides
    t.head(1);
    CHECK(largest(t, Tensor::weights) == 1.0f);
}

TEST_CASE("the largest magnitudes are those of the matrices, whatever is not computed to find them") {
    for (Config config : {Config{}, Config{.heads = 4, .kv_heads = 2, .softcap = 1.5, .bias = true},
                          Config{.mask = Masking::both, .pad = 3, .memory = "die Katze sitzt", .dropout = 0.5}}) {
        for (const MistakeInfo& mistake : kMistakes) {
            config.mistakes = {};
            config.mistakes.*mistake.on = true;
            const Trace t = trace_of(config), looked_at = trace_of(config);
            for (const TensorInfo& info : kTensors) {
                float most = 0;
                for (int h = 0; h < (info.per_head ? t.heads : 1); ++h) {
                    const Matrix& m = matrix(looked_at, info.id, h);
                    for (Index i = 0; i < m.rows(); ++i)
                        for (Index j = 0; j < m.cols(); ++j)
                            if (!is_masked(looked_at, info.id, h, i, j) && std::isfinite(m(i, j)))
                                most = std::max(most, std::fabs(m(i, j)));
                }
                CAPTURE(info.key, mistake.key);
                CHECK(largest(t, info.id) == most);
            }
        }
    }
}

TEST_CASE("the parts of a head are those of the whole head") {
    for (Config config : {Config{}, Config{.heads = 4, .kv_heads = 2, .dropout = 0.5},
                          Config{.mask = Masking::both, .pad = 3, .memory = "die Katze sitzt"}})
        for (const MistakeInfo& mistake : kMistakes) {
            config.mistakes = {};
            config.mistakes.*mistake.on = true;
            const Trace t = trace_of(config), whole = trace_of(config);
            for (int h = 0; h < t.heads; ++h) {
                CAPTURE(mistake.key, h);
                const PartsOf<float>& parts = t.parts(h);
                if (!config.mistakes.heads_averaged) CHECK_FALSE(t.by_head.is_kept(h));
                CHECK((parts.q == whole.head(h).q && parts.k == whole.head(h).k && parts.v == whole.head(h).v));
                CHECK((parts.context == whole.head(h).context));
                CHECK((parts.seen == whole.head(h).seen && parts.allowed == whole.head(h).allowed));
                for (const TensorInfo& i : kTensors)
                    if (i.per_head && has(t, i.id)) {
                        const Extent extent = extent_of(t, i.id);
                        CHECK(extent.rows == matrix(whole, i.id, h).rows());
                        CHECK(extent.cols == matrix(whole, i.id, h).cols());
                    }
            }
        }
}

TEST_CASE("heads stay until they are let go of: a few of a long text, and one that comes back has the same bits") {
    std::string text;
    for (int i = 0; i < 900; ++i) text += "w" + std::to_string(i % 37) + " ";
    Trace t = trace_of({.text = text, .heads = 8});
    const auto kept = [&] {
        int count = 0;
        for (int h = 0; h < t.heads; ++h) count += t.by_head.is_kept(h);
        return count;
    };
    const Head& first = t.head(0);
    const Matrix before = first.softmax.weights;
    for (int h = 0; h < t.heads; ++h) t.head(h);
    CHECK(kept() == 8);
    CHECK(&first == &t.head(0)); // nobody has moved it meanwhile
    CHECK((first.softmax.weights == before));
    t.head(7);
    t.by_head.trim();
    CHECK(kept() >= 3);
    CHECK(kept() <= 6);
    CHECK(t.by_head.is_kept(0)); // asked for last but one
    CHECK(t.by_head.is_kept(7));
    CHECK_FALSE(t.by_head.is_kept(1));
    t.by_head.release(0);
    CHECK_FALSE(t.by_head.is_kept(0));
    CHECK((t.head(0).softmax.weights == before));
    const int now = kept();
    const ScoreMagnitudes most = score_magnitudes(t);
    CHECK(most.scores >= t.head(0).scores.cwiseAbs().maxCoeff());
    CHECK(kept() == now);
    t.by_head.trim(0);
    CHECK(kept() == 3);
}

TEST_CASE("a head that is not there is the nearest that is") {
    const Trace t = trace_of({.d_model = 16, .heads = 4});
    CHECK(&matrix(t, Tensor::weights, 9) == &matrix(t, Tensor::weights, 3));
    CHECK(&matrix(t, Tensor::q_head, 4) == &matrix(t, Tensor::q_head, 3));
    CHECK(&matrix(t, Tensor::weights, -1) == &matrix(t, Tensor::weights, 0));
}

TEST_CASE("dropout is a stage only while something is dropped") {
    const auto keys_of = [](const Config& config) {
        std::vector<Stage> out = offered_stages(config);
        for (std::size_t i = 0; i < out.size(); ++i) CHECK(stage_index(config, out[i]) == static_cast<int>(i));
        return out;
    };
    const std::vector<Stage> without = keys_of({}), with = keys_of({.dropout = 0.2});
    CHECK(without.size() == kStageCount - 1);
    CHECK(std::find(without.begin(), without.end(), Stage::dropout) == without.end());
    CHECK(with.size() == kStageCount);
    CHECK(stage_index({}, Stage::dropout) == stage_index({}, Stage::softmax));
    CHECK(offered({.mistakes = {.dropout_left_on = true}}, Stage::dropout));
}
