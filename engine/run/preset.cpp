#include "preset.h"

#include <algorithm>

#include "tokens.h"

namespace attn {

// clang-format off: one preset, one line
constinit const std::array<PresetInfo, kPresetCount> kPresets{{
    {"random", PresetKind::random, ""},
    {"repetition", PresetKind::sentence, "text=the cat saw the other cat&mask=none"},
    {"pronoun", PresetKind::sentence, "text=the dog chased the ball because it was fast"},
    {"negation", PresetKind::sentence, "text=the film was not good but not bad&mask=none"},
    {"order", PresetKind::sentence, "text=dog bites man , man bites dog&mask=none"},
    {"padding", PresetKind::sentence, "text=short sentences are filled up&pad=3&mask=padding"},
    {"translation", PresetKind::sentence, "text=le chat noir dort&memory=the black cat sleeps&mask=none"},
    {"letters", PresetKind::sentence, "text=banana&unit=characters"},
    {"karim", PresetKind::published, "text=input-1 input-2 input-3&d-model=4&heads=1&mask=none&scale=off", karim, 3, 0, 0, false, 4},
    {"raschka-simple", PresetKind::published, "text=Your journey starts with one step&d-model=3&heads=1&mask=none&scale=off", raschka_simple, 6, 0, 0, false, 4},
    {"raschka", PresetKind::published, "text=Your journey starts with one step&d-model=3&heads=1&mask=none", raschka, 6, 0, 0, false, 4},
    {"raschka-causal", PresetKind::published, "text=Your journey starts with one step&d-model=3&heads=1", raschka, 6, 0, 0, false, 4},
    {"raschka-heads", PresetKind::published, "text=Your journey starts with one step&d-model=3", raschka_heads, 6, 0, 0, true, 4},
    {"cristina", PresetKind::published, "text=word-1 word-2 word-3 word-4&d-model=3&heads=1&mask=none", cristina, 4, 0, 0, false, 4},
    {"alammar", PresetKind::published, "text=Thinking Machines&d-model=2&heads=1&mask=none&scale=0.125", alammar, 2, 0, 0, false, 2},
    {"d2l", PresetKind::published, "text=query&memory=key-1 key-2&pad=8&d-model=2&heads=1&mask=padding", dive, 1, 10, 0, false, 4},
    {"previous-token", PresetKind::hand_built, "text=the cat sat on the red mat&d-model=16&heads=1", previous_token_head, 0, 0, 2},
    {"first-token", PresetKind::hand_built, "text=the cat sat on the red mat&d-model=16&heads=1", first_token_head, 0, 0, 2},
    {"same-token", PresetKind::hand_built, "text=the cat and the dog and the&d-model=16&heads=1", same_token_head, 0, 0, 2},
    {"induction-1", PresetKind::hand_built, "text=the cat sat and the cat&d-model=24&heads=1", induction_step_1, 0, 0, 3, true},
    {"induction-2", PresetKind::hand_built, "text=the cat sat and the cat&d-model=24&heads=1", induction_step_2, 0, 0, 3},
}};
// clang-format on

std::span<const std::string_view> preset_keys() {
    static const auto keys = [] {
        std::array<std::string_view, kPresetCount> out;
        std::transform(kPresets.begin(), kPresets.end(), out.begin(), [](const PresetInfo& p) { return p.key; });
        return out;
    }();
    return keys;
}

const PresetInfo& info(PresetChoice preset) { return kPresets[static_cast<std::size_t>(preset)]; }

PresetChoice preset_named(std::string_view key) {
    const auto keys = preset_keys();
    return static_cast<PresetChoice>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

Config preset_config(PresetChoice preset) {
    Config config;
    parse(info(preset).settings, config);
    config.preset = preset;
    return config;
}

void apply_preset(Config& config, PresetChoice preset) { config = preset_config(preset); }

void preset_baseline(Config& start, const Config& wanted) {
    const PresetChoice kept = start.preset;
    if (kept == wanted.preset) return;
    start = preset_config(wanted.preset);
    start.preset = kept;
}

int code_length(const PresetInfo& preset, int d_model) {
    return preset.codes > 0 && d_model % preset.codes == 0 ? d_model / preset.codes : 0;
}

bool uses_own_numbers(const Config& c) {
    const PresetInfo& preset = info(c.preset);
    if (!preset.numbers) return false;
    const Config built_for = preset_config(c.preset);
    const auto tokens = static_cast<int>(sequence_of(c).tokens.size());
    const auto keys = static_cast<int>(memory_of(c).tokens.size());
    if (c.heads != built_for.heads || keys != preset.keys) return false;
    if (preset.codes > 0) return tokens <= code_length(preset, c.d_model);
    return tokens == preset.tokens && c.d_model == built_for.d_model;
}

std::optional<Material> material_of(const Config& config) {
    if (!uses_own_numbers(config)) return std::nullopt;
    return info(config.preset).numbers(config);
}

bool projects_output(const Config& config) { return info(config.preset).projects_output || !uses_own_numbers(config); }

} // namespace attn
