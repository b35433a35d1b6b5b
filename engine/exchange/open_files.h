// Files of somebody's own, opened to be looked at: what the page's button and a drop on the figure read.
//
//   .safetensors   one layer of a model, under the names of layer_file.h: its projections
//   .npy           an array [T, E]: the rows of X. Three named q, k and v, each [T, d] or [heads, T, d]: those
//   .json          [[...], ...] or {"x": ...}: the rows of X. A case of the evaluator (eval.h): x with its projections, or
//                  q, k and v. Only its numbers and heads are taken; mask, scale and dropout are the figure's
//
// Queries, keys and values that are given become a run by themselves: X has them side by side, and each projection picks
// its own columns with ones and zeros, so no number changes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/given.h"
#include "layer_file.h"

namespace attn {

struct FileBytes {
    std::string name;
    std::span<const unsigned char> bytes;
};

struct OpenedFiles {
    Opened given{};                   // or, when there is none:
    std::string error{};              // why, in one sentence, without the file's name
    std::vector<FoundLayer> layers{}; // of a weights file, even if none could be read
    std::string layer{};              // the one that was read
    std::string remark{};             // what else such a layer does and this engine does not, or how the file is shown
};

// `layer` as in FoundLayer; the first one that can be read if the file has none of this name. `tool` are tool_words().
OpenedFiles opened(const Words& tool, std::span<const FileBytes>, std::string_view layer);

} // namespace attn
