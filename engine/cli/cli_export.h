// `attn export FORMAT`: what is asked for, from the words; export_file.h makes it.
#pragma once

#include <string>
#include <vector>

#include "engine/exchange/export_file.h"

namespace attn {

//   attn export csv|csv-bom|json|npy [--tensor KEY [--head N]] [--output FILE] [settings or a link]
//   attn export numpy|pytorch                          [--output FILE] [settings or a link]
struct ExportRequest {
    std::vector<std::string> words{}; // the command without the format and these options
    FileWanted file{};                // without a format: the command is another one
    std::string output{};
    std::string error{}; // a sentence
};

// Takes out of the words what belongs to export; other commands keep all of theirs.
ExportRequest export_request(const std::vector<std::string>& words);

} // namespace attn
