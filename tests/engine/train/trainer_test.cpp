// What training comes to: each task is learned within the steps that are stated, and what cannot be learned is not.
#include <catch2/catch_test_macros.hpp>

#include "engine/analysis/head_scores.h"
#include "tests/engine/cases.h"

using namespace attn;

// Minutes with sanitizers and long under Node, where train_bits_test.cpp says that the bits are the same.
#if !defined(ATTN_SANITIZED) && !defined(__EMSCRIPTEN__)

namespace {

Trainer begun(const std::string& name, int seed) {
    Recipe recipe = read_recipe(file_text(source_path("engine/train/recipes/" + name + ".txt"))).recipe;
    recipe.seed = seed;
    return trainer_of(recipe);
}

// After how many steps the model has 0.95 accuracy on examples that it has not seen, looked at every 25; at most `most`.
int steps_to_learn(Trainer& t, int most) {
    const Batch batch = held_out(t.recipe, 64);
    while (t.adam.steps < most) {
        advance(t, 25);
        if (held_out_loss(t, batch).accuracy() >= 0.95) break;
    }
    return t.adam.steps;
}

bool has_head(const std::vector<HeadReport>& heads, int layer, std::string_view pattern) {
    for (const HeadReport& head : heads)
        if (head.layer == layer && head.named && kPatternKeys[*head.named] == pattern) return true;
    return false;
}

} // namespace

TEST_CASE("induction is learned with three seeds, by a head that looks back and one that looks behind the copy") {
    for (const int seed : {1, 2, 3}) {
        CAPTURE(seed);
        Trainer t = begun("induction", seed);
        CHECK(parameter_count(t.shape) == 9728);
        CHECK(steps_to_learn(t, 400) <= 350);
        advance(t, 450 - t.adam.steps);
        const auto heads = head_reports(t, held_out(t.recipe, 32));
        CHECK(has_head(heads, 0, "previous_token"));
        CHECK(has_head(heads, 1, "induction"));
    }
}

TEST_CASE("one layer cannot do induction, and its shortcut at a fixed distance is not called so") {
    Trainer one = begun("induction_one_layer", 1);
    advance(one, 400);
    CHECK(held_out_loss(one, held_out(one.recipe, 64)).accuracy() < 0.6);

    Trainer fixed = begun("induction_fixed", 1);
    CHECK(steps_to_learn(fixed, 200) <= 150);
    advance(fixed, 50);
    const auto heads = head_reports(fixed, held_out(fixed.recipe, 32));
    bool looks_like_it = false;
    for (const HeadReport& head : heads) {
        const HeadScore& induction = head.scores[3];
        looks_like_it = looks_like_it || (induction.score >= kNamedFrom && induction.shuffled > induction.score - 0.2);
        CHECK_FALSE(head.named == 3);
    }
    CHECK(looks_like_it);
}

TEST_CASE("the small tasks are learned within their steps") {
    Trainer previous = begun("previous", 1);
    CHECK(steps_to_learn(previous, 200) <= 100);
    advance(previous, 200 - previous.adam.steps);
    CHECK(has_head(head_reports(previous, held_out(previous.recipe, 32)), 0, "previous_token"));
    for (const char* name : {"reversal", "agreement"}) {
        CAPTURE(name);
        Trainer t = begun(name, 1);
        CHECK(steps_to_learn(t, 200) <= 100);
    }
}

#endif

TEST_CASE("examples that are held out are none of those that are learned from") {
    const Recipe recipe = read_recipe("task=induction\n").recipe;
    const Batch held = held_out(recipe, 8);
    CHECK(held.tokens.ids == held_out(recipe, 8).tokens.ids);
    Trainer t = trainer_of(recipe);
    const Batch first = drawn_batch(task_of(recipe), recipe.size, t.examples, 8);
    CHECK(first.tokens.ids != held.tokens.ids);
    // The loss at the beginning is about that of guessing.
    CHECK(held_out_loss(t, held).mean > 2);
    CHECK(held_out_loss(t, held).counted > 40);
}

TEST_CASE("a head is named only when it looks at tokens and not at places") {
    // Hand-made: the first layer's heads look evenly at everything, so nothing is named.
    Trainer t = trainer_of(read_recipe("task=induction\nlayers=1\n").recipe);
    t.parameters.h[0].c_attn.weight.setZero();
    for (const HeadReport& head : head_reports(t, held_out(t.recipe, 8))) {
        CHECK_FALSE(head.named);
        for (const HeadScore& score : head.scores) CHECK(std::abs(score.score - score.even) < 1e-6);
    }
}
