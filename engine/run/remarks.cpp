#include "remarks.h"

#include <algorithm>
#include <tuple>

#include "engine/attention/options.h"
#include "engine/words/text.h"
#include "meaning.h"
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

namespace {

std::string_view rows_key(std::string_view sentence) {
    return sentence == "memory" ? "notice.memory_rows_of_file" : "notice.rows_of_file";
}

// What does not go together with the numbers of a file.
std::optional<Notice> problem(const Config& config, const Given& given) {
    for (const auto& [rows, key, sequence] :
         {std::tuple{given.x.rows(), "text", sequence_of(config)}, {given.memory.rows(), "memory", memory_of(config)}})
        if (rows > 0 && rows != static_cast<Index>(sequence.tokens.size()))
            return Notice{key, said(rows_key(key), {{"rows", std::to_string(rows)},
                                                    {"tokens", std::to_string(sequence.tokens.size())}})};
    if (given.projections.w_q.size() == 0) return std::nullopt;
    const Matrix x = Matrix::Zero(1, config.d_model);
    const Inputs inputs{.x = x, .memory = given.projections.w_k.rows() == x.cols() ? Matrix() : given.memory};
    const Options options{.heads = config.heads, .kv_heads = config.kv_heads};
    if (misfit(inputs, given.projections, options))
        return Notice{"heads", said("notice.heads_of_file", {{"heads", std::to_string(config.heads)},
                                                             {"queries", std::to_string(given.projections.w_q.cols())},
                                                             {"keys", std::to_string(given.projections.w_k.cols())}})};
    return std::nullopt;
}

} // namespace

std::optional<Notice> problem(const Config& config) {
    if (tokenised(config.text, config.unit).empty()) return Notice{"text", said("notice.no_tokens")};
    const Given* given = given_of(config);
    if (given) {
        if (const auto trouble = problem(config, *given)) return trouble;
        if (given->projections.w_q.size() > 0) return std::nullopt;
    }
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

std::optional<Notice> missing_file(const Config& c) {
    if (!needs_file(c)) return std::nullopt;
    return Notice{"file", said(c.layer.empty() ? "notice.needs_file" : "notice.needs_layer",
                               {{"file", c.file}, {"layer", c.layer}})};
}

Notices remarks(const Config& config) {
    Notices out;
    for (const auto& [key, sequence] : {std::pair{"text", sequence_of(config)}, {"memory", memory_of(config)}})
        if (sequence.left_out > 0)
            out.push_back(
                {key, said("notice.too_many_tokens", {{"used", std::to_string(sequence.words)},
                                                      {"total", std::to_string(sequence.left_out + sequence.words)},
                                                      {"most", std::to_string(kMaxTokens)}})});
    if (auto missing = missing_file(config)) out.push_back(std::move(*missing));
    const PresetInfo& preset = info(config.preset);
    if (brings_numbers(preset) && !given_of(config) && !uses_own_numbers(config)) {
        const Config built_for = preset_config(config.preset);
        const int length = std::max(code_length(preset, config.d_model), code_length(preset, built_for.d_model));
        out.push_back({"preset", said(preset.codes > 0             ? "notice.no_code"
                                      : reads_any_sentence(preset) ? "notice.no_meaning"
                                                                   : "notice.not_the_shape",
                                      {{"name", choice_key("preset", preset.key), Filling::as_key},
                                       {"tokens", std::to_string(preset.codes > 0 ? length : preset.tokens)},
                                       {"d_model", std::to_string(built_for.d_model)},
                                       {"codes", std::to_string(preset.codes)},
                                       {"heads", std::to_string(built_for.heads)}})});
    }
    if (reads_any_sentence(preset) && uses_own_numbers(config))
        if (const std::vector<std::string> unknown = unknown_words(config); !unknown.empty())
            out.push_back(
                {"preset", said("notice.unknown_word",
                                {{"word", unknown[0]}, {"name", choice_key("preset", preset.key), Filling::as_key}})});
    for (const MistakeInfo& m : kMistakes)
        if (config.mistakes.*m.on && changes_nothing(config, m.on))
            out.push_back({"break", said("notice.nothing_to_break", {{"name", mistake_key(m), Filling::as_key}})});
    return out;
}

} // namespace attn
