// English for the remarks in exported programs. Only what exports carries this table. A line break is one in the
// program, whose lines are meant to be read in an editor.
#include "grammar_en.h"

namespace attn {

namespace {

constexpr Sentence kEnglishRemarks[] = {
    {"snippet.broken", "BROKEN ON PURPOSE ({mistake}). Right: {right}"},
    {"snippet.project", "Project: every row becomes a query, a key and a value."},
    {"snippet.right.keys-from-queries", "with a second sentence, keys and values are made from its rows"},
    {"snippet.split", "Split: head h gets the columns h d .. (h + 1) d - 1."},
    {"snippet.grouped", "Grouped-query attention: neighbouring heads share their keys and values."},
    {"snippet.scores", "Scores: each query times each key."},
    {"snippet.scale", "Scale, so that wide heads do not have large scores only because they add up more terms."},
    {"snippet.temperature", "below 1 sharpens, above 1 flattens"},
    {"snippet.cap", "large scores flatten out here, small ones stay as they are"},
    {"snippet.mask", "Mask: which keys (columns) each query (row) may see."},
    {"snippet.query_places", "the queries' places"},
    {"snippet.key_places", "the keys' places"},
    {"snippet.causal", "causal: nobody sees what comes later"},
    {"snippet.window_causal", "a window of the last {window}"},
    {"snippet.window", "a window to both sides"},
    {"snippet.right.padding-on-rows", "allowed &= real[None, :], with one truth value for each key"},
    {"snippet.padding", "nobody sees padding"},
    {"snippet.right.mask-turned-round", "leave this line out; True means \"may attend\""},
    {"snippet.no_mask", "Mask: there is none, every query sees every key."},
    {"snippet.softmax", "Softmax. Subtracting the maximum changes no weight and keeps exp from overflowing."},
    {"snippet.right.softmax-over-queries", "along the keys, {axis}, so that each row adds up to 1"},
    {"snippet.nothing_allowed", "where nothing is allowed"},
    {"snippet.shifted", "[H, T, S]; at most 0"},
    {"snippet.exps", "[H, T, S]; 0 where masked"},
    {"snippet.weights_empty", "[H, T, S]; all 0 where nothing is allowed"},
    {"snippet.weights", "[H, T, S]; each row adds up to 1"},
    {"snippet.too_late", "too late: the row has already been shared out"},
    {"snippet.dropout", "Dropout: the dice take weights away, and the kept ones grow so that the mean stays."},
    {"snippet.right.dropout-left-on", "outside of training nothing is dropped: dropped = weights"},
    {"snippet.averaged", "over many throws it comes near the weights"},
    {"snippet.weighted_sum", "Weighted sum: each query gets the mean of the values, by its weights."},
    {"snippet.concat", "Concatenate: the heads side by side."},
    {"snippet.output", "Output projection: the heads' results are mixed."},
    {"snippet.the_inputs", "the inputs"},
    {"snippet.the_steps", "the steps"},
    {"snippet.cross", "cross-attention: another sentence"},
    {"snippet.self", "self-attention: the sentence looks at itself"},
    {"snippet.heads", "heads"},
    {"snippet.kv_heads", "heads with keys and values of their own"},
    {"snippet.x_added", "One row for each token: its embedding plus its position.  [T, E]"},
    {"snippet.x", "One row for each token, as it is given.  [T, E]"},
    {"snippet.memory", "The same for the sentence that keys and values come from.  [S, E]"},
    {"snippet.projections",
     "The projections. Rows multiply from the left, Q = X W_Q; torch.nn.Linear keeps the transpose."},
    {"snippet.edited", "Set by hand: {matrix}, row {row}, column {column} was {was}"},
    {"snippet.real", "False: only padding"},
    {"snippet.bits", "rows of 0 and 1 -> [pictures, rows, columns] of False and True"},
    {"snippet.painted", "Cells that were painted shut: 1 = may attend.  [T, S]"},
    {"snippet.keep", "The dice of dropout: 1 = this weight is kept.  [H, T, S]"},
    {"snippet.p", "the share that is dropped"},
    {"snippet.times_kept", "How many of so many throws of the dice kept each weight.  [H, T, S]"},
    {"snippet.by_function",
     "F.scaled_dot_product_attention does steps 3 to 7 at once. True in its attn_mask means \"may attend\", as in\n"
     "`allowed`."},
    {"snippet.by_function_drops",
     "F.scaled_dot_product_attention does steps 3 to 7 at once. True in its attn_mask means \"may attend\", as in\n"
     "`allowed`; its dropout_p throws dice of its own, so here nothing is dropped."},
    {"snippet.some", "where a query sees nothing, versions of PyTorch differ: 0 or nan"},
    {"snippet.farthest", "Farthest from {function}:"},
    {"snippet.by_layer_masks", "nn.MultiheadAttention does it all. It keeps the transposes of the projections, those "
                               "of Q, K and V in one matrix,\n"
                               "and True in ITS attn_mask means \"may NOT attend\", so the mask is turned round."},
    {"snippet.by_layer", "nn.MultiheadAttention does it all. It keeps the transposes of the projections, those of Q, K "
                         "and V in one matrix,\n"
                         "and if it had an attn_mask, True in it would mean \"may NOT attend\"."},
    {"snippet.torch", "what PyTorch itself says"},
    {"snippet.torch_broken",
     "Something before softmax is broken on purpose, so there is nothing that PyTorch could agree to."},
    {"snippet.torch_cap",
     "F.scaled_dot_product_attention and nn.MultiheadAttention have no soft cap, so there is nothing to ask."},
    {"snippet.about_numpy",
     "Multi-head attention, as Attention Lab shows it, on {text}.\n"
     "Run it with Python 3 and NumPy: it prints every matrix of the figure, with the same digits.\n"
     "Settings: {settings}\n"
     "\n"
     "Letters: T queries (rows), S keys (columns), E = d_model, H heads, d_k and d_v columns in each head."},
    {"snippet.about_pytorch",
     "Multi-head attention, as Attention Lab shows it, on {text}.\n"
     "Run it with Python 3 and PyTorch 2: it prints every matrix of the figure, with the same digits,\n"
     "and then asks PyTorch's own functions for the same.\n"
     "Settings: {settings}\n"
     "\n"
     "Letters: T queries (rows), S keys (columns), E = d_model, H heads, d_k and d_v columns in each head."},
    {"snippet.stdout", "letters that the output cannot hold, as in files on Windows, are printed as escapes"},
    {"snippet.default_settings", "as the lab starts with"},
    {"snippet.decimals", "as in the figure"},
    {"snippet.most", "of each matrix, so many rows and columns are printed"},
    {"snippet.edges",
     "Numbers that lie just between two printed ones. Another order of summation, or another processor's\n"
     "exp, can tip their last digit, so here they are as the figure has them: {form}."},
    {"snippet.never_minus", "never -0.00"},
    {"snippet.each_head", "one matrix for each head"},
};

} // namespace

const Words& snippet_words(Language language) {
    static constexpr Words english{kEnglishRemarks, kEnglishGrammar};
    if (language.own) return language.own->snippets;
    switch (language.known) {
    case Language::english: return english;
    }
    return english;
}

} // namespace attn
