// The parts that the programs of snippet.h are put together from, each in a file of its name: snippet_given.cpp,
// snippet_steps.cpp, snippet_torch.cpp.
#pragma once

#include <string>

#include "engine/run/run.h"
#include "engine/stages/stage.h"
#include "snippet_lines.h"

namespace attn {

inline bool has_memory(const Trace& t) { return !t.memory_tokens.empty(); }

// The inputs: tokens, X, memory, projections, who may look at whom, what dropout keeps.
std::string given_part(const SnippetWords&, const Run&, Library);
// The steps, each printed.
std::string steps_part(const SnippetWords&, const Trace&, Library);
// What PyTorch's own functions say.
std::string torch_part(const Words& remarks, const Trace&);

// Whether softmax meets a row, or for the wrong axis a column, in which nothing is allowed.
bool nothing_allowed_somewhere(const Trace&);

} // namespace attn
