#include "attn_files.h"
#include "cli_words.h"

#include <cstdio>
#include <fstream>

#include "engine/formats/safetensors.h"

namespace attn {

FileRead file_read(const std::string& path) {
    const auto unreadable = [] { return FileRead{.error = std::string(tool_text("cli.unreadable"))}; };
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    const std::streamoff size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
    in.seekg(0);
    // A folder can be opened, and even has a size, but no first byte.
    if (size < 0 || (size > 0 && in.peek() == std::ifstream::traits_type::eof())) return unreadable();
    if (static_cast<std::uint64_t>(size) > kMaxFileBytes)
        return {.error = tool_text("weights.file-limit",
                                   {{"found", std::to_string(size)}, {"wanted", std::to_string(kMaxFileBytes)}})};
    Bytes bytes(static_cast<std::size_t>(size));
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!in || in.gcount() != size) return unreadable();
    return {.bytes = std::move(bytes)};
}

bool write_file(const FileToWrite& file) {
    const std::string unfinished = file.path + ".part";
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(file.bytes.data()), static_cast<std::streamsize>(file.bytes.size()));
    out.close();
    if (out && std::rename(unfinished.c_str(), file.path.c_str()) == 0) return true;
    std::remove(unfinished.c_str());
    return false;
}

} // namespace attn
