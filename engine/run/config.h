// What is computed: the inputs of a run, and the one list of its parameters.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edits.h"
#include "engine/attention/mistakes.h"
#include "given.h"
#include "paint.h"
#include "preset_table.h"
#include "settings.h"
#include "tokenise.h"

namespace attn {

enum class Masking { none, causal, padding, both };

inline constexpr int kMaxTokens = 1024;     // tokens of one sequence, padding included
inline constexpr int kMaxTextBytes = 16000; // of the sentence as UTF-8

// What scores are multiplied by: 1/sqrt(d_k) when there is no number. In text: auto, off (which is 1), or a number.
struct ScaleChoice {
    std::optional<double> number{};
    bool operator==(const ScaleChoice&) const = default;
};

struct Config {
    PresetChoice preset{};                       // what the rest was set by, before it was changed
    std::string text = "the cat sat on the mat"; // the sentence
    Unit unit = Unit::words;                     // what one token is
    int d_model = 8;                             // width of a token's vector
    int heads = 2;                               // must divide d_model
    Masking mask = Masking::causal;              // as in a language model, and so that the mask has something to do
    int pad = 0;  // <pad> tokens appended to the keys' sentence: the memory, or without one the sentence
    int seed = 1; // of the embeddings and the projections

    std::string memory{}; // a second sentence that keys and values come from; without tokens: self-attention
    int kv_heads = 0;     // heads with keys and values of their own; must divide heads; 0: all of them
    ScaleChoice scale{};  // see OptionsOf in options.h for this and the rest
    double temperature = 1;
    double softcap = 0;
    int window = 0;
    int causal_offset = 0;
    Paint paint{};           // mask cells painted shut
    Edits edits{};           // numbers set by hand
    bool bias = false;       // the projections add a bias
    double dropout = 0;      // p, the share of the weights that is dropped
    int dropout_seed = 1;    // decides which weights are dropped
    int dropout_samples = 1; // how many samples are averaged, to be looked at
    Mistakes mistakes{};     // what is broken on purpose

    std::string file{};  // the file whose numbers are shown; empty: none
    std::string layer{}; // which layer of it
    Opened opened{};     // the file that was opened last. No setting: a link names the file and cannot carry it

    bool operator==(const Config&) const = default;
};

inline constexpr std::array<std::string_view, 2> kUnits{"words", "characters"};
inline constexpr std::array<std::string_view, 4> kMaskings{"none", "causal", "padding", "both"};

// The one list of parameters. Config may be const. A new parameter is a member above and a line here.
template <class C, class Visit>
    requires std::is_same_v<std::remove_const_t<C>, Config>
void for_each_param(C& c, Visit&& visit) {
    visit(Param{.key = "preset", .kind = Kind::choice, .choices = preset_keys()}, c.preset);
    visit(Param{.key = "text", .kind = Kind::text, .max_words = kMaxTokens, .max_bytes = kMaxTextBytes}, c.text);
    visit(Param{.key = "unit", .kind = Kind::choice, .choices = kUnits}, c.unit);
    visit(Param{.key = "heads", .kind = Kind::integer, .group = "model", .min = 1, .max = kMaxHeads}, c.heads);
    visit(Param{.key = "d-model", .kind = Kind::integer, .group = "model", .min = 2, .max = 64}, c.d_model);
    visit(Param{.key = "mask", .kind = Kind::choice, .group = "model", .choices = kMaskings}, c.mask);
    visit(Param{.key = "pad", .kind = Kind::integer, .group = "model", .min = 0, .max = 8}, c.pad);
    visit(Param{.key = "seed", .kind = Kind::integer, .group = "model", .min = 0, .max = 999999}, c.seed);
    // clang-format off: one parameter, one line
    visit(Param{.key = "memory", .kind = Kind::text, .group = "attention", .max_words = kMaxTokens, .max_bytes = kMaxTextBytes}, c.memory);
    visit(Param{.key = "kv-heads", .kind = Kind::integer, .group = "attention", .min = 0, .max = kMaxHeads}, c.kv_heads);
    visit(Param{.key = "scale", .kind = Kind::text, .group = "attention", .min = -100, .max = 100, .max_bytes = 30}, c.scale);
    visit(Param{.key = "temperature", .kind = Kind::real, .group = "attention", .min = 0.05, .max = 20, .step = 0.05}, c.temperature);
    visit(Param{.key = "softcap", .kind = Kind::real, .group = "attention", .min = 0, .max = 100, .step = 0.5}, c.softcap);
    visit(Param{.key = "window", .kind = Kind::integer, .group = "attention", .min = 0, .max = kMaxTokens}, c.window);
    visit(Param{.key = "causal-offset", .kind = Kind::integer, .group = "attention", .min = -kMaxTokens, .max = kMaxTokens}, c.causal_offset);
    visit(Param{.key = "paint", .kind = Kind::text, .group = "attention", .max_bytes = 8000}, c.paint);
    visit(Param{.key = "edits", .kind = Kind::text, .group = "edit", .max_bytes = 16000}, c.edits);
    visit(Param{.key = "bias", .kind = Kind::flag, .group = "attention"}, c.bias);
    visit(Param{.key = "dropout", .kind = Kind::real, .group = "attention", .min = 0, .max = 0.9, .step = 0.05}, c.dropout);
    visit(Param{.key = "dropout-seed", .kind = Kind::integer, .group = "attention", .min = 0, .max = 999999}, c.dropout_seed);
    visit(Param{.key = "draws", .kind = Kind::integer, .group = "attention", .min = 1, .max = 200}, c.dropout_samples);
    visit(Param{.key = "break", .kind = Kind::text, .group = "attention", .max_bytes = 300, .choices = kMistakeKeys}, c.mistakes);
    visit(Param{.key = "file", .kind = Kind::text, .group = "file", .max_bytes = 200}, c.file);
    visit(Param{.key = "layer", .kind = Kind::text, .group = "file", .max_bytes = 200}, c.layer);
    // clang-format on
}

// The numbers of the configuration's file, or null: it names none, or that one has not been opened.
const Given* given_of(const Config&);
// Whether it names a file that has not been opened.
bool needs_file(const Config&);
// From now on the numbers are those of a file that has been opened: heads and width are the file's, and sentences have as many tokens as
// it has rows for. Numbers set by hand belonged to others.
void take_file(Config&, Opened);

// Whether the command line has it: its own way to a file is --weights.
inline bool is_option(const Param& p) { return p.group != "file"; }

// The configuration that choosing a preset gives.
Config preset_config(PresetChoice);

// A preset sets all the rest; parse() and format() call these two, see settings.h.
void apply_preset(Config&, PresetChoice);
void preset_baseline(Config& start, const Config& wanted);

// Cross-attention that begins loses the causal mask and says so, unless the text names a mask: a query and a key of
// another sentence have no order. So a link with a memory always names its mask; see settings.h.
inline constexpr std::string_view kUnmasked = "notice.unmasked"; // the key of what is said
void settle(const Config& before, Config& now, const KeyValues& named, Notices&);
bool is_named(const Config& start, const Config& wanted, const Param&);

// The text forms of the parameters that are neither words nor numbers; settings.h calls them.
void read_custom(const Param&, std::string_view, ScaleChoice&, Notices&); // auto, off or a number
void read_custom(const Param&, std::string_view, Paint&, Notices&);       // see paint.h
void read_custom(const Param&, std::string_view, Edits&, Notices&);       // see edits.h
void read_custom(const Param&, std::string_view, Mistakes&, Notices&);    // keys of kMistakes, comma between; none
std::string custom_text(const ScaleChoice&);
std::string custom_text(const Paint&);
std::string custom_text(const Edits&);
std::string custom_text(const Mistakes&);

// The share of the weights that a run drops. Dropout that was left on by mistake drops a tenth, as
// MultiHeadAttention(..., dropout=0.1) would have it, when the configuration names no share of its own.
double dropout_of(const Config&);

} // namespace attn
