// English. Row = query, column = key, everywhere. Plain words, one idea per sentence.
#include "text.h"

namespace attn {

namespace {

constexpr Sentence kEnglish[] = {
    // Stages: a title, and what happens in it.
    {"stage.tokens", "Tokens"},
    {"stage.tokens.does", "Each token becomes a row of numbers: its embedding plus a pattern for its position. "
                          "The same word has the same embedding wherever it stands; only the position differs."},
    {"stage.tokens.does_given", "Each token is a row of numbers. The example gives them as they are: there is no "
                                "embedding and no position to add."},
    {"stage.tokens.does_codes", "Each token becomes a row of numbers, its embedding plus its position, both built by "
                                "hand: a 1 in the first block of columns says which word it is, a 1 in the second at "
                                "which place it stands."},
    {"stage.tokens.does_step_2", "Each token begins with what step 1 left: its own row plus the output of step 1. The "
                                 "first block says which word it is, the second its place, and the third, new, which "
                                 "word stands before it."},
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
    {"stage.dropout", "Dropout"},
    {"stage.dropout.does", "While a network is trained, dice fall on the weights: some become 0, the others grow by "
                           "1/(1 − p) to make up for them. A row no longer adds up to 1, only on average."},
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
    {"tensor.x.says_given", "Number {column} of “{row}” is {value}."},
    {"tensor.memory_embedding", "Memory embedding"},
    {"tensor.memory_embedding.says", "Number {column} of the vector for “{row}” in the memory is {value}."},
    {"tensor.memory_position", "Memory position"},
    {"tensor.memory_position.says",
     "Number {column} of the pattern for the place of “{row}” in the memory is {value}."},
    {"tensor.memory", "Memory"},
    {"tensor.memory.says",
     "Number {column} of “{row}” in the memory, which keys and values are made from, is {value}."},
    {"tensor.memory_v", "Memory for values"},
    {"tensor.memory_v.says", "Number {column} of “{row}”, which its value is made from, is {value}."},
    {"tensor.w_q", "Query projection"},
    {"tensor.w_q.says", "The projection takes {value} of input number {row} into query number {column}."},
    {"tensor.w_k", "Key projection"},
    {"tensor.w_k.says", "The projection takes {value} of input number {row} into key number {column}."},
    {"tensor.w_v", "Value projection"},
    {"tensor.w_v.says", "The projection takes {value} of input number {row} into value number {column}."},
    {"tensor.b_q", "Query bias"},
    {"tensor.b_q.says", "{value} is added to query number {column} of every token."},
    {"tensor.b_k", "Key bias"},
    {"tensor.b_k.says", "{value} is added to key number {column} of every token."},
    {"tensor.b_v", "Value bias"},
    {"tensor.b_v.says", "{value} is added to value number {column} of every token."},
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
    {"tensor.scaled.says_times", "“{row}” (query) meets “{col}” (key): their score times {factor} is {value}."},
    {"tensor.capped", "Capped scores"},
    {"tensor.capped.says", "“{row}” (query) meets “{col}” (key): the soft cap makes their score {value}."},
    {"tensor.bias", "Score bias"},
    {"tensor.bias.says", "{value} is added to the score of “{row}” (query) and “{col}” (key)."},
    {"tensor.mask", "Mask"},
    {"tensor.mask.says", "“{row}” (query) may look at “{col}” (key): the mask adds {value}."},
    {"tensor.mask.says_masked", "“{row}” (query) may not look at “{col}” (key): the mask adds {value}."},
    {"tensor.masked", "Masked scores"},
    {"tensor.masked.says", "“{row}” (query) may look at “{col}” (key): the score stays {value}."},
    {"tensor.masked.says_masked", "“{row}” (query) may not look at “{col}” (key): the score becomes −∞."},
    {"tensor.row_max", "Row maximum"},
    {"tensor.row_max.says",
     "The largest score in the row of “{row}” is {value}; subtracting it keeps exp from overflowing."},
    {"tensor.exps", "Exponentials"},
    {"tensor.exps.says", "“{row}” (query), “{col}” (key): the exponential of the score minus the row's maximum "
                         "is {value}."},
    {"tensor.exps.says_masked", "“{col}” (key) is masked for “{row}” (query): the exponential of −∞ is exactly 0."},
    {"tensor.row_sum", "Row sum"},
    {"tensor.row_sum.says", "The exponentials in the row of “{row}” add up to {value}."},
    {"tensor.weights", "Attention weights"},
    {"tensor.weights.says", "“{row}” (query) looks at “{col}” (key): {value} of its attention."},
    {"tensor.weights.says_masked", "“{row}” (query) may not look at “{col}” (key): exactly 0 of its attention."},
    {"tensor.keep", "Dice"},
    {"tensor.keep.says",
     "The dice for “{row}” (query) and “{col}” (key): {value}, where 1 keeps the weight and 0 drops it."},
    {"tensor.dropped", "Weights after dropout"},
    {"tensor.dropped.says", "“{row}” (query) looks at “{col}” (key): the weight is kept and grows to {value}."},
    {"tensor.dropped.says_masked", "“{row}” (query) may not look at “{col}” (key): exactly 0 of its attention."},
    {"tensor.dropped.says_dropped",
     "“{row}” (query) looks at “{col}” (key): this weight is dropped and becomes {value}."},
    {"tensor.context", "Context"},
    {"tensor.context.says", "In head {head}, number {column} of what “{row}” collected is {value}."},
    {"tensor.concat", "Concatenated heads"},
    {"tensor.concat.says", "Number {column} of what “{row}” collected, all heads side by side, is {value}."},
    {"tensor.w_o", "Output projection"},
    {"tensor.w_o.says", "The projection takes {value} of collected number {row} into output number {column}."},
    {"tensor.b_o", "Output bias"},
    {"tensor.b_o.says", "{value} is added to output number {column} of every token."},
    {"tensor.output", "Output Y"},
    {"tensor.output.says", "Number {column} of the output for “{row}” is {value}."},

    {"cell.little", "less than 0.01"},
    {"cell.token", "“{row}”"},
    {"cell.number", "{row}"},
    {"cell.edited", "{name}, row {row}, column {column}: set by hand to {value}, in place of {was}."},

    // Parameters.
    {"group.content", "Sentence"},
    {"group.model", "Model"},
    {"group.attention", "Attention"},
    {"group.edit", "Edits"},
    {"group.lesson", "Lesson"},
    {"group.look", "Look"},
    {"param.preset", "Start from"},
    {"param.preset.help", "A sentence worth looking at, a published example, or a head built by hand. It sets "
                          "everything, and all of it can be changed."},
    {"kind.random", "Random numbers"},
    {"kind.sentence", "Sentences, random numbers"},
    {"kind.published", "Published examples"},
    {"kind.hand-built", "Heads built by hand"},
    {"origin.random", "Random numbers, seed {seed}: not a trained model."},
    {"origin.published", "Numbers of a published example."},
    {"origin.hand-built", "Built by hand, not learned."},
    {"choice.preset.random", "The cat, as at first"},
    {"preset.random.about", "The projections are random, not learned: the pattern is chance, the steps are real."},
    {"choice.preset.repetition", "A repeated word"},
    {"preset.repetition.about", "Both “cat” have the same embedding; in X they differ only by their position. With "
                                "random projections the pattern is chance."},
    {"choice.preset.pronoun", "A pronoun"},
    {"preset.pronoun.about", "“it” could be the dog or the ball. A trained head can learn to look at one of them; this "
                             "one is random, so where “it” looks is chance."},
    {"choice.preset.negation", "Negations"},
    {"preset.negation.about", "Each “not” turns round the word behind it, so a model has to tell the two apart: "
                              "compare their rows. The weights here are random, not learned."},
    {"choice.preset.order", "Word order"},
    {"preset.order.about", "The same three words twice, in another order. Only their positions differ; without them "
                           "both halves would get the same scores. The projections are random."},
    {"choice.preset.padding", "Padding"},
    {"preset.padding.about", "Three <pad> tokens fill the batch. Their columns are masked: no query may look at them. "
                             "The projections are random."},
    {"choice.preset.translation", "Translation"},
    {"preset.translation.about", "Cross-attention: French words ask, English words answer, and the picture is not "
                                 "square in general. The projections are random, so the pairs are chance."},
    {"choice.preset.letters", "Letters"},
    {"preset.letters.about", "Here a token is a letter. Equal letters have equal embeddings wherever they stand. The "
                             "projections are random."},
    {"choice.preset.karim", "Karim 2019: three inputs"},
    {"preset.karim.about", "R. Karim, “Illustrated: Self-Attention” (2019). All inputs are small whole numbers, and "
                           "scores are not scaled."},
    {"choice.preset.raschka-simple", "Raschka 2024: without projections"},
    {"preset.raschka-simple.about", "S. Raschka, “Build a Large Language Model (From Scratch)” (2024), chapter 3: the "
                                    "inputs attend to each other as they are."},
    {"choice.preset.raschka", "Raschka 2024: self-attention"},
    {"preset.raschka.about", "S. Raschka, “Build a Large Language Model (From Scratch)” (2024), chapter 3: "
                             "SelfAttention_v2, three columns in and two out."},
    {"choice.preset.raschka-causal", "Raschka 2024: causal mask"},
    {"preset.raschka-causal.about", "S. Raschka, “Build a Large Language Model (From Scratch)” (2024), chapter 3: the "
                                    "same projections behind a causal mask."},
    {"choice.preset.raschka-heads", "Raschka 2024: two heads"},
    {"preset.raschka-heads.about", "S. Raschka, “Build a Large Language Model (From Scratch)” (2024), chapter 3: "
                                   "MultiHeadAttention, two heads of one column each."},
    {"choice.preset.cristina", "Cristina: four words"},
    {"preset.cristina.about", "S. Cristina, “The Attention Mechanism from Scratch”. Printed there with eight decimals, "
                              "here with four."},
    {"choice.preset.alammar", "Alammar 2018: 112 and 96"},
    {"preset.alammar.about", "J. Alammar, “The Illustrated Transformer” (2018): scores 112 and 96, divided by 8. Only "
                             "the row of “Thinking” is his; the vectors are made here to give its scores."},
    {"choice.preset.d2l", "Dive into Deep Learning: padding"},
    {"preset.d2l.about", "“Dive into Deep Learning”, 11.3: all keys are equal, so the weights are even over the two "
                         "keys that are not padding, whatever the query."},
    {"choice.preset.previous-token", "Previous token"},
    {"preset.previous-token.about", "Every token looks at the one before it. W_Q moves the 1 of its place one column "
                                    "to the left, so its query fits exactly one key. Built by hand, not learned."},
    {"choice.preset.first-token", "First token"},
    {"preset.first-token.about", "Every token looks at the first. W_Q turns every place into place 1, and only one key "
                                 "fits that. Built by hand, not learned."},
    {"choice.preset.same-token", "Same token"},
    {"preset.same-token.about", "Every token looks at its own word, wherever it has stood. W_Q and W_K read only which "
                                "word it is, and different words have nothing in common. Built by hand, not learned."},
    {"choice.preset.induction-1", "Induction, step 1 of 2"},
    {"preset.induction-1.about", "A head for the previous token; W_O writes the word it finds into empty columns. "
                                 "Step 2 will read it there. Built by hand, not learned."},
    {"choice.preset.induction-2", "Induction, step 2 of 2"},
    {"preset.induction-2.about", "X is step 1's X plus its output. A query asks for its own word, a key answers with "
                                 "the word before it: the head finds what followed last time. A new word rests on the "
                                 "first token. Built by hand, not learned."},
    {"preset.other_step", "Show the other step"},
    {"preset.changed", "Something was changed: these are no longer the printed numbers."},
    {"preset.changed_head", "Something was changed: the head may no longer do what it was built for."},
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
    {"param.memory", "Memory"},
    {"param.memory.help", "A second sentence: keys and values come from it, queries from the first (cross-attention). "
                          "Empty: the sentence attends to itself."},
    {"param.kv-heads", "Key-value heads"},
    {"param.kv-heads.help", "How many heads have keys and values of their own; the others share them. Must divide "
                            "the heads. 0: every head has its own."},
    {"param.scale", "Scale"},
    {"param.scale.help", "What scores are multiplied by: auto (1 over the square root of d_k), off, or a number."},
    {"param.temperature", "Temperature"},
    {"param.temperature.help", "Scores are divided by it. Above 1 attention spreads out, below 1 it sharpens."},
    {"param.softcap", "Soft cap"},
    {"param.softcap.help", "Scores flatten out at plus and minus this number: cap × tanh(score / cap). 0 is off."},
    {"param.window", "Window"},
    {"param.window.help", "How many keys a query may look at: itself and those before it, or, without a causal mask, "
                          "those less than this far away on either side. 0 is off."},
    {"param.causal-offset", "Causal offset"},
    {"param.causal-offset.help",
     "Moves the causal triangle and the window: query i may look at keys up to i plus this."},
    {"param.paint", "Painted cells"},
    {"param.paint.help",
     "Mask cells painted shut, as query:key pairs: 2:3, 1-3:5, *:1, with commas between. Painting only "
     "shuts cells; what another mask has closed stays closed."},
    {"param.edits", "Edited numbers"},
    {"param.edits.help", "Numbers set by hand, as matrix.row.column:number, with commas between: x.1.2:0.5,w_q.3.4:-1. "
                         "The matrices are x, memory, w_q, w_k, w_v and w_o; more numbers after a colon go to the next "
                         "columns."},
    {"param.bias", "Bias"},
    {"param.bias.help", "Whether the projections add a bias."},
    {"param.dropout", "Dropout"},
    {"param.dropout.help", "The share of the attention weights that is dropped, as in training. 0 is off."},
    {"param.dropout-seed", "Dropout seed"},
    {"param.dropout-seed.help", "Another seed throws the dice again."},
    {"param.break", "Break it"},
    {"param.break.help", "Classic mistakes to make on purpose, with commas between: no-scaling, softmax-over-queries, "
                         "mask-after-softmax, padding-on-rows, view-without-transpose, dropout-left-on, no-w-o, "
                         "heads-averaged, keys-from-queries, mask-turned-round; or none."},

    // Mistakes: what each is called, what it breaks, and why people make it.
    {"mistake.no-scaling", "No scaling"},
    {"mistake.no-scaling.breaks",
     "Scores grow with d_k, softmax gives nearly everything to one token, and its gradient "
     "all but vanishes."},
    {"mistake.no-scaling.why", "The formula looks complete without the square root, and small examples still work."},
    {"mistake.softmax-over-queries", "Softmax over the queries"},
    {"mistake.softmax-over-queries.breaks",
     "Each column adds up to 1 instead of each row, so queries compete for keys and "
     "a query may collect much more or much less than one value."},
    {"mistake.softmax-over-queries.why",
     "The axis was given as a number, and in a tensor with batch and heads it is easy "
     "to count from the wrong end."},
    {"mistake.mask-after-softmax", "Mask after softmax"},
    {"mistake.mask-after-softmax.breaks",
     "Hidden tokens are still counted in the row's sum, so the visible weights add up "
     "to less than 1."},
    {"mistake.mask-after-softmax.why", "Setting weights to 0 looks the same as hiding scores."},
    {"mistake.padding-on-rows", "Padding mask on the rows"},
    {"mistake.padding-on-rows.breaks",
     "Padding queries are silenced, which nobody needs, while real queries go on looking "
     "at padding."},
    {"mistake.padding-on-rows.why",
     "The mask has one flag per token, and nothing says whether it belongs to queries or "
     "to keys."},
    {"mistake.view-without-transpose", "Heads split by view, without transpose"},
    {"mistake.view-without-transpose.breaks", "A head gets all columns of a few tokens instead of a few columns of all "
                                              "tokens, so rows no longer belong to their words."},
    {"mistake.view-without-transpose.why", "The shapes come out right, and no error is raised."},
    {"mistake.dropout-left-on", "Dropout left on"},
    {"mistake.dropout-left-on.breaks",
     "The same sentence gives another result every time, and rows do not add up to 1."},
    {"mistake.dropout-left-on.why", "The layer starts in training mode, and eval() was forgotten."},
    {"mistake.no-w-o", "No output projection"},
    {"mistake.no-w-o.breaks", "The heads' findings stand side by side and are never mixed."},
    {"mistake.no-w-o.why", "After concatenation the shape is already right."},
    {"mistake.heads-averaged", "Heads averaged instead of concatenated"},
    {"mistake.heads-averaged.breaks",
     "What one head found is blurred with what all others found; W_O cannot tell them apart."},
    {"mistake.heads-averaged.why", "Several results for one token look like something to average."},
    {"mistake.keys-from-queries", "Keys and values from the wrong side"},
    {"mistake.keys-from-queries.breaks", "The memory is never read: the sentence attends to itself."},
    {"mistake.keys-from-queries.why", "The call that worked for self-attention was copied: attention(x, x, x)."},
    {"mistake.mask-turned-round", "Mask turned round"},
    {"mistake.mask-turned-round.breaks",
     "Exactly the tokens that should be hidden are seen, and the others are hidden; a row "
     "without anything to hide sees nothing."},
    {"mistake.mask-turned-round.why", "In some functions true means may attend, in others it means masked out."},

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
    {"param.pencil", "Pencil"},
    {"param.pencil.help",
     "Tap a number to type another one, drag it up or down, or drag over the cells of the mask to shut "
     "and open them. A finger then draws instead of scrolling the page."},
    {"param.readonly", "Read only"},
    {"param.readonly.help", "Numbers and mask cells cannot be changed by hand."},
    {"param.scene", "Scene"},
    {"param.scene.help",
     "What fills the canvas: one stage, the map of all stages and heads, a comparison, or the laboratory of scaling."},
    {"choice.scene.stage", "one stage"},
    {"choice.scene.map", "the map"},
    {"choice.scene.compare", "compare"},
    {"choice.scene.scaling", "scaling lab"},
    {"param.zoom", "Zoom"},
    {"param.zoom.help", "How near the picture is looked at; 1 shows all of it."},
    {"param.at-x", "Middle across"},
    {"param.at-x.help", "What stands in the middle of the view, as a share of the picture's width."},
    {"param.at-y", "Middle down"},
    {"param.at-y.help", "What stands in the middle of the view, as a share of the picture's height."},
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
    {"control.undo", "Undo"},
    {"control.redo", "Redo"},
    {"control.restore", "Take back all edits"},
    {"control.scrub", "Position in the animation"},
    {"group.tools", "Tools"},

    // In the figure.
    {"legend.vectors", "vectors"},
    {"legend.projections", "projections"},
    {"legend.scores", "scores"},
    {"legend.weights", "weights"},
    {"figure.hint", "Point at a cell to see how it was computed."},
    {"figure.head", "head {head}"},
    {"figure.computing", "{name}: the row of “{row}” meets the column of “{col}”."},
    {"figure.computing_column", "{name}: the row of “{row}” meets column {col}."},
    {"figure.computing_row", "{name}: “{row}” collects the values, each scaled by its weight."},
    {"figure.row", "The row of “{row}”"},
    {"figure.masked", "masked"},
    {"figure.bias", "bias"},
    {"figure.spread", "standard deviation {before} → {after}"},
    {"figure.given", "An input: nothing was computed here."},
    {"figure.set", "Set by hand: was {was}, now {now}."},
    {"figure.can_drag", "Drag it up or down to change it, or press Enter and type."},
    {"figure.can_tap", "Drag it up or down, or tap it, to change it."},
    {"figure.can_paint", "Drag over cells, or press M, to shut and open them."},
    {"figure.try_drag", "Drag a number of {names} up or down, and everything after it follows."},
    {"figure.painted", "Painted shut by hand."},
    {"figure.field", "{name}, row {row}, column {column}"},
    {"figure.more", "… {count} more terms"},
    {"figure.copied", "Column {column} of {name}: {value}"},
    {"figure.step_max", "1  find the row's maximum"},
    {"figure.step_exp", "2  subtract it, take exponentials, add"},
    {"figure.step_share", "3  divide by the row's sum"},

    // Enumerations.
    {"list.next", "{list}, {item}"},
    {"list.last", "{list} or {item}"},

    // What is said about bad input.
    {"notice.no_tokens", "Type at least one word. Until then the last sentence stays."},
    {"notice.heads_do_not_divide", "{d_model} columns cannot be split evenly among {heads} heads. With {d_model} "
                                   "columns choose {choices}; until then the figure stays as it was."},
    {"notice.kv_heads_do_not_divide",
     "{heads} heads cannot share {kv_heads} key-value heads evenly. Choose a number that "
     "divides the heads; until then the last good value stays."},
    {"notice.not_the_shape", "The numbers of “{name}” are for {tokens} tokens, d_model {d_model} and as many heads as "
                             "the example has ({heads}). With other settings random ones take their place."},
    {"notice.no_code", "“{name}” is built for one head, one sentence and at most {tokens} tokens: as many as d_model "
                       "divided by {codes}. With other settings random numbers take its place."},
    {"notice.nothing_to_break", "“{name}” changes nothing here: what it breaks is not part of this run."},
    {"notice.not_a_scale", "{label} can be auto, off or a number; “{value}” is none of them, so nothing changed."},
    {"notice.not_paint",
     "{label} are written as query:key, like 2:3, 1-3:5 or *:1; “{value}” is not, so nothing changed."},
    {"notice.not_edits",
     "{label} are written as matrix.row.column:number, like x.1.2:0.5 or w_q.3.4:-1, with numbers from "
     "−100 to 100; “{value}” is not, so nothing changed."},
    {"notice.not_a_cell_number", "A cell takes a number from −100 to 100; “{value}” is not, so nothing changed."},
    {"notice.too_many_edits", "No more than {most} numbers can be set by hand; take some back first."},
    {"notice.too_many_blocks", "The painted cells are too scattered to be written down; open some first."},
    {"notice.closed_otherwise", "Another mask (causal, padding or window) closes this cell, so paint cannot open it."},
    {"notice.edits_asleep",
     "Numbers set by hand for cells that are not there now: {count}. They are kept, and count again "
     "when the cells are back."},
    {"notice.not_a_mistake", "“{value}” names a mistake that is not known, so nothing changed."},
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

    // Why a weights file is refused, one sentence for each of kTensorRules (safetensors.h).
    {"weights.file-limit", "The file has {found} bytes; at most {wanted} are read."},
    {"weights.length", "The file has only {found} bytes; the first {wanted} must say how long the header is."},
    {"weights.header-limit", "The header is said to be {found} bytes long; at most {wanted} are read."},
    {"weights.header-inside", "The header is said to be {wanted} bytes long, but only {found} bytes follow."},
    {"weights.header-start", "The header must begin with an opening brace; at byte {wanted} there is {found}."},
    {"weights.header-end", "The header must end with a closing brace, followed by nothing but spaces; at byte {wanted} "
                           "there is {found}."},
    {"weights.header-json", "The header is not the JSON it should be: {found}."},
    {"weights.metadata", "“__metadata__” must hold texts by name; {name} is {found}."},
    {"weights.tensor-limit", "The header lists {found} tensors; at most {wanted} are read."},
    {"weights.entry", "Tensor {tensor} must be an object with dtype, shape and data_offsets; it is {found}."},
    {"weights.entry-keys",
     "Tensor {tensor} must have dtype, shape and data_offsets and nothing else; {found} is missing "
     "or unknown."},
    {"weights.dtype", "Tensor {tensor} has the dtype {found}, which is none of the format's types."},
    {"weights.shape", "Tensor {tensor} has the shape {found}; it must be an array of whole numbers below 2^64."},
    {"weights.rank-limit", "Tensor {tensor} has {found} dimensions; at most {wanted} are read."},
    {"weights.shape-limit", "Tensor {tensor} has the shape {found}: more numbers than 64 bits can count."},
    {"weights.whole-bytes", "Tensor {tensor} takes {found} bits, which are no whole number of bytes."},
    {"weights.offsets", "Tensor {tensor} has the data_offsets {found}; they must be two whole numbers below 2^64."},
    {"weights.offsets-order", "Tensor {tensor} ends at byte {found} of the data, before it begins at byte {wanted}."},
    {"weights.offsets-size",
     "Tensor {tensor} needs {wanted} bytes for its type and shape, but its data_offsets give it "
     "{found}."},
    {"weights.data-inside", "Tensor {tensor} ends at byte {wanted} of the data, but the file has only {found} bytes of "
                            "data."},
    {"weights.overlap", "Tensor {tensor} begins at byte {found} of the data, but all bytes before {wanted} belong to "
                        "tensors before it."},
    {"weights.hole", "Tensor {tensor} begins at byte {found} of the data, but the bytes from {wanted} on belong to no "
                     "tensor."},
    {"weights.data-end", "The tensors end at byte {wanted} of the data, but the file has {found} bytes of data."},

    // Why a weights file has no layer (weights.h).
    {"layer.none", "There are no projections under the names that are known: {name}w_q, {name}in_proj_weight or "
                   "{name}q_proj_weight."},
    {"layer.which", "There are several layers. Name one with --layer: {found}."},
    {"layer.missing", "{name} is missing."},
    {"layer.type", "{name} is {found}; only F32, F16 and BF16 become projections."},
    {"layer.matrix", "{name} has the shape {found}; a projection is a matrix."},
    {"layer.vector", "{name} has the shape {found}; a bias is one row of numbers."},
    {"layer.thirds", "{name} has {found} rows, which cannot be cut into three of equal height for Q, K and V."},
    {"layer.extra",
     "{name} is there: rows that nn.MultiheadAttention appends to keys and values, which this engine does "
     "not have."},
    {"layer.width", "The projections take rows of {found} numbers; a token has {min} to {max} here."},

    // Measures of a head.
    {"measure.entropy", "entropy of a row (nats)"},
    {"measure.maximum", "largest weight of a row"},
    {"measure.distance", "attended distance (places)"},
    {"measure.row_sum", "sum of a row"},
    {"measure.uniform", "similarity to uniform"},
    {"measure.previous_token", "on the previous token"},
    {"measure.first_token", "on the first token"},
    {"measure.same_token", "on the same token"},
    {"measure.induction", "on what followed last time"},
    {"measure.raw_deviation", "deviation of the scores"},
    {"measure.scaled_deviation", "deviation after scaling"},
    {"measure.gradient", "mean gradient p (1 − p)"},
    {"measure.between", "Jensen-Shannon distance between the heads"},

    // The command line.
    {"cli.about", "Attention Lab: every step of multi-head attention on your sentence, in numbers."},
    {"cli.run", "print every stage"},
    {"cli.explain", "say how one number was computed; needs --cell, or a link in which a cell is selected"},
    {"cli.measure", "say what each head does: entropy, distance, patterns, effect of scaling"},
    {"cli.fed", "{count} of {matrix}"},
    {"cli.feeds", "It feeds {cells}."},
    {"cli.feeds_nothing", "It feeds nothing: it is the end of the way."},
    {"cli.eval", "attention on your own numbers: one JSON object per line on standard input, one result per line"},
    {"cli.eval_alone", "“attn eval” takes no options: it reads one JSON object per line from standard input."},
    {"cli.bench", "time one forward pass: attn bench --d 64 --heads 4 --tokens 256 [--kernels NAME] [--json]"},
    {"cli.sweep-exp", "compare the exponentials of every float there is; takes a minute"},
    {"cli.weights", "say what a weights file (safetensors) holds: attn weights FILE [--json] [--npy NAME OUT.npy]"},
    {"cli.weights.name", "name"},
    {"cli.weights.type", "type"},
    {"cli.weights.shape", "shape"},
    {"cli.weights.listed_only",
     "Only F32, F16, BF16 and F64 can be converted; tensors of other types are listed only."},
    {"cli.weights.no_file", "which file? Try: attn weights FILE"},
    {"cli.weights.one_file", "one file at a time; “{word}” is a second."},
    {"cli.weights.npy", "--npy needs the name of a tensor and a file to write: --npy NAME OUT.npy"},
    {"cli.weights.no_tensor", "{file}: there is no tensor “{name}”."},
    {"cli.weights.no_floats", "tensor “{name}” is {type}; only F32, F16, BF16 and F64 can be converted."},
    {"cli.take_weights",
     "Use the projections of this weights file (safetensors) instead of random ones. d_model, and heads "
     "if the file tells, come from it."},
    {"cli.layer", "With --weights: the layer whose names begin so, as layers.0.self_attn. does."},
    {"cli.save", "Also write the projections that were used to this weights file."},
    {"cli.layer_without_weights", "--layer needs --weights."},
    {"cli.unreadable", "the file cannot be read."},
    {"cli.unwritable", "the file cannot be written."},
    {"cli.help", "print this text"},
    {"cli.options", "Options, as --key value or --key=value:"},
    {"cli.default", " Default: {value}."},
    {"cli.default_empty", " Default: empty."},
    {"cli.range_default", " {range}; default: {value}."},
    {"cli.stage", "Print only this stage: {stages}."},
    {"cli.table", "Print tables with four decimals (the default)."},
    {"cli.json", "Print one JSON object with every number in full; minus infinity is the string \"-inf\"."},
    {"cli.cell", "matrix:row:column, or matrix:head:row:column where each head has its own, counted from 1. "
                 "The matrices: {tensors}."},
    {"cli.state", "All settings at once, as they stand in the page's address; or the whole address, a share link."},
    {"cli.examples", "Examples:\n"
                     "  attn run --text \"the cat sat on the mat\" --heads 2 --mask causal\n"
                     "  attn run 'text=to%20be%20or%20not%20to%20be&mask=causal' --stage softmax --json\n"
                     "  attn run --text \"the cat sat\" --memory \"die Katze sitzt\" --heads 4 --kv-heads 2\n"
                     "  attn explain --cell weights:1:2:3\n"
                     "  attn eval < cases.jsonl > results.jsonl"},
    {"cli.follows",
     "Tokens: {tokens} · columns of one head (d_k): {d_k} · scores are multiplied by 1/√{d_k} = {scale}"},
    {"cli.follows_factor", "Tokens: {tokens} · columns of one head (d_k): {d_k} · scores are multiplied by {scale}"},
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
    {"cli.impossible.kv-heads", "{heads} heads cannot share {kv_heads} key-value heads evenly. Choose a number that "
                                "divides the heads."},
    {"cli.impossible.heads", "{d_model} columns cannot be split evenly among {heads} heads. With {d_model} columns "
                             "choose {choices}."},
};

} // namespace

std::span<const Sentence> sentences() { return kEnglish; }

} // namespace attn
