// How a transformer is built: everything about a model but its numbers.
#pragma once

#include <optional>

#include "engine/words/text.h"

namespace attn {

enum class Positions { learned, sinusoidal, none };
enum class Activation { gelu, relu };

// Letters as in engine/math/matrix.h, and: V words in the vocabulary, C places at most, L layers, M numbers inside an MLP.
struct ModelShape {
    int vocabulary = 16; // V
    int context = 16;    // C: how long a sequence may be
    int width = 32;      // E
    int layers = 2;      // L
    int heads = 2;       // H, divides E
    int mlp = 0;         // M; 0: layers have no MLP
    Activation activation = Activation::gelu;
    Positions positions = Positions::learned;
    bool causal = true;      // a decoder; else an encoder, whose tokens see each other in both directions
    bool layer_norm = false; // before attention, before the MLP and at the end
    bool biases = false;     // of projections, MLPs and layer norms
    bool tied = false;       // the embedding is the unembedding, too
    double scale = 0;        // scores are multiplied by it; 0: 1/sqrt(E / H)

    bool operator==(const ModelShape&) const = default;
};

// Why no model can be built so, as a sentence of tool_words(), or nothing.
std::optional<Said> misfit(const ModelShape&);

} // namespace attn
