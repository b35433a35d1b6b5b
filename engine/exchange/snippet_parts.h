// The parts that the programs of snippet.h are put together from, each in a file of its name: snippet_given.cpp,
// snippet_steps.cpp, snippet_torch.cpp.
#pragma once

#include <string>

#include "engine/run/run.h"
#include "engine/stages/stage.h"
#include "snippet_lines.h"

namespace attn {

// The inputs: tokens, X, memory, projections, who may look at whom, what dropout keeps.
std::string given_part(const SnippetWords&, const Run&, Library);
// The steps, each printed. `empty`: softmax meets a row, or for the wrong axis a column, in which nothing is allowed.
std::string steps_part(const SnippetWords&, const Trace&, Library, bool empty);
// What PyTorch's own functions say.
std::string torch_part(const Words& remarks, const Trace&, bool empty);

} // namespace attn
