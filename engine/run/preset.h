// The numbers of presets that bring their own: worked examples that others have printed, and heads built by hand.
#pragma once

#include <optional>

#include "config.h"
#include "engine/attention/projections.h"
#include "engine/math/matrix.h"

namespace attn {

// The numbers of a preset that brings its own.
struct Material {
    Matrix embedding{}, position{}; // [T, E]; empty where x is given as it is
    Matrix x{};                     // [T, E]
    Matrix memory{};                // [S, E]; empty: self-attention
    Projections projections{};
};

// Whether the preset's own numbers are used: they belong to a number of tokens, a width and a number of heads.
bool uses_own_numbers(const Config&);
std::optional<Material> material_of(const Config&);

// Whether the run ends with an output projection; not every published example has one.
bool projects_output(const Config&);

// How many tokens a hand-built head of this width has codes for; 0 when the width cannot be cut into its blocks.
int code_length(const PresetInfo&, int d_model);

// The builders, which are called only when the configuration fits: in published.cpp and hand_built.cpp.
Material karim(const Config&);
Material raschka_simple(const Config&);
Material raschka(const Config&);
Material raschka_heads(const Config&);
Material cristina(const Config&);
Material alammar(const Config&);
Material dive(const Config&);
Material previous_token_head(const Config&);
Material first_token_head(const Config&);
Material same_token_head(const Config&);
Material induction_step_1(const Config&);
Material induction_step_2(const Config&);
Material pronoun_head(const Config&); // in meaning.cpp

} // namespace attn
