// The commands of `attn` that need a clock or minutes, and therefore are no part of the engine:
//
//   attn bench --d 64 --heads 4 --tokens 256 [--kernels NAME] [--json]   time of one forward pass
//   attn sweep-exp [--json]                                              exp of every float there is
#pragma once

#include <string>
#include <vector>

#include "cli_reply.h"

namespace attn {

// Whether the first word is one of these commands.
bool is_bench_command(const std::vector<std::string>& words);
Reply bench_command(const std::vector<std::string>& words);

} // namespace attn
