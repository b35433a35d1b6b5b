// The classic bugs of attention code, as switches. The run takes them as data, so that a picture can show
// what each does to the numbers; all off is attention as it should be.
#pragma once

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

} // namespace attn
