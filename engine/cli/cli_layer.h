// `--weights FILE`, `--layer PREFIX`, `--layout NAME` and `--save FILE` of attn run and attn explain: projections from a
// file, and into one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli_files.h"
#include "engine/exchange/layer_file.h"
#include "engine/run/config.h"

namespace attn {

struct LayerRequest {
    std::vector<std::string> words{};                         // the command without these options
    std::optional<Projections> projections{};                 // from --weights
    std::vector<std::pair<std::string, std::string>> names{}; // "w_q", and what the file calls it
    Config config{};       // what the file says: d_model, and the heads if its metadata tell
    std::string remark{};  // what else such a layer does: a line for stderr, or empty
    std::string save_to{}; // from --save, or empty
    int exit_code = 0;     // 1: the file was refused, 2: the words made no sense
    std::string error{};   // and the line that says so
};
LayerRequest layer_request(const std::vector<std::string>& words, const FileReader&);

// Why the projections of the file cannot work with these settings, in one sentence with the shapes and the file's own
// names, if so. `layer` must have projections.
std::optional<Said> misfit(const Config&, const LayerRequest& layer);

// The weights file for --save, with the numbers of heads in its metadata.
FileToWrite saved(const std::string& path, const Config&, const Projections&);

} // namespace attn
