// `attn train` on a terminal: it prints while it trains, and Ctrl+C ends it after the step that is under way, with the file
// that was asked for.
#pragma once

#include <string>
#include <vector>

#include "cli_reply.h"

namespace attn {

// Prints its progress itself; what is left to say, and the file to write, is in the reply.
Reply train_command(const std::vector<std::string>& words);

} // namespace attn
