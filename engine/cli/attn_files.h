// Reading and writing the files of the program `attn`. Not part of the library.
#pragma once

#include "cli_files.h"

namespace attn {

// A whole file, unless it is larger than a weights file may be.
FileRead file_read(const std::string& path);

// Writes a file of another name first and then renames it, so that nobody ever meets half a file. False if that fails.
bool write_file(const FileToWrite&);

} // namespace attn
