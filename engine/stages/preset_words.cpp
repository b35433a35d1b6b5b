#include "preset_words.h"

#include "engine/words/text.h"

namespace attn {

std::string_view kind_title(PresetKind kind) {
    switch (kind) {
    case PresetKind::random: return text("kind.random");
    case PresetKind::sentence: return text("kind.sentence");
    case PresetKind::published: return text("kind.published");
    case PresetKind::hand_built: return text("kind.hand-built");
    }
    return {};
}

std::string origin(const Config& config) {
    if (!uses_own_numbers(config)) return text("origin.random", {{"seed", std::to_string(config.seed)}});
    const bool published = info(config.preset).kind == PresetKind::published;
    return std::string(text(published ? "origin.published" : "origin.hand-built"));
}

std::string about_preset(const Config& config) {
    const PresetInfo& preset = info(config.preset);
    const auto words = [](std::string_view key) { return std::string(text(key)); };
    const std::string about = words("preset." + std::string(preset.key) + ".about");
    Config plain = preset_config(config.preset);
    if (!preset.numbers) return config.text == plain.text ? about : std::string(); // they are about its sentence
    if (!uses_own_numbers(config)) return {};
    if (preset.kind == PresetKind::published) return config == plain ? about : words("preset.changed");
    // A head does the same for any sentence that it has room for.
    plain.text = config.text, plain.unit = config.unit, plain.pad = config.pad, plain.d_model = config.d_model;
    return config == plain ? about : words("preset.changed_head");
}

std::string stage_does(const Config& config, Stage stage) {
    std::string broken;
    for (const MistakeInfo* m : made_mistakes(config)) {
        if (!m->breaks(info(stage).key)) continue;
        const std::string mistake = "mistake." + std::string(m->key);
        broken += (broken.empty() ? "" : " ") + text("mistake.made", {{"name", text(mistake)}}) + " ";
        broken += text(mistake + ".breaks");
    }
    if (!broken.empty()) return broken;
    const PresetInfo& preset = info(config.preset);
    const std::string key = "stage." + std::string(info(stage).key) + ".does";
    const bool usual = stage != Stage::tokens || !uses_own_numbers(config), second = preset.key == "induction-2";
    return std::string(text(key + (usual ? "" : preset.codes == 0 ? "_given" : second ? "_step_2" : "_codes")));
}

std::string other_step(const Config& config) {
    const std::string_view key = info(config.preset).key;
    if (!key.starts_with("induction-") || !uses_own_numbers(config)) return {};
    Config next = preset_config(preset_named(key.ends_with('1') ? "induction-2" : "induction-1"));
    next.text = config.text, next.unit = config.unit, next.pad = config.pad;
    next.d_model = config.d_model, next.mask = config.mask;
    return format(next);
}

} // namespace attn
