// Tensors of one layer of a weights file as matrices; the first thing that is wrong is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/safetensors.h"
#include "engine/math/matrix.h"

namespace attn {

struct LayerReader {
    const TensorFile& file;
    std::string_view prefix; // before every name
    Said error{};            // a sentence of tool_words(), or none yet

    // Null if there is no such tensor, or no name.
    const StoredTensor* find(std::string_view name) const;
    // The name as the file has it, harmless to a terminal.
    std::string full(std::string_view name) const;

    // Keeps the error unless there is one already. With a name: the sentence "layer.<what>" about that tensor.
    void fail(Said);
    void fail(std::string_view what, std::string_view name, std::string_view found = {}, std::string_view want = {});

    // A tensor that is there must have this shape; 0 stands for any size.
    void need_shape(std::string_view name, const std::vector<std::uint64_t>& shape);

    // Rows and columns as they are in the file; a bias is one row. Empty if it is missing, and after an error.
    Matrix optional(std::string_view name, std::size_t rank);
    // The same with rank 2, and missing is an error.
    Matrix needed(std::string_view name);
};

} // namespace attn
