// A recipe: everything that decides how a model is trained, as lines of text. The same recipe gives the same bits.
//
//   # Two layers learn to continue what repeats.
//   task=induction
//   layers=2
//   steps=600
//
// A line is a setting, a remark behind "#", or empty. for_each_setting() is the one list of settings: reading, writing, the
// help and the tests go through it.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "adam.h"
#include "task.h"

namespace attn {

struct Recipe {
    int task = 1; // a row of kTasks
    int steps = 500, seed = 1;
    TaskSize size{};
    int batch = 32;
    ModelShape model{};   // but vocabulary, context and causal, which follow from the task: shape_of()
    double embedding = 1; // standard deviation of the embeddings before training
    AdamSettings adam{};

    bool operator==(const Recipe& other) const;
};

struct Setting {
    std::string_view key;
    double min = 0, max = 0;                     // of numbers
    std::span<const std::string_view> choices{}; // of names; a setting without either is on or off
};

inline constexpr std::array<std::string_view, 3> kPositionsKeys{"learned", "sinusoidal", "none"};
inline constexpr std::array<std::string_view, 2> kActivationKeys{"gelu", "relu"};

// visit(Setting, member); members are int, double, bool and enumerations. R is Recipe, const or not.
template <class R, class Visit> void for_each_setting(R& r, Visit&& visit) {
    visit(Setting{.key = "task", .choices = kTaskKeys}, r.task);
    visit(Setting{.key = "steps", .max = 1e6}, r.steps);
    visit(Setting{.key = "seed", .max = 999'999}, r.seed);
    visit(Setting{.key = "symbols", .min = kSmallestTask.symbols, .max = kMostSymbols}, r.size.symbols);
    visit(Setting{.key = "length", .min = kSmallestTask.length, .max = 256}, r.size.length);
    visit(Setting{.key = "batch", .min = 1, .max = 256}, r.batch);
    visit(Setting{.key = "layers", .min = 1, .max = 4}, r.model.layers);
    visit(Setting{.key = "width", .min = 2, .max = 256}, r.model.width);
    visit(Setting{.key = "heads", .min = 1, .max = 16}, r.model.heads);
    visit(Setting{.key = "mlp", .max = 1024}, r.model.mlp);
    visit(Setting{.key = "activation", .choices = kActivationKeys}, r.model.activation);
    visit(Setting{.key = "positions", .choices = kPositionsKeys}, r.model.positions);
    visit(Setting{.key = "layer-norm"}, r.model.layer_norm);
    visit(Setting{.key = "biases"}, r.model.biases);
    visit(Setting{.key = "tied"}, r.model.tied);
    visit(Setting{.key = "scale", .max = 16}, r.model.scale);
    visit(Setting{.key = "embedding", .max = 16}, r.embedding);
    visit(Setting{.key = "rate", .max = 1}, r.adam.rate);
    visit(Setting{.key = "beta1", .max = 0.9999}, r.adam.beta1);
    visit(Setting{.key = "beta2", .max = 0.9999}, r.adam.beta2);
    visit(Setting{.key = "decay", .max = 1}, r.adam.decay);
    visit(Setting{.key = "clip", .max = 1000}, r.adam.clip);
}

inline const Task& task_of(const Recipe& r) { return kTasks[static_cast<std::size_t>(r.task)]; }
ModelShape shape_of(const Recipe&);
std::vector<std::string> words_of(const Recipe&); // the vocabulary

// The recipe that a text is, or what is wrong with it: a sentence of tool_words() that names the line.
struct RecipeRead {
    Recipe recipe{};
    Said error{}; // without a key: nothing
};
RecipeRead read_recipe(std::string_view text);

// All settings, a line each: read_recipe() reads the same recipe.
std::string recipe_text(const Recipe&);

// One value as in a line.
std::string setting_text(const Setting&, int);
std::string setting_text(const Setting&, double);
std::string setting_text(const Setting&, bool);
template <class Enum> std::string setting_text(const Setting& s, Enum value) {
    return setting_text(s, static_cast<int>(value));
}

} // namespace attn
