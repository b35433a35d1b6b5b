#include "preset_words.h"

#include "engine/run/preset.h"
#include "engine/run/remarks.h"
#include "titles.h"

namespace attn {

std::string_view kind_title(const Words& w, PresetKind kind) {
    switch (kind) {
    case PresetKind::random: return text(w, "kind.random");
    case PresetKind::sentence: return text(w, "kind.sentence");
    case PresetKind::published: return text(w, "kind.published");
    case PresetKind::hand_built: return text(w, "kind.hand-built");
    }
    return {};
}

std::string origin(const Words& w, const Config& config) {
    if (!uses_own_numbers(config)) return text(w, "origin.random", {{"seed", std::to_string(config.seed)}});
    const bool published = info(config.preset).kind == PresetKind::published;
    return std::string(text(w, published ? "origin.published" : "origin.hand-built"));
}

std::string about_preset(const Words& w, const Config& config) {
    const PresetInfo& preset = info(config.preset);
    const auto says = [&](std::string_view key) { return std::string(text(w, key)); };
    const std::string about = says("preset." + std::string(preset.key) + ".about");
    Config plain = preset_config(config.preset);
    if (!brings_numbers(preset))
        return config.text == plain.text ? about : std::string(); // they are about its sentence
    if (!uses_own_numbers(config)) return {};
    if (preset.kind == PresetKind::published) return config == plain ? about : says("preset.changed");
    // A head does the same for any sentence that it has room for.
    plain.text = config.text, plain.unit = config.unit, plain.pad = config.pad, plain.d_model = config.d_model;
    return config == plain ? about : says("preset.changed_head");
}

std::string stage_does(const Words& w, const Config& config, Stage stage) {
    std::string broken;
    for (const MistakeInfo* m : made_mistakes(config)) {
        if (!m->breaks(info(stage).key)) continue;
        broken += (broken.empty() ? "" : " ") + text(w, "mistake.made", {{"name", mistake_title(w, *m)}}) + " ";
        broken += mistake_breaks(w, *m);
    }
    if (!broken.empty()) return broken;
    const PresetInfo& preset = info(config.preset);
    const bool second = preset.key == "induction-2";
    if (stage != Stage::tokens || !uses_own_numbers(config)) return std::string(stage_usually_does(w, stage));
    return std::string(text(w, preset.codes == 0 ? "stage.tokens.does_given"
                               : second          ? "stage.tokens.does_step_2"
                                                 : "stage.tokens.does_codes"));
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
