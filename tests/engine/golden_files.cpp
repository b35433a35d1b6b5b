#include "golden_files.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace attn {

std::string source_path(const std::string& below) { return std::string(ATTN_SOURCE_DIR) + "/" + below; }

std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool regenerating() { return std::getenv("ATTN_REGENERATE") != nullptr; }

} // namespace attn
