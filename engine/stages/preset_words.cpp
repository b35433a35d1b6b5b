#include "preset_words.h"

#include "describe.h"
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
    if (const Given* given = given_of(config))
        return text(w,
                    given->projections.w_q.size() == 0 ? "origin.file_rows"
                    : given->x.size() > 0              ? "origin.file"
                                                       : "origin.file_layer",
                    {{"file", given->file}, {"layer", given->layer}});
    if (!uses_own_numbers(config)) return text(w, "origin.random", {{"seed", std::to_string(config.seed)}});
    const bool published = info(config.preset).kind == PresetKind::published;
    return std::string(text(w, published ? "origin.published" : "origin.hand-built"));
}

bool starts_from_own(const Config& config) {
    if (given_of(config)) return true;
    if (brings_numbers(info(config.preset))) return !uses_own_numbers(config);
    const Config plain = preset_config(config.preset);
    return config.text != plain.text || config.memory != plain.memory || config.unit != plain.unit;
}

std::string about_preset(const Words& w, const Config& config) {
    if (given_of(config)) return {};
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

namespace {

std::string tokens_do(const Words& w, const Config& config) {
    if (const Given* given = given_of(config); given && given->x.size() > 0)
        return std::string(text(w, "stage.tokens.does_file"));
    const PresetInfo& preset = info(config.preset);
    if (!uses_own_numbers(config)) return std::string(stage_usually_does(w, Stage::tokens));
    return std::string(text(w, reads_any_sentence(preset)    ? "stage.tokens.does_meaning"
                               : preset.codes == 0           ? "stage.tokens.does_given"
                               : preset.key == "induction-2" ? "stage.tokens.does_step_2"
                                                             : "stage.tokens.does_codes"));
}

std::string scaling_does(const Words& w, const Trace& t) {
    if (scaled_as_in_paper(t)) return std::string(stage_usually_does(w, Stage::scale));
    const bool set = t.options.scale || t.options.mistakes.no_scaling;
    return text(w,
                t.factor == 1 ? set ? "stage.scale.does_off" : "stage.scale.does_cancelled"
                : set         ? "stage.scale.does_times"
                              : "stage.scale.does_both",
                {{"factor", factor_text(t.factor)}, {"temperature", set_text(t.options.temperature)}});
}

std::string softmax_does(const Words& w, const Trace& t) {
    const Mask& seen = t.parts(0).seen; // a configuration's masks are the same for all heads
    const auto closed = static_cast<long long>(seen.rows() - seen.rowwise().any().count());
    const std::string usual(stage_usually_does(w, Stage::softmax));
    return closed == 0 ? usual : usual + " " + counted(w, "stage.softmax.closed", closed);
}

} // namespace

std::string stage_does(const Words& w, const Run& run, Stage stage) {
    const Config& config = run.config;
    std::string broken;
    for (const MistakeInfo* m : made_mistakes(config)) {
        if (!m->breaks(info(stage).key)) continue;
        broken += (broken.empty() ? "" : " ") + text(w, "mistake.made", {{"name", mistake_title(w, *m)}}) + " ";
        broken += mistake_breaks(w, *m);
    }
    if (!broken.empty()) return broken;
    if (stage == Stage::tokens) return tokens_do(w, config);
    if (stage == Stage::scale) return scaling_does(w, run.trace);
    if (stage == Stage::softmax) return softmax_does(w, run.trace);
    return std::string(stage_usually_does(w, stage));
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
