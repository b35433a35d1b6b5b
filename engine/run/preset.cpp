#include "preset.h"

#include <algorithm>
#include <array>

#include "tokens.h"

namespace attn {

namespace {

// One for each preset that brings numbers.
struct Builder {
    std::string_view preset;
    Material (*numbers)(const Config&);
};
constexpr std::array<Builder, 14> kBuilders{{
    {"karim", karim},
    {"raschka-simple", raschka_simple},
    {"raschka", raschka},
    {"raschka-causal", raschka},
    {"raschka-heads", raschka_heads},
    {"cristina", cristina},
    {"alammar", alammar},
    {"d2l", dive},
    {"previous-token", previous_token_head},
    {"first-token", first_token_head},
    {"same-token", same_token_head},
    {"induction-1", induction_step_1},
    {"induction-2", induction_step_2},
    {"animal", pronoun_head},
}};

} // namespace

int code_length(const PresetInfo& preset, int d_model) {
    return preset.codes > 0 && d_model % preset.codes == 0 ? d_model / preset.codes : 0;
}

bool uses_own_numbers(const Config& c) {
    const PresetInfo& preset = info(c.preset);
    if (!brings_numbers(preset) || given_of(c)) return false;
    const Config built_for = preset_config(c.preset);
    const auto tokens = static_cast<int>(sequence_of(c).tokens.size());
    const auto keys = static_cast<int>(memory_of(c).tokens.size());
    if (c.heads != built_for.heads || keys != preset.keys) return false;
    if (preset.codes > 0) return tokens <= code_length(preset, c.d_model);
    return (tokens == preset.tokens || reads_any_sentence(preset)) && c.d_model == built_for.d_model;
}

std::optional<Material> material_of(const Config& config) {
    if (!uses_own_numbers(config)) return std::nullopt;
    const std::string_view key = info(config.preset).key;
    const auto found =
        std::find_if(kBuilders.begin(), kBuilders.end(), [&](const Builder& b) { return b.preset == key; });
    return found == kBuilders.end() ? std::nullopt : std::optional(found->numbers(config));
}

bool projects_output(const Config& config) {
    const Given* given = given_of(config);
    if (given && given->projections.w_q.size() > 0) return given->projections.w_o.size() > 0;
    return info(config.preset).projects_output || !uses_own_numbers(config);
}

} // namespace attn
