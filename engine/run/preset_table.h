// Ready-made starting points, as a list: a sentence in which something can be seen, a worked example that somebody has
// published, or a head built by hand. A preset sets every parameter of a run, and each may be changed afterwards.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace attn {

// A row of kPresets; 0 is random numbers.
enum class PresetChoice : int {};

enum class PresetKind : std::uint8_t {
    random,    // seeded embeddings and projections
    sentence,  // the same, with a sentence that is worth looking at
    published, // all numbers come from a worked example that others have printed
    hand_built // embeddings and projections are built so that a pattern can be proved
};

struct PresetInfo {
    std::string_view key; // in links; its sentences are choice.preset.KEY and preset.KEY.about
    PresetKind kind;
    std::string_view settings; // what differs from the defaults
    int tokens = 0, keys = 0;  // published: rows of x and of the memory
    int codes = 0;             // hand-built: blocks of equal width that a token's vector is made of; 0: see meaning.cpp
    bool projects_output = false; // its model has a W_O
    int decimals = 2;             // as many as its source prints
};

// Whether it has numbers of its own, which preset.h makes.
inline bool brings_numbers(const PresetInfo& p) {
    return p.kind == PresetKind::published || p.kind == PresetKind::hand_built;
}

// Whether its numbers follow from the words themselves, however many there are.
inline bool reads_any_sentence(const PresetInfo& p) { return p.kind == PresetKind::hand_built && p.codes == 0; }

inline constexpr int kPresetCount = 22;
extern const std::array<PresetInfo, kPresetCount> kPresets;

const PresetInfo& info(PresetChoice);
PresetChoice preset_named(std::string_view key); // key must be one of kPresets
std::span<const std::string_view> preset_keys();

} // namespace attn
