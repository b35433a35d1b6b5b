// A model as a file (safetensors), under the names of Hugging Face's GPT-2. Beside the parameters it has, as metadata,
// the recipe, the vocabulary and the number of steps; and to go on training with the same bits, the state of Adam under
// NAME.adam_mean and NAME.adam_square and that of the random numbers.
#pragma once

#include <optional>
#include <span>

#include "engine/formats/bytes.h"
#include "trainer.h"

namespace attn {

// `to_go_on`: with what training needs; else a third of the size, for looking at.
Bytes checkpoint_of(const Trainer&, bool to_go_on = true);

// The trainer that a file holds, or why it holds none: a sentence of tool_words(). Nothing of the file is believed: names,
// types and shapes must be those of its recipe.
struct Restored {
    std::optional<Trainer> trainer{};
    bool can_go_on = false;
    Said error{};
};
Restored restored(std::span<const unsigned char> file, const KernelSet* simd = widest_kernels());

} // namespace attn
