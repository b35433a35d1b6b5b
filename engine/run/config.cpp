#include "config.h"

#include "engine/formats/number.h"

namespace attn {

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

void read_custom(const Param& p, std::string_view words, ScaleChoice& out, Notices& notices) {
    if (words == "auto") out.number = std::nullopt;
    else if (words == "off") out.number = 1.0;
    else {
        double number = 0;
        Notices said;
        read_real(p, words, number, said);
        if (said.empty() || !said.back().refused) out.number = number;
        else said = {refused(p, "notice.not_a_scale", words)};
        notices.insert(notices.end(), said.begin(), said.end());
    }
}

void read_custom(const Param& p, std::string_view words, Paint& out, Notices& notices) {
    if (const auto paint = paint_of(words)) out = *paint;
    else notices.push_back(refused(p, "notice.not_paint", words));
}

void read_custom(const Param& p, std::string_view words, Edits& out, Notices& notices) {
    if (auto edits = edits_of(words)) out = std::move(*edits);
    else notices.push_back(refused(p, "notice.not_edits", words));
}

void read_custom(const Param& p, std::string_view words, Mistakes& out, Notices& notices) {
    Mistakes wanted;
    for (std::string_view rest = words == "none" ? "" : words; !rest.empty();) {
        const auto comma = rest.find(',');
        const MistakeInfo* mistake = mistake_named(rest.substr(0, comma));
        if (!mistake || comma + 1 == rest.size()) return notices.push_back(refused(p, "notice.not_a_mistake", words));
        wanted.*mistake->on = true;
        rest = comma == std::string_view::npos ? "" : rest.substr(comma + 1);
    }
    out = wanted;
}

std::string custom_text(const ScaleChoice& scale) {
    return !scale.number ? "auto" : *scale.number == 1.0 ? "off" : shortest(*scale.number);
}

std::string custom_text(const Paint& paint) { return paint_text(paint); }

std::string custom_text(const Edits& edits) { return edits_text(edits); }

std::string custom_text(const Mistakes& mistakes) {
    std::string out;
    for (const MistakeInfo& m : kMistakes)
        if (mistakes.*m.on) out += (out.empty() ? "" : ",") + std::string(m.key);
    return out.empty() ? "none" : out;
}

double dropout_of(const Config& config) {
    return config.dropout > 0 ? config.dropout : config.mistakes.dropout_left_on ? 0.1 : 0.0;
}

} // namespace attn
