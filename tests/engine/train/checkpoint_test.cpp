// Models as files: what is in them, and what is refused.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "engine/exchange/layer_file.h"
#include "engine/formats/safetensors.h"
#include "engine/train/checkpoint.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

Trainer small_trainer() {
    Trainer t = trainer_of(read_recipe("task=induction\nwidth=8\nbatch=2\nbiases=on\nlayer-norm=on\n").recipe);
    advance(t, 3);
    return t;
}

// The file of a small trainer after `change` did something to its tensors and metadata.
Bytes changed_file(const std::function<void(TensorFile&)>& change) {
    static const Bytes whole = checkpoint_of(small_trainer());
    TensorFile file = *tensors_of(whole);
    change(file);
    return *file_of(file).value;
}

std::string refusal_of_file(const std::function<void(TensorFile&)>& change) {
    const Restored got = restored(changed_file(change));
    return got.trainer ? "" : got.error.key;
}

std::string& metadata(TensorFile& file, std::string_view name) {
    return std::find_if(file.metadata.begin(), file.metadata.end(), [&](const auto& m) { return m.first == name; })
        ->second;
}

} // namespace

TEST_CASE("a model's file has Hugging Face's names, its vocabulary and its recipe") {
    const Trainer t = small_trainer();
    const Bytes whole = checkpoint_of(t), alone = checkpoint_of(t, false);
    CHECK(alone.size() < whole.size() / 2);
    const auto file = tensors_of(alone);
    REQUIRE(file);
    CHECK(file->tensors.size() == parameters_of(t.shape, t.parameters).size());
    const auto named = [&](std::string_view name) {
        return *std::find_if(file->tensors.begin(), file->tensors.end(),
                             [&](const StoredTensor& s) { return s.name == name; });
    };
    CHECK(named("h.1.attn.c_attn.weight").shape == std::vector<std::uint64_t>{8, 24});
    CHECK(named("h.1.attn.c_attn.bias").shape == std::vector<std::uint64_t>{24});
    CHECK(floats_of(named("wte.weight"))->at(9) == t.parameters.wte(1, 1));
    TensorFile copy = *file;
    CHECK(metadata(copy, "words") == "a b c d e f g h i j k l m n o p");
    CHECK(metadata(copy, "step") == "3");

    const Restored looked_at = restored(alone);
    REQUIRE(looked_at.trainer);
    CHECK_FALSE(looked_at.can_go_on);
    CHECK(looked_at.trainer->recipe == t.recipe);
    CHECK(same_bits(looked_at.trainer->parameters.h[1].c_attn.weight, t.parameters.h[1].c_attn.weight));

    // Any of its layers opens under the names of GPT-2.
    CHECK(layers_of(*file).size() == 2);
    CHECK(layers_of(*tensors_of(whole)).size() == 2);
}

TEST_CASE("nothing of a file is believed") {
    CHECK(refusal_of_file([](TensorFile&) {}) == "");
    CHECK(refusal_of_file([](TensorFile& f) { f.metadata.clear(); }) == "checkpoint.no_recipe");
    CHECK(refusal_of_file([](TensorFile& f) { metadata(f, "recipe") = "width=-3"; }) == "recipe.range");
    CHECK(refusal_of_file([](TensorFile& f) { metadata(f, "recipe") += "steps=3\n"; }) == "recipe.twice");
    CHECK(refusal_of_file([](TensorFile& f) { metadata(f, "step") = "-1"; }) == "checkpoint.step");
    CHECK(refusal_of_file([](TensorFile& f) { metadata(f, "step") = "3 or so"; }) == "checkpoint.step");
    CHECK(refusal_of_file([](TensorFile& f) { metadata(f, "random") = ""; }) == "checkpoint.random");
    CHECK(refusal_of_file([](TensorFile& f) {
              auto& recipe = metadata(f, "recipe");
              recipe.replace(recipe.find("width=8"), 7, "width=16");
          }) == "checkpoint.shape");
    CHECK(refusal_of_file([](TensorFile& f) { f.tensors.pop_back(); }) == "checkpoint.missing");
    CHECK(refusal_of_file([](TensorFile& f) { f.tensors[0].dtype = dtype_named("I32"); }) == "checkpoint.shape");
    CHECK(restored(Bytes{1, 2, 3}).error.key == "weights.length");
}
