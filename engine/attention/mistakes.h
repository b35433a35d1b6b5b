// The classic bugs of attention code, as switches. The run takes them as data, so that a picture can show
// what each does to the numbers; all off is attention as it should be.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/words/text.h"

namespace attn {

struct Mistakes {
    bool no_scaling = false;             // scores are not multiplied by the scale
    bool softmax_over_queries = false;   // each column adds up to 1, not each row
    bool mask_after_softmax = false;     // masked weights are set to 0 when the row has already been shared out
    bool padding_on_rows = false;        // the padding mask closes rows (queries) where it should close columns
    bool view_without_transpose = false; // heads are cut from the flat memory [H, T, d] of a [T, H d] matrix
    bool dropout_left_on = false;        // weights are dropped although nothing is being trained
    bool no_w_o = false;                 // the output is the concatenation itself
    bool heads_averaged = false;         // every head's place holds the average of all heads
    bool keys_from_queries = false;      // cross-attention takes keys and values from the query's own side
    bool mask_turned_round = false;      // true in the mask is read as "may not attend"

    bool operator==(const Mistakes&) const = default;
};

// One row for each: its key in links, the stage in which the numbers first go wrong, settings in which it shows
// although it changes nothing elsewhere, and a later stage of which the usual words are not true any more. What it
// breaks, how to notice it in real code and the line where it happens are sentences, see below.
struct MistakeInfo {
    std::string_view key;
    bool Mistakes::* on;
    std::string_view stage;           // key of a row of kStages
    std::string_view shown_with = {}; // settings as text; empty when it shows everywhere
    std::string_view also = {};       // key of a row of kStages, or none
    bool breaks(std::string_view stage_key) const { return stage_key == stage || stage_key == also; }
};
inline constexpr std::array<MistakeInfo, 10> kMistakes{{
    {"no-scaling", &Mistakes::no_scaling, "scale", "scale=auto"},
    {"softmax-over-queries", &Mistakes::softmax_over_queries, "softmax"},
    {"mask-after-softmax", &Mistakes::mask_after_softmax, "mask", "mask=causal", "softmax"},
    {"padding-on-rows", &Mistakes::padding_on_rows, "mask", "mask=padding&pad=2", "softmax"},
    {"view-without-transpose", &Mistakes::view_without_transpose, "split", "heads=2&d-model=8"},
    {"dropout-left-on", &Mistakes::dropout_left_on, "dropout", "dropout=0"},
    {"no-w-o", &Mistakes::no_w_o, "output"},
    {"heads-averaged", &Mistakes::heads_averaged, "concat", "heads=2&d-model=8"},
    {"keys-from-queries", &Mistakes::keys_from_queries, "project", "memory=the+dog+ran+home&mask=none"},
    {"mask-turned-round", &Mistakes::mask_turned_round, "mask", "mask=causal", "softmax"},
}};

inline constexpr auto kMistakeKeys = [] {
    std::array<std::string_view, kMistakes.size()> keys;
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = kMistakes[i].key;
    return keys;
}();

const MistakeInfo* mistake_named(std::string_view key); // null when there is none

// What it is called, and the key of that; what it breaks, how to notice it, the line of code.
std::string mistake_key(const MistakeInfo&);
std::string_view mistake_title(const Words&, const MistakeInfo&);
std::string_view mistake_breaks(const Words&, const MistakeInfo&);
std::string_view mistake_notice(const Words&, const MistakeInfo&);
std::string_view mistake_code(const Words&, const MistakeInfo&);

} // namespace attn
