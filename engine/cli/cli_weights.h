// `attn weights`: what a weights file holds.
//
//   attn weights FILE [--table|--json]        name, type and shape of every tensor, in the order of their bytes, and
//                                             the layers that attn run --weights understands
//   attn weights FILE --npy NAME OUT.npy      one tensor as a NumPy array: float64 for F64, float32 for F32, F16, BF16
#pragma once

#include <string>
#include <vector>

#include "cli_files.h"
#include "cli_reply.h"
#include "engine/formats/safetensors.h"

namespace attn {

// `words` as typed, "weights" first. Exit code 1 for a file that is refused or cannot be read, and for a tensor that is
// not there or cannot be converted; 2 for words that make no sense. Both say why on stderr and print nothing else.
Reply weights_reply(const std::vector<std::string>& words, const FileReader&);

// "attn: FILE: the reason (rule overlap)\n"
std::string refusal_line(const std::string& path, const Refusal&);

// The tensors of a file as a table for people, with names that do no harm to a terminal, and as one JSON object. Both end
// with the layers that are found: whose names they have, and how many numbers a token, its query, its key, its value and
// an output have, or why the layer cannot be read.
std::string tensors_as_table(const TensorFile&);
std::string layers_as_table(const TensorFile&); // that end alone; empty if there are none
std::string tensors_as_json(const TensorFile&);

} // namespace attn
