#include "config.h"

#include "text.h"
#include "tokens.h"

namespace attn {

std::optional<Notice> problem(const Config& config) {
    if (tokenised(config.text, config.unit).empty()) return Notice{"text", std::string(text("notice.no_tokens"))};
    if (config.d_model % config.heads != 0)
        return Notice{"heads", text("notice.heads_do_not_divide", {{"heads", std::to_string(config.heads)},
                                                                   {"d_model", std::to_string(config.d_model)}})};
    return std::nullopt;
}

Notices remarks(const Config& config) {
    const Sequence sequence = sequence_of(config);
    if (sequence.left_out == 0) return {};
    const auto total = sequence.left_out + sequence.words;
    return {{"text", text("notice.too_many_tokens",
                          {{"used", std::to_string(sequence.words)}, {"total", std::to_string(total)}})}};
}

} // namespace attn
