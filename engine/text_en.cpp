// English. Row = query, column = key, everywhere. Plain words, one idea per sentence.
#include "text.h"

namespace attn {

namespace {

constexpr Sentence kEnglish[] = {
    // Stages: a title, and what happens in it.
    {"stage.tokens", "Tokens"},
    {"stage.tokens.does", "Each token becomes a row of numbers: its embedding plus a pattern for its position. "
                          "The same word has the same embedding wherever it stands; only the position differs."},
    {"stage.project", "Project Q, K, V"},
    {"stage.project.does", "Every row is multiplied by three learned matrices. The query says what the token looks "
                           "for, the key what it offers to be found by, the value what it passes on."},
    {"stage.split", "Split into heads"},
    {"stage.split.does", "The columns of Q, K and V are cut into equal blocks, one for each head. Each head works on "
                         "its own block, so each can look for something else."},
    {"stage.scores", "Scores"},
    {"stage.scores.does", "Each query meets each key: the dot product of a row of Q and a row of K. "
                          "A large score means that this query and this key point the same way."},
    {"stage.scale", "Scale"},
    {"stage.scale.does", "All scores are divided by the square root of the width of a head. Without it, wider heads "
                         "would have larger scores and softmax would give almost everything to one token."},
    {"stage.mask", "Mask"},
    {"stage.mask.does", "Cells that must not be seen become minus infinity: later tokens under a causal mask, "
                        "padding under a padding mask. After softmax their weight is exactly 0."},
    {"stage.softmax", "Softmax"},
    {"stage.softmax.does", "Each row becomes weights that add up to 1: subtract the row's maximum, take the "
                           "exponential, divide by the row's sum. Row i says how query i shares out its attention."},
    {"stage.weighted-sum", "Weighted sum"},
    {"stage.weighted-sum.does", "Each query collects the values: every value row is scaled by its weight, and the "
                                "scaled rows are added up. The result is a mixture of what the tokens pass on."},
    {"stage.concat", "Concatenate"},
    {"stage.concat.does", "The results of all heads are put side by side again, in the order of the heads."},
    {"stage.output", "Output projection"},
    {"stage.output.does", "One last learned matrix mixes what the heads have found. The result has the shape of the "
                          "input, one row for each token, so another layer can follow."},

    // Matrices: a name, and the sentence of a cell.
    {"tensor.of_head", "{name}, head {head}"},
    {"tensor.embedding", "Embedding"},
    {"tensor.embedding.says", "Number {column} of the vector for “{row}” is {value}. Equal words have equal vectors."},
    {"tensor.position", "Position"},
    {"tensor.position.says", "Number {column} of the pattern for the place of “{row}” is {value}."},
    {"tensor.x", "Input X"},
    {"tensor.x.says", "Number {column} of “{row}”, embedding plus position, is {value}."},
    {"tensor.w_q", "Query projection"},
    {"tensor.w_q.says", "The projection takes {value} of input number {row} into query number {column}."},
    {"tensor.w_k", "Key projection"},
    {"tensor.w_k.says", "The projection takes {value} of input number {row} into key number {column}."},
    {"tensor.w_v", "Value projection"},
    {"tensor.w_v.says", "The projection takes {value} of input number {row} into value number {column}."},
    {"tensor.q", "Queries Q"},
    {"tensor.q.says", "Number {column} of what “{row}” is looking for is {value}."},
    {"tensor.k", "Keys K"},
    {"tensor.k.says", "Number {column} of what “{row}” can be found by is {value}."},
    {"tensor.v", "Values V"},
    {"tensor.v.says", "Number {column} of what “{row}” passes on is {value}."},
    {"tensor.q_head", "Queries"},
    {"tensor.q_head.says", "In head {head}, number {column} of what “{row}” is looking for is {value}."},
    {"tensor.k_head", "Keys"},
    {"tensor.k_head.says", "In head {head}, number {column} of what “{row}” can be found by is {value}."},
    {"tensor.v_head", "Values"},
    {"tensor.v_head.says", "In head {head}, number {column} of what “{row}” passes on is {value}."},
    {"tensor.scores", "Scores"},
    {"tensor.scores.says", "“{row}” (query) meets “{col}” (key): their score is {value}."},
    {"tensor.scaled", "Scaled scores"},
    {"tensor.scaled.says", "“{row}” (query) meets “{col}” (key): their score divided by √{d_k} is {value}."},
    {"tensor.masked", "Masked scores"},
    {"tensor.masked.says", "“{row}” (query) may look at “{col}” (key): the score stays {value}."},
    {"tensor.masked.says_masked", "“{row}” (query) may not look at “{col}” (key): the score becomes −∞."},
    {"tensor.exps", "Exponentials"},
    {"tensor.exps.says", "“{row}” (query), “{col}” (key): the exponential of the score minus the row's maximum "
                         "is {value}."},
    {"tensor.exps.says_masked", "“{col}” (key) is masked for “{row}” (query): the exponential of −∞ is exactly 0."},
    {"tensor.weights", "Attention weights"},
    {"tensor.weights.says", "“{row}” (query) looks at “{col}” (key): {value} of its attention."},
    {"tensor.weights.says_masked", "“{row}” (query) may not look at “{col}” (key): exactly 0 of its attention."},
    {"tensor.context", "Context"},
    {"tensor.context.says", "In head {head}, number {column} of what “{row}” collected is {value}."},
    {"tensor.concat", "Concatenated heads"},
    {"tensor.concat.says", "Number {column} of what “{row}” collected, all heads side by side, is {value}."},
    {"tensor.w_o", "Output projection"},
    {"tensor.w_o.says", "The projection takes {value} of collected number {row} into output number {column}."},
    {"tensor.output", "Output Y"},
    {"tensor.output.says", "Number {column} of the output for “{row}” is {value}."},

    // Parameters.
    {"group.content", "Sentence"},
    {"group.model", "Model"},
    {"group.lesson", "Lesson"},
    {"group.look", "Look"},
    {"param.text", "Sentence"},
    {"param.text.help", "Any sentence. Each word and each punctuation mark becomes a token."},
    {"param.unit", "One token is"},
    {"param.unit.help", "Whether a token is a word or a single character."},
    {"choice.unit.words", "a word"},
    {"choice.unit.characters", "a character"},
    {"param.heads", "Heads"},
    {"param.heads.help", "How many heads share the columns. Must divide the width of a token's vector."},
    {"param.d-model", "d_model"},
    {"param.d-model.help", "The width of a token's vector."},
    {"param.mask", "Mask"},
    {"param.mask.help", "Which keys a query may look at: none hides nothing, causal hides later tokens, "
                        "padding hides <pad> tokens."},
    {"choice.mask.none", "none"},
    {"choice.mask.causal", "causal"},
    {"choice.mask.padding", "padding"},
    {"choice.mask.both", "causal and padding"},
    {"param.pad", "Padding tokens"},
    {"param.pad.help", "How many <pad> tokens are appended, as in a batch of sentences of different length."},
    {"param.seed", "Seed"},
    {"param.seed.help", "Another seed gives other random embeddings and projections."},
    {"param.stage", "Stage"},
    {"param.stage.help", "The step of the computation that is shown."},
    {"param.time", "Time"},
    {"param.time.help", "The moment within the stage, from 0 (begins) to 1 (done)."},
    {"param.head", "Head shown"},
    {"param.head.help", "Which head is shown in the stages that show one."},
    {"param.matrix", "Matrix"},
    {"param.matrix.help", "The matrix of the selected cell."},
    {"param.row", "Row"},
    {"param.row.help", "The row of the selected cell, counted from 1; 0 selects none."},
    {"param.col", "Column"},
    {"param.col.help", "The column of the selected cell, counted from 1; 0 selects none."},
    {"param.speed", "Speed"},
    {"param.speed.help", "How fast the animation runs; 1 is normal."},
    {"param.autoplay", "Autoplay"},
    {"param.autoplay.help", "Whether the animation starts by itself."},
    {"param.theme", "Theme"},
    {"param.theme.help", "Light or dark; auto follows the system."},
    {"choice.theme.auto", "as the system"},
    {"choice.theme.light", "light"},
    {"choice.theme.dark", "dark"},
    {"param.motion", "Motion"},
    {"param.motion.help", "Reduce jumps to the end of each stage; auto follows the system."},
    {"choice.motion.auto", "as the system"},
    {"choice.motion.full", "full"},
    {"choice.motion.reduce", "reduced"},

    // Controls of the figure.
    {"control.play", "Play"},
    {"control.pause", "Pause"},
    {"control.next", "Next step"},
    {"control.prev", "Step back"},
    {"control.reset", "Start again"},
    {"control.scrub", "Position in the animation"},

    // In the figure.
    {"figure.hint", "Point at a cell to see how it was computed."},
    {"figure.head", "head {head}"},
    {"figure.computing", "{name}: the row of “{row}” meets the column of “{col}”."},
    {"figure.computing_column", "{name}: the row of “{row}” meets column {col}."},
    {"figure.computing_row", "{name}: “{row}” collects the values, each scaled by its weight."},
    {"figure.row", "The row of “{row}”"},
    {"figure.masked", "masked"},
    {"figure.spread", "standard deviation {before} → {after}"},
    {"figure.given", "An input: nothing was computed here."},
    {"figure.more", "… {count} more terms …"},
    {"figure.step_max", "1  subtract the row's maximum"},
    {"figure.step_exp", "2  take exponentials, add them up"},
    {"figure.step_share", "3  divide by the row's sum"},

    // Enumerations.
    {"list.next", "{list}, {item}"},
    {"list.last", "{list} or {item}"},

    // What is said about bad input.
    {"notice.no_tokens", "Type at least one word. Until then the last sentence stays."},
    {"notice.heads_do_not_divide", "{d_model} columns cannot be split evenly among {heads} heads. With {d_model} "
                                   "columns choose {choices}; until then the figure stays as it was."},
    {"notice.too_many_tokens", "Of {total} tokens the first {used} are shown: there is room for {most}, padding "
                               "included."},
    {"notice.too_many_words", "The sentence has {total} words and signs; the first {used} are used."},
    {"notice.endless", "The sentence is far too long; its first {used} words and signs are used."},
    {"notice.cut", "{label} is too long; the first {used} bytes are used."},
    {"notice.not_whole", "{label} must be a whole number from {min} to {max}; “{value}” is not, so nothing changed."},
    {"notice.not_a_number", "{label} must be a number from {min} to {max}; “{value}” is not, so nothing changed."},
    {"notice.clamped", "{label} goes from {min} to {max}; “{value}” became {used}."},
    {"notice.not_a_choice", "{label} can be {choices}; “{value}” is none of them, so nothing changed."},
    {"notice.not_a_flag", "{label} is on or off; “{value}” is neither, so nothing changed."},
    {"notice.unknown_key", "There is no setting called “{key}”; it was ignored."},
    {"misfit.empty", "{name} is empty."},
    {"misfit.shape", "{name} is {have}; here it must be {want}."},
    {"misfit.length", "{name} has {have} entries; here it must have {want}."},
    {"misfit.range", "{name} is {value}; it must be {range}."},
    {"misfit.split", "the {columns} columns of {name} cannot be split evenly among {heads} heads."},
    {"misfit.kv_heads", "{kv_heads} key-value heads do not divide {heads} heads."},
    {"misfit.heads_given", "{name} has {have} heads; here it must have {want}."},
    {"misfit.count", "{name} has {have} matrices; it can have none, one for all heads, or {heads}."},
    {"misfit.count_exact", "{name} has {have} matrices; it can have none or {heads}."},
    {"misfit.no_keep", "dropout_p is {value}, but no dropout_keep says which weights are kept."},
    {"notice.no_glyph", "The figure's typeface lacks some characters of this sentence and shows a box for them; the "
                        "table below has them."},

    // The command line.
    {"cli.about", "Attention Lab: every step of multi-head attention on your sentence, in numbers."},
    {"cli.run", "print every stage"},
    {"cli.explain", "say how one number was computed; needs --cell"},
    {"cli.help", "print this text"},
    {"cli.options", "Options, as --key value or --key=value:"},
    {"cli.default", " Default: {value}."},
    {"cli.range_default", " {range}; default: {value}."},
    {"cli.stage", "Print only this stage: {stages}."},
    {"cli.table", "Print tables with four decimals (the default)."},
    {"cli.json", "Print one JSON object with every number in full; minus infinity is the string \"-inf\"."},
    {"cli.cell", "matrix:row:column, or matrix:head:row:column where each head has its own, counted from 1. "
                 "The matrices: {tensors}."},
    {"cli.state", "All settings at once, as they stand in the page's address."},
    {"cli.examples", "Examples:\n"
                     "  attn run --text \"the cat sat on the mat\" --heads 2 --mask causal\n"
                     "  attn run 'text=to%20be%20or%20not%20to%20be&mask=causal' --stage softmax --json\n"
                     "  attn explain --cell weights:1:2:3"},
    {"cli.follows",
     "Tokens: {tokens} · columns of one head (d_k): {d_k} · scores are multiplied by 1/√{d_k} = {scale}"},
    {"cli.cell_place", "{matrix}, row {row}, column {col}"},
    {"cli.in_full", "In full: {value}"},
    {"cli.no_command", "there is no command “{word}”. Try: attn help"},
    {"cli.no_word", "“{word}” is not an option. A sentence goes behind --text, in quotes. Try: attn help"},
    {"cli.no_option", "there is no option {option}. Try: attn help"},
    {"cli.no_value", "{option} needs a value."},
    {"cli.no_stage", "there is no stage “{value}”. The stages: {stages}."},
    {"cli.no_cell", "there is no cell “{value}”. Write matrix:row:column, or matrix:head:row:column where each head "
                    "has its own, counted from 1. The matrices: {tensors}."},
    {"cli.impossible.text", "the sentence is empty. Type at least one word."},
    {"cli.impossible.heads", "{d_model} columns cannot be split evenly among {heads} heads. With {d_model} columns "
                             "choose {choices}."},
};

} // namespace

std::span<const Sentence> sentences() { return kEnglish; }

} // namespace attn
