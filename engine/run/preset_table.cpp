#include "preset_table.h"

#include <algorithm>

#include "settings.h"

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
    {"karim", PresetKind::published, "text=input-1 input-2 input-3&d-model=4&heads=1&mask=none&scale=off", 3, 0, 0, false, 4},
    {"raschka-simple", PresetKind::published, "text=Your journey starts with one step&d-model=3&heads=1&mask=none&scale=off", 6, 0, 0, false, 4},
    {"raschka", PresetKind::published, "text=Your journey starts with one step&d-model=3&heads=1&mask=none", 6, 0, 0, false, 4},
    {"raschka-causal", PresetKind::published, "text=Your journey starts with one step&d-model=3&heads=1", 6, 0, 0, false, 4},
    {"raschka-heads", PresetKind::published, "text=Your journey starts with one step&d-model=3", 6, 0, 0, true, 4},
    {"cristina", PresetKind::published, "text=word-1 word-2 word-3 word-4&d-model=3&heads=1&mask=none", 4, 0, 0, false, 4},
    {"alammar", PresetKind::published, "text=Thinking Machines&d-model=2&heads=1&mask=none&scale=0.125", 2, 0, 0, false, 2},
    {"d2l", PresetKind::published, "text=query&memory=key-1 key-2&pad=8&d-model=2&heads=1&mask=padding", 1, 10, 0, false, 4},
    {"animal", PresetKind::hand_built, "text=the animal did not cross the street because it was too tired&d-model=6&heads=1&mask=none"},
    {"previous-token", PresetKind::hand_built, "text=the cat sat on the red mat&d-model=16&heads=1", 0, 0, 2},
    {"first-token", PresetKind::hand_built, "text=the cat sat on the red mat&d-model=16&heads=1", 0, 0, 2},
    {"same-token", PresetKind::hand_built, "text=the cat and the dog and the&d-model=16&heads=1", 0, 0, 2},
    {"induction-1", PresetKind::hand_built, "text=the cat sat and the cat&d-model=24&heads=1", 0, 0, 3, true},
    {"induction-2", PresetKind::hand_built, "text=the cat sat and the cat&d-model=24&heads=1", 0, 0, 3},
}};
// clang-format on

std::span<const std::string_view> preset_keys() {
    static const auto keys = key_list(kPresets);
    return keys;
}

const PresetInfo& info(PresetChoice preset) { return kPresets[static_cast<std::size_t>(preset)]; }

PresetChoice preset_named(std::string_view key) {
    const auto keys = preset_keys();
    return static_cast<PresetChoice>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

} // namespace attn
