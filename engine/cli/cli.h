// The command line `attn` as a pure function: words in, text out. attn_main.cpp only prints what comes back,
// so the tests see exactly what a person sees.
//
//   attn run [options] ['key=value&key=value' or a link]    every stage, as tables or as JSON
//   attn explain --cell scores:1:2:3 [options]              how one number was computed
//   attn explain 'a link in which a cell is selected'
//   attn measure [options]                                   what each head does, see measure.h
//   attn export FORMAT [options]                             files for other programs, see cli_export.h
//   attn eval < cases.jsonl                                  attention on anybody's numbers, see eval.h
//   attn weights FILE                                        what a weights file holds, see cli_weights.h
//   attn help
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli_files.h"
#include "engine/run/run.h"
#include "engine/stages/explain.h"
#include "engine/stages/stage.h"

namespace attn {

struct Reply {
    int exit_code = 0; // 0 done, 1 a file was refused, 2 the words made no sense
    std::string out{}; // for stdout
    std::string err{}; // for stderr: notices, and what was wrong
    std::optional<FileToWrite> file{};
};

// `words` as typed, without the program's name. `read` is asked for the files that the words name.
Reply command_line(const std::vector<std::string>& words, const FileReader& read);
Reply command_line(const std::vector<std::string>& words); // where there are no files

// What a stage shows: the inputs that are first used in it, then what it makes.
std::vector<Tensor> shown_in(const StageInfo&);

// Every stage, or only one, for people: title, formula, what happens, then each matrix with the names of its
// rows and columns and four decimals.
std::string stages_as_tables(const Run&, std::optional<Stage> only);

// The same for programs: one JSON object, every number so that it reads back as the same float32.
// Heads are counted from 1; -infinity is the string "-inf".
std::string stages_as_json(const Run&, std::optional<Stage> only);

// What measure.h says of each head, and how far the heads are from each other. Rows are averaged in the table.
std::string measures_as_table(const Trace&);
std::string measures_as_json(const Trace&);

// One sentence: which cells of which matrices this cell feeds.
std::string fed_by(const Trace&, const Cell&);

// A formula of kStages in plain characters: S' = S / √d_k.
std::string plain_formula(std::string_view tex);

// How many columns of a terminal a text takes: ideographs and emoji take two, combining marks none.
int display_width(std::string_view text);

} // namespace attn
