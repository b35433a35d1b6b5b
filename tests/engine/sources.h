// The project's own sources, as its tests read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attn {

struct Source {
    std::string path;  // "engine/ops.cpp"
    std::string text;  // without comments and without the insides of strings
    std::string whole; // without comments
    std::vector<std::string> includes;
};

Source source(const std::string& path, std::string_view text);

// Those of a folder and all below it, in the order of their paths.
std::vector<Source> sources_in(const std::string& folder);

} // namespace attn
