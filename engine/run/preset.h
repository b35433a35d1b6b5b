// Ready-made starting points: a sentence in which something can be seen, a worked example that somebody has
// published, or a head built by hand. A preset sets every parameter of a run, and each may be changed afterwards.
#pragma once

#include <optional>
#include <string>

#include "config.h"
#include "engine/attention/projections.h"
#include "engine/math/matrix.h"

namespace attn {

enum class PresetKind : std::uint8_t {
    random,    // seeded embeddings and projections
    sentence,  // the same, with a sentence that is worth looking at
    published, // all numbers come from a worked example that others have printed
    hand_built // embeddings and projections are built so that a pattern can be proved
};

// The numbers of a preset that brings its own.
struct Material {
    Matrix embedding{}, position{}; // [T, E]; empty where x is given as it is
    Matrix x{};                     // [T, E]
    Matrix memory{};                // [S, E]; empty: self-attention
    Projections projections{};
};

struct PresetInfo {
    std::string_view key; // in links; its sentences are choice.preset.KEY and preset.KEY.about
    PresetKind kind;
    std::string_view settings;                    // what differs from the defaults
    Material (*numbers)(const Config&) = nullptr; // called only when the configuration fits
    int tokens = 0, keys = 0;                     // published: rows of x and of the memory
    int codes = 0;                                // hand-built: blocks of equal width that a token's vector is made of
    bool projects_output = false;                 // its model has a W_O
    int decimals = 2;                             // as many as its source prints
};

inline constexpr int kPresetCount = 21;
extern const std::array<PresetInfo, kPresetCount> kPresets;

const PresetInfo& info(PresetChoice);
PresetChoice preset_named(std::string_view key); // key must be one of kPresets

// The configuration that choosing a preset gives.
Config preset_config(PresetChoice);

// Whether the preset's own numbers are used: they belong to a number of tokens, a width and a number of heads.
bool uses_own_numbers(const Config&);
std::optional<Material> material_of(const Config&);

// Whether the run ends with an output projection; not every published example has one.
bool projects_output(const Config&);

// How many tokens a hand-built head of this width has codes for; 0 when the width cannot be cut into its blocks.
int code_length(const PresetInfo&, int d_model);

// The builders behind the table: published.cpp and hand_built.cpp.
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

} // namespace attn
