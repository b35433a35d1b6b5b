// English for the command line and for files of weights. The page has neither, so it does not carry this table.
#include "grammar_en.h"

namespace attn {

namespace {

constexpr Sentence kEnglishTools[] = {
    // The command line.
    {"cli.about", "Attention Lab: every step of multi-head attention on your sentence, in numbers."},
    {"cli.run", "print every stage"},
    {"cli.explain", "say how one number was computed; needs --cell, or a link in which a cell is selected"},
    {"cli.measure", "say what each head does: entropy, distance, patterns, effect of scaling"},
    {"cli.export", "write matrices as csv (csv-bom for spreadsheets), json or npy, or a program with numpy or pytorch: "
                   "attn export FORMAT [--tensor KEY [--head N]] [--output FILE]"},
    {"cli.export.format", "which format? Say attn export and one of: {formats}."},
    {"cli.export.tensor", "this run has no matrix “{value}”. It has: {tensors}."},
    {"cli.export.one", "npy holds one array: say which with --tensor. The run has: {tensors}."},
    {"cli.export.head", "“{value}” is not a head of the matrix. --head goes with --tensor and is 1 to {heads}, for "
                        "matrices that each head has for itself."},
    {"cli.export.output", "With export: the file to write, instead of standard output."},
    {"cli.fed", "{count} of {matrix}"},
    {"cli.feeds", "It goes into {cells}."},
    {"cli.feeds_nothing", "It goes into nothing else: it is the end of the way."},
    {"cli.eval", "attention on your own numbers: one JSON object per line on standard input, one result per line"},
    {"cli.gradient", "the backward pass on your own numbers: the same lines, with d_output"},
    {"cli.train", "train a small transformer: attn train RECIPE [-o FILE] [--steps N] [--seed N] [--json]"},
    {"cli.train.steps", "With train: how many steps it shall have done in the end, instead of the recipe's."},
    {"cli.train.resume",
     "With train, instead of a recipe: go on from this file, with the same bits as without a stop."},
    {"cli.train.weights_only",
     "With train: write the parameters alone, a third of the size. Nobody can go on from it."},
    {"cli.train.no_recipe", "which recipe? Try: attn train engine/train/recipes/induction.txt"},
    {"cli.train.one_recipe", "one recipe at a time; “{word}” is a second."},
    {"cli.train.number", "{option} needs a whole number of at most a million, a seed one below it; “{value}” is none."},
    {"cli.train.both", "--resume goes on with the recipe that is in the file, so {option} cannot be given beside it."},
    {"cli.train.begins", "{about} {parameters} parameters, {words} words, seed {seed}."},
    {"cli.train.step", "step"},
    {"cli.train.loss", "loss"},
    {"cli.train.choices", "like 1 of"},
    {"cli.train.accuracy", "accuracy"},
    {"cli.train.heads", "heads (layer.head)"},
    {"cli.train.no_pattern", "no clear pattern"},
    {"cli.train.stopped", "stopped after step {step}. To go on: attn train --resume {file}"},
    {"cli.train.lost", "stopped after step {step}. Nothing was kept; with -o FILE it is."},
    {"cli.lines_alone", "“attn {command}” takes no options: it reads one JSON object per line from standard input."},
    {"cli.bench", "time one forward pass: attn bench --d 64 --heads 4 --tokens 256 [--kernels NAME] [--json]"},
    {"cli.sweep-exp", "compare the exponentials of every float there is; takes a minute"},
    {"cli.verify", "judge anew what students hand in: attn verify FILE [--csv]"},
    {"cli.verify.no_file", "which file? Try: attn verify results.jsonl"},
    {"cli.verify.one_file",
     "one file at a time; “{word}” is a second. Several can be put one behind the other: cat a b > c"},
    {"cli.verify.no_json", "line {line}: {why}"},
    {"cli.verify.version", "line {line}: results of another version of the page."},
    {"cli.verify.no_results", "line {line}: no results of a student begin before it."},
    {"cli.verify.no_kind", "line {line}: “{why}” is no kind of line that the page writes."},
    {"cli.verify.empty", "there are no results in it."},
    {"cli.verify.edited",
     "The checksum is missing or not that of the lines: somebody edited the file, or a part is lost."},
    {"cli.verify.seed", "The seed is not the one of this name, which is {seed}."},
    {"cli.verify.few_tries", "{step}: more wrong answers than tries."},
    {"cli.verify.no_step", "{step}: the lab has no step of this name."},
    {"cli.verify.not_asked", "{step}: the lab asks something else there."},
    {"cli.verify.not_yet", "not yet right"},
    {"cli.verify.score", ", {right} of {questions} right"},
    {"cli.verify.other_cell", "{step}: this seed asks for another number."},
    {"cli.verify.tolerance", "{step}: the page allows no such tolerance."},
    {"cli.verify.no_sense", "{step}: what was asked cannot be computed."},
    {"cli.verify.right_after_all", "{step}: the answer is right, but the file says that it is not."},
    {"cli.verify.not_right", "{step}: the file says that the answer is right, but it is not."},
    {"cli.verify.nameless", "(no name)"},
    {"cli.verify.student", "{student}, seed {seed}, {state}"},
    {"cli.verify.intact", "as it was saved"},
    {"cli.verify.not_intact", "EDITED"},
    {"cli.verify.answer", "{step}: {verdict}"},
    {"cli.verify.answered", ", answered {answer}"},
    {"cli.verify.expected", ", expected {expected}"},
    {"cli.verify.code", "exercise {exercise}: {state} by the page's account"},
    {"cli.verify.passed", "passed"},
    {"cli.verify.not_passed", "not passed"},
    {"cli.verify.summary", "{right} of {answered} answers right, {claimed} more by the page's account; skipped: "
                           "{skipped}; exercises passed: {passed}"},
    {"cli.weights", "say what a weights file (safetensors) holds: attn weights FILE [--json] [--npy NAME OUT.npy]"},
    {"cli.weights.name", "name"},
    {"cli.weights.type", "type"},
    {"cli.weights.shape", "shape"},
    {"cli.weights.listed_only",
     "Only F32, F16, BF16 and F64 can be converted; tensors of other types are listed only."},
    {"cli.weights.tensors.one", "{count} tensor"},
    {"cli.weights.tensors.many", "{count} tensors"},
    {"cli.weights.bytes.one", "{count} byte"},
    {"cli.weights.bytes.many", "{count} bytes"},
    {"cli.weights.layer", "layer"},
    {"cli.weights.models", "names of"},
    {"cli.weights.token", "token"},
    {"cli.weights.query", "query"},
    {"cli.weights.key", "key"},
    {"cli.weights.value", "value"},
    {"cli.weights.output", "output"},
    {"cli.weights.no_file", "which file? Try: attn weights FILE"},
    {"cli.weights.one_file", "one file at a time; “{word}” is a second."},
    {"cli.weights.npy", "--npy needs the name of a tensor and a file to write: --npy NAME OUT.npy"},
    {"cli.weights.no_tensor", "{file}: there is no tensor “{name}”."},
    {"cli.weights.no_floats", "tensor “{name}” is {type}; only F32, F16, BF16 and F64 can be converted."},
    {"cli.take_weights",
     "Use the projections of this weights file (safetensors) instead of random ones. d_model, and heads "
     "if the file tells, come from it."},
    {"cli.layer", "With --weights: the layer whose names begin so, as layers.0.self_attn. does. “attn weights” lists "
                  "them."},
    {"cli.layout", "With --weights: how c_attn.weight is stored, conv1d ([in, 3 out], GPT-2) or linear ([3 out, in], "
                   "nanoGPT). Only a square one needs it."},
    {"cli.no_layout", "“{value}” is no layout. There are conv1d and linear."},
    {"cli.save", "Also write the projections that were used to this weights file."},
    {"cli.without_weights", "{option} needs --weights."},
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
                     "  attn eval < cases.jsonl > results.jsonl\n"
                     "  attn gradient < cases.jsonl > gradients.jsonl"},
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

    // The desktop program, before its window is there and in its title.
    {"desktop.usage",
     "attention-lab [KEY=VALUE...] [LINK] [--screenshot FILE] [--film COUNT] [--size WxH] [--no-panel]\n\n"
     "FILE ends in .svg (the figure alone), .png or .bmp.\n"},
    {"desktop.param", "{help} (default: {value})"},
    {"desktop.film", "--film wants how many pictures, as 24"},
    {"desktop.size", "--size wants WIDTHxHEIGHT, as 1280x800"},
    {"desktop.no_option", "There is no option {option}"},
    {"desktop.cannot_write", "Cannot write {file}"},
    {"desktop.title", "Attention Lab: {stage}"},

    // Why a weights file is refused, one sentence for each of kTensorRules (safetensors.h), or has no layer
    // (layer_file.h).
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
    {"layer.none", "There are no projections under the names that are known, of which one would be there: {names}."},
    {"layer.which", "There are several layers. Name one with --layer: {found}."},
    {"layer.missing", "{name} is missing."},
    {"layer.type", "{name} is {found}; only F32, F16 and BF16 become projections."},
    {"layer.matrix", "{name} has the shape {found}; a projection is a matrix."},
    {"layer.vector", "{name} has the shape {found}; a bias is one row of numbers."},
    {"layer.thirds", "{name} has {found} rows, which cannot be cut into three of equal height for Q, K and V."},
    {"layer.shape", "{name} is {found}; nn.MultiheadAttention has {want} there: [out, in]."},
    {"layer.extra",
     "{name} is there: rows that nn.MultiheadAttention appends to keys and values, which this engine does "
     "not have."},
    {"layer.step", "{name} is there: it belongs to a step of such layers that this engine does not have."},
    {"layer.layout",
     "{name} is {found} and {other} is {beside}. These can be GPT-2's Conv1D, [in, 3 out] and [out, in], "
     "or nanoGPT's Linear, [3 out, in] and [in, out]. Say which with --layout: conv1d or linear."},
    {"layer.combined", "{name} is {found} and {other} is {beside}. As GPT-2's Conv1D they would be [in, 3 out] and "
                       "[out, in], as nanoGPT's Linear [3 out, in] and [in, out]."},
    {"layer.input", "{name} takes rows of {have} numbers, but {other} takes rows of {want}."},
    {"layer.groups",
     "{name} makes {have} numbers of a token, which do not divide the {want} of {other} evenly, so heads "
     "cannot share keys."},
    {"layer.output", "{name} takes rows of {have} numbers, but with {other} the heads make {want} together."},
    {"layer.bias", "{name} has {have} numbers, but {other} makes {want} of a token."},
    {"layer.rotary", "{models} turns queries and keys by their positions (RoPE) before it compares them. This engine "
                     "does not: scores and weights are those without positions."},
    // Why a file that was opened to be looked at is not shown (open_files.h).
    {"open.empty", "The file is empty."},
    {"open.unknown", "It is none of the files that can be shown: .safetensors (a layer's projections), .npy or .json."},
    {"open.several", "Several files together can only be q.npy, k.npy and v.npy."},
    {"open.three", "Three arrays are needed together: q.npy, k.npy and v.npy."},
    {"open.zip", "It is a zip archive (.npz, or PyTorch's .pt and .pth). Save its arrays with numpy.save, or the "
                 "model with safetensors."},
    {"open.pickle",
     "It is a Python pickle, which can run any program when it is read. Save the model with safetensors."},
    {"open.gguf", "It is a GGUF file, whose numbers are quantised. Take the model's .safetensors instead."},
    {"open.json", "It has {found} where rows of numbers, or an object with x or with q, k and v, are expected."},
    {"open.matrix", "The array has the shape {found}; the rows of X are a matrix, [tokens, numbers]."},
    {"open.stack", "The array has the shape {found}; queries, keys and values are [tokens, numbers] or [heads, tokens, "
                   "numbers]."},
    {"open.memory_v", "It has values made from rows of their own (memory_v), which the figure does not show."},
    {"open.width", "It has vectors of {found} numbers; the figure shows at most {max}."},
    {"open.rows", "It has {found} rows; the figure shows at most {max} tokens."},
    {"open.heads", "It has {found} heads; the figure shows at most {max}."},
    {"open.projected",
     "The file has queries, keys and values that are computed already: here they are side by side in the "
     "rows that are projected, and the projections only pick them out."},
    {"open.not_finite", "It has numbers that are infinite or not a number, which the figure cannot draw."},
    {"npy.not_one", "It is not one of NumPy's .npy files: their first bytes are missing."},
    {"npy.header", "The header of the .npy file cannot be read."},
    {"npy.type", "Its numbers are of type {found}; float16, float32, float64 and integers can be read, little-endian."},
    {"npy.large", "It has too many numbers."},
    {"npy.bytes", "Its {found} bytes of data are not as many as its header says."},

    // What models are trained on (task.h), why a recipe is refused (recipe.h), and why nobody can go on from a file
    // (checkpoint.h).
    {"task.previous", "Copy the previous token."},
    {"task.induction", "Continue what repeats, whatever the distance."},
    {"task.induction-fixed", "Continue what repeats, always at the same distance."},
    {"task.reversal", "Read the sequence backwards."},
    {"task.brackets", "Close the right bracket."},
    {"task.agreement", "Make the verb agree with its noun."},
    {"recipe.long", "it is too long for a recipe."},
    {"recipe.no_equals", "line {line}: “{text}” is no setting. A line is key=value, or a remark behind #."},
    {"recipe.no_key", "line {line}: there is no setting “{key}”. There are: {keys}."},
    {"recipe.twice", "line {line}: {key} was set before."},
    {"recipe.flag", "line {line}: {key} is on or off, not “{value}”."},
    {"recipe.choice", "line {line}: {key} is one of {choices}, not “{value}”."},
    {"recipe.whole", "line {line}: {key} is a whole number, {range}, not “{value}”."},
    {"recipe.number", "line {line}: {key} is a number, {range}, not “{value}”."},
    {"recipe.range", "line {line}: {key} is {range}; {value} is out of that."},
    {"checkpoint.no_recipe", "no recipe is in it, so it was not written by attn train."},
    {"checkpoint.step", "the number of steps in it is no number of steps."},
    {"checkpoint.random", "the state of the random numbers in it is none."},
    {"checkpoint.missing", "{name} is missing."},
    {"checkpoint.shape", "{name} is {found}; with its recipe it must be {wanted}."},
    {"checkpoint.weights_only", "it holds the parameters alone, so nobody can go on from it."},

    // Why numbers, projections and options do not fit together (options.h).
    {"misfit.model_heads", "{heads} heads cannot share a width of {width} evenly."},
    {"misfit.model_positions", "sinusoidal positions come in pairs of sine and cosine, but the width is {width}."},
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
    {"range.at_least_1", "at least 1"},
    {"range.at_least_0", "at least 0"},
    {"range.above_0", "above 0 and finite"},
    {"range.off_or_above", "0 (off) or above"},
    {"range.off_or_finite", "0 (off) or above, and finite"},
    {"range.share", "at least 0 and below 1"},
};

} // namespace

const Words& tool_words(Language language) {
    static constexpr Words english{kEnglishTools, kEnglishGrammar};
    if (language.own) return language.own->tools;
    switch (language.known) {
    case Language::english: return english;
    }
    return english;
}

} // namespace attn
