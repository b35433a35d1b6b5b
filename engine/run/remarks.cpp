#include "remarks.h"

#include <algorithm>

#include "engine/words/text.h"
#include "preset.h"
#include "tokens.h"

namespace attn {

bool changes_nothing(const Config& c, bool Mistakes::* mistake) {
    const bool one_head = c.heads == 1, padded = c.mask == Masking::padding || c.mask == Masking::both;
    const bool masked = c.mask != Masking::none || c.window > 0 || !c.paint.blocks.empty();
    if (mistake == &Mistakes::no_scaling) return c.scale.number == 1.0;
    if (mistake == &Mistakes::mask_after_softmax || mistake == &Mistakes::mask_turned_round) return !masked;
    if (mistake == &Mistakes::padding_on_rows) return !padded || c.pad == 0;
    if (mistake == &Mistakes::view_without_transpose || mistake == &Mistakes::heads_averaged) return one_head;
    if (mistake == &Mistakes::dropout_left_on) return c.dropout > 0;
    if (mistake == &Mistakes::no_w_o) return !projects_output(c);
    if (mistake == &Mistakes::keys_from_queries) return tokenised(c.memory, c.unit).empty();
    return false;
}

std::vector<const MistakeInfo*> made_mistakes(const Config& config) {
    std::vector<const MistakeInfo*> made;
    for (const MistakeInfo& m : kMistakes)
        if (config.mistakes.*m.on && !changes_nothing(config, m.on)) made.push_back(&m);
    return made;
}

std::string possible_heads(int d_model) {
    int max = 1;
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) {
        if (p.key == "heads") max = static_cast<int>(p.max);
    });
    std::string good;
    for (int heads = 1; heads <= max; ++heads)
        if (d_model % heads == 0) good += (good.empty() ? "" : ",") + std::to_string(heads);
    return good;
}

std::optional<Notice> problem(const Config& config) {
    if (tokenised(config.text, config.unit).empty()) return Notice{"text", said("notice.no_tokens")};
    // A preset's projections may have a width of their own.
    if (config.d_model % config.heads != 0 && !uses_own_numbers(config))
        return Notice{"heads", said("notice.heads_do_not_divide",
                                    {{"heads", std::to_string(config.heads)},
                                     {"d_model", std::to_string(config.d_model)},
                                     {"choices", possible_heads(config.d_model), Filling::as_choice}})};
    if (config.kv_heads > 0 && config.heads % config.kv_heads != 0)
        return Notice{"kv-heads", said("notice.kv_heads_do_not_divide", {{"kv_heads", std::to_string(config.kv_heads)},
                                                                         {"heads", std::to_string(config.heads)}})};
    return std::nullopt;
}

Notices remarks(const Config& config) {
    Notices out;
    for (const auto& [key, sequence] : {std::pair{"text", sequence_of(config)}, {"memory", memory_of(config)}})
        if (sequence.left_out > 0)
            out.push_back(
                {key, said("notice.too_many_tokens", {{"used", std::to_string(sequence.words)},
                                                      {"total", std::to_string(sequence.left_out + sequence.words)},
                                                      {"most", std::to_string(kMaxTokens)}})});
    const PresetInfo& preset = info(config.preset);
    if (brings_numbers(preset) && !uses_own_numbers(config)) {
        const Config built_for = preset_config(config.preset);
        const int length = std::max(code_length(preset, config.d_model), code_length(preset, built_for.d_model));
        out.push_back({"preset", said(preset.codes > 0 ? "notice.no_code" : "notice.not_the_shape",
                                      {{"name", choice_key("preset", preset.key), Filling::as_key},
                                       {"tokens", std::to_string(preset.codes > 0 ? length : preset.tokens)},
                                       {"d_model", std::to_string(built_for.d_model)},
                                       {"codes", std::to_string(preset.codes)},
                                       {"heads", std::to_string(built_for.heads)}})});
    }
    for (const MistakeInfo& m : kMistakes)
        if (config.mistakes.*m.on && changes_nothing(config, m.on))
            out.push_back({"break", said("notice.nothing_to_break", {{"name", mistake_key(m), Filling::as_key}})});
    return out;
}

} // namespace attn
