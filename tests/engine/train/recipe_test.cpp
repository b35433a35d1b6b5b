// Recipes as text: what is read, what is refused and on which line.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>

#include "engine/train/recipe.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

std::string refusal(std::string_view text) {
    return attn::text(tool_words(Language::english), read_recipe(text).error);
}

} // namespace

TEST_CASE("a recipe is read as it was written") {
    const Recipe defaults;
    CHECK(read_recipe("").recipe == defaults);
    const RecipeRead read =
        read_recipe("\xEF\xBB\xBF# A remark.\r\n\r\n task = reversal # behind a setting\r\nlayers=3\n"
                    "rate=0.01\nlayer-norm=on\npositions=sinusoidal\n");
    CHECK(read.error.key.empty());
    CHECK(task_of(read.recipe).key == "reversal");
    CHECK((read.recipe.model.layers == 3 && read.recipe.model.layer_norm && read.recipe.adam.rate == 0.01));
    CHECK(read.recipe.model.positions == Positions::sinusoidal);
    CHECK(read_recipe(recipe_text(read.recipe)).recipe == read.recipe);
    CHECK_FALSE(read.recipe == defaults);
    CHECK_FALSE(shape_of(read.recipe).causal);
    CHECK(shape_of(read.recipe).vocabulary == 16);
}

TEST_CASE("every setting can be written and read at both ends of its range, and not beyond") {
    int settings = 0;
    Recipe any;
    for_each_setting(any, [&](const Setting& s, const auto& member) {
        ++settings;
        CAPTURE(s.key);
        const std::string line = std::string(s.key) + "=";
        using Member = std::decay_t<decltype(member)>;
        if (std::is_same_v<Member, bool>) {
            CHECK(read_recipe(line + "on").error.key.empty());
            CHECK(read_recipe(line + "yes").error.key == "recipe.flag");
        } else if (!s.choices.empty()) {
            for (const std::string_view choice : s.choices) {
                const RecipeRead read = read_recipe(line + std::string(choice));
                CHECK(read.error.key.empty());
                CHECK(recipe_text(read.recipe).find(line + std::string(choice) + "\n") != std::string::npos);
            }
            CHECK(read_recipe(line + "nonsense").error.key == "recipe.choice");
        } else {
            for (const double value : {s.min, s.max}) {
                const std::string number = setting_text(s, value);
                const RecipeRead read = read_recipe((s.key == "width" ? "" : "width=240\n") + line + number);
                CHECK(read.error.key.empty());
            }
            CHECK(read_recipe(line + setting_text(s, s.max + 1)).error.key == "recipe.range");
            CHECK(read_recipe(line + setting_text(s, s.min - 1)).error.key == "recipe.range");
            CHECK(!read_recipe(line + "many").error.key.empty());
        }
    });
    CHECK(settings >= 20);
}

TEST_CASE("what is wrong with a recipe is said with its line") {
    CHECK(refusal("task=induction\nsteps 5") ==
          "line 2: “steps 5” is no setting. A line is key=value, or a remark behind #.");
    CHECK(refusal("\n\nhead=2").starts_with("line 3: there is no setting “head”. There are: task, steps, "));
    CHECK(refusal("steps=1\nsteps=2") == "line 2: steps was set before.");
    CHECK(refusal("steps=2.5") == "line 1: steps is a whole number, 0–1000000, not “2.5”.");
    CHECK(refusal("rate=nan") == "line 1: rate is a number, 0–1, not “nan”.");
    CHECK(refusal("rate=2") == "line 1: rate is 0–1; 2 is out of that.");
    CHECK(refusal("tied=maybe") == "line 1: tied is on or off, not “maybe”.");
    CHECK(refusal("positions=left") == "line 1: positions is one of learned, sinusoidal, none, not “left”.");
    CHECK(refusal("width=10\nheads=4") == "4 heads cannot share a width of 10 evenly.");
    CHECK(refusal("st\xFF\xFE"
                  "eps=1")
              .find("\xFF") == std::string::npos);
    CHECK(refusal("steps=").find("“”") != std::string::npos);
}

TEST_CASE("the recipes that come along can be read, and probe sentences fit") {
    int recipes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("engine/train/recipes"))) {
        CAPTURE(entry.path().string());
        const RecipeRead read = read_recipe(file_text(entry.path().string()));
        CHECK(read.error.key.empty());
        const auto probe = token_ids(words_of(read.recipe), task_of(read.recipe).probe);
        CHECK((!probe.empty() && static_cast<int>(probe.size()) <= read.recipe.size.length));
        ++recipes;
    }
    CHECK(recipes >= 6);
}
