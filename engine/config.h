// What is computed: the inputs of a run, and the one list of its parameters.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "settings.h"

namespace attn {

enum class Unit { words, characters };
enum class Masking { none, causal, padding, both };

inline constexpr int kMaxTokens = 64;     // tokens of one sequence, padding included
inline constexpr int kMaxTextBytes = 2000; // of the sentence as UTF-8

struct Config {
    std::string text = "the cat sat on the mat"; // the sentence
    Unit unit = Unit::words;                     // what one token is
    int d_model = 8;                             // width of a token's vector
    int heads = 2;                               // must divide d_model
    Masking mask = Masking::causal;              // as in a language model, and so that the mask has something to do
    int pad = 0;  // <pad> tokens appended to the sentence
    int seed = 1; // of the embeddings and the projections

    bool operator==(const Config&) const = default;
};

inline constexpr std::array<std::string_view, 2> kUnits{"words", "characters"};
inline constexpr std::array<std::string_view, 4> kMaskings{"none", "causal", "padding", "both"};

// The one list of parameters. Config may be const. A new parameter is a member above and a line here.
template <class C, class Visit>
    requires std::is_same_v<std::remove_const_t<C>, Config>
void for_each_param(C& c, Visit&& visit) {
    visit(Param{.key = "text", .kind = Kind::text, .max_words = kMaxTokens, .max_bytes = kMaxTextBytes}, c.text);
    visit(Param{.key = "unit", .kind = Kind::choice, .choices = kUnits}, c.unit);
    visit(Param{.key = "heads", .kind = Kind::integer, .group = "model", .min = 1, .max = 8}, c.heads);
    visit(Param{.key = "d-model", .kind = Kind::integer, .group = "model", .min = 2, .max = 64}, c.d_model);
    visit(Param{.key = "mask", .kind = Kind::choice, .group = "model", .choices = kMaskings}, c.mask);
    visit(Param{.key = "pad", .kind = Kind::integer, .group = "model", .min = 0, .max = 8}, c.pad);
    visit(Param{.key = "seed", .kind = Kind::integer, .group = "model", .min = 0, .max = 999999}, c.seed);
}

// The numbers of heads that divide d_model, as a sentence lists them: "1, 2, 4 or 8".
std::string possible_heads(int d_model);

// What makes this configuration impossible to run, if anything: no tokens, or heads that do not divide
// d_model. Single values are already in range (read_param clamps them).
std::optional<Notice> problem(const Config&);

// Advice on a configuration that runs: for instance that only the first kMaxTokens tokens are used.
Notices remarks(const Config&);

} // namespace attn
