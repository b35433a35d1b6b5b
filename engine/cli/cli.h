// The command line `attn` as a pure function: words in, text out. attn_main.cpp only prints what comes back,
// so the tests see exactly what a person sees.
//
//   attn run [options] ['key=value&key=value' or a link]    every stage, as tables or as JSON
//   attn explain --cell scores:1:2:3 [options]              how one number was computed
//   attn explain 'a link in which a cell is selected'
//   attn measure [options]                                   what each head does, see measure.h
//   attn export FORMAT [options]                             files for other programs, see cli_export.h
//   attn eval < cases.jsonl                                  attention on anybody's numbers, see eval.h
//   attn gradient < cases.jsonl                              its backward pass, see gradient.h
//   attn train RECIPE                                        a small transformer, trained from a recipe, see cli_train.h
//   attn weights FILE                                        what a weights file holds, see cli_weights.h
//   attn verify FILE                                         the results of students, judged anew, see cli_verify.h
//   attn help
#pragma once

#include <string>
#include <vector>

#include "cli_files.h"
#include "cli_reply.h"

namespace attn {

// `words` as typed, without the program's name. `read` is asked for the files that the words name.
Reply command_line(const std::vector<std::string>& words, const FileReader& read);
Reply command_line(const std::vector<std::string>& words); // where there are no files

} // namespace attn
