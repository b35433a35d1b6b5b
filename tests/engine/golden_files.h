// Files of the source tree, and whether the golden ones are to be written anew.
#pragma once

#include <string>

namespace attn {

// A file or folder of the source tree: "tests/golden".
std::string source_path(const std::string& below);
std::string file_text(const std::string& path);

// Whether the golden files are to be written anew before they are compared: the environment has ATTN_REGENERATE.
bool regenerating();

} // namespace attn
