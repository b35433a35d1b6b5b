// Weights files that break a rule of the format each, made here byte by byte and always the same.
// make_hostile.cpp writes them into a folder, so that the built programs can be tried on them too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/safetensors.h"

namespace attn {

struct Hostile {
    std::string name;      // of the file
    std::string_view rule; // the one of kTensorRules that it breaks
    std::string_view says; // what the reason must mention
    Bytes bytes;
};
std::vector<Hostile> hostile_files();

// The length of the header, the header, and `data` bytes 0, 1, 2, ...
Bytes weights_file(std::string_view header, std::size_t data);

} // namespace attn
