// The classic bugs of attention code, as switches. The run takes them as data, so that a picture can show
// what each does to the numbers; all off is attention as it should be.
#pragma once

#include <array>
#include <string_view>

namespace attn {

struct Mistakes {
    bool no_scaling = false;           // scores are not multiplied by the scale
    bool softmax_over_queries = false; // each column adds up to 1, not each row
    bool mask_after_softmax = false;   // masked weights are set to 0 when the row has already been shared out
    bool padding_on_rows = false;      // the padding mask closes rows (queries) where it should close columns
    bool view_without_transpose = false; // heads are cut from the flat memory [H, T, d] of a [T, H d] matrix
    bool dropout_left_on = false;        // weights are dropped although nothing is being trained
    bool no_w_o = false;                 // the output is the concatenation itself
    bool heads_averaged = false;         // every head's place holds the average of all heads
    bool keys_from_queries = false;      // cross-attention takes keys and values from the query's own side
    bool mask_turned_round = false;      // true in the mask is read as "may not attend"

    bool operator==(const Mistakes&) const = default;
};

// One row for each: its key in links, and the stage in which the numbers first go wrong. What it breaks and why
// people make it are sentences: text("mistake.<key>"), ".breaks" and ".why".
struct MistakeInfo {
    std::string_view key;
    bool Mistakes::* on;
    std::string_view stage; // key of a row of kStages
};
inline constexpr std::array<MistakeInfo, 10> kMistakes{{
    {"no-scaling", &Mistakes::no_scaling, "scale"},
    {"softmax-over-queries", &Mistakes::softmax_over_queries, "softmax"},
    {"mask-after-softmax", &Mistakes::mask_after_softmax, "mask"},
    {"padding-on-rows", &Mistakes::padding_on_rows, "mask"},
    {"view-without-transpose", &Mistakes::view_without_transpose, "split"},
    {"dropout-left-on", &Mistakes::dropout_left_on, "dropout"},
    {"no-w-o", &Mistakes::no_w_o, "output"},
    {"heads-averaged", &Mistakes::heads_averaged, "concat"},
    {"keys-from-queries", &Mistakes::keys_from_queries, "project"},
    {"mask-turned-round", &Mistakes::mask_turned_round, "mask"},
}};

const MistakeInfo* mistake_named(std::string_view key); // null when there is none

} // namespace attn
