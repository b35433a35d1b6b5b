// What a command answers.
#pragma once

#include <optional>
#include <string>

#include "cli_files.h"

namespace attn {

struct Reply {
    int exit_code = 0; // 0 done, 1 a file was refused, 2 the words made no sense
    std::string out{}; // for stdout
    std::string err{}; // for stderr: notices, and what was wrong
    std::optional<FileToWrite> file{};
};

} // namespace attn
