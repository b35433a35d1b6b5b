// The files of a command, as values. The engine opens none itself: attn_files.cpp, which belongs to the
// program `attn` and not to the library, reads and writes them, and a test hands over bytes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/formats/bytes.h"

namespace attn {

struct FileRead {
    std::optional<Bytes> bytes{};
    std::string error{}; // why there are none: a sentence
};
using FileReader = std::function<FileRead(const std::string& path)>;

struct FileToWrite {
    std::string path;
    Bytes bytes;
};

} // namespace attn
