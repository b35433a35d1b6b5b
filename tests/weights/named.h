// Weights files as well-known models have them: their names, their layouts and the shapes of real configurations, with
// what is to be read from them. The numbers are drawn at random, always the same ones, and exact in BF16.
// make_named.cpp writes the files into a folder, so that the built programs and the page can be tried on them too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/attention/projections.h"
#include "engine/formats/safetensors.h"

namespace attn {

struct NamedFile {
    std::string name;        // of the file
    std::string_view models; // as layers_of() says it
    int heads, kv_heads;     // of the configuration; kv_heads 0: as many
    std::vector<std::string> prefixes{};
    std::vector<Projections> layers{}; // one for each prefix
    Bytes bytes{};
};

inline constexpr int kNamedFiles = 12;
NamedFile named_file(int index); // one at a time: some have megabytes

} // namespace attn
