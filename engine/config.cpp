#include "config.h"

#include "text.h"
#include "tokens.h"

namespace attn {

std::string possible_heads(int d_model) {
    int most = 1;
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) {
        if (p.key == "heads") most = static_cast<int>(p.max);
    });
    std::vector<std::string> good;
    for (int heads = 1; heads <= most; ++heads)
        if (d_model % heads == 0) good.push_back(std::to_string(heads));
    std::string out = good[0];
    for (std::size_t i = 1; i < good.size(); ++i)
        out = text(i + 1 < good.size() ? "list.next" : "list.last", {{"list", out}, {"item", good[i]}});
    return out;
}

std::optional<Notice> problem(const Config& config) {
    if (tokenised(config.text, config.unit).empty()) return Notice{"text", std::string(text("notice.no_tokens"))};
    if (config.d_model % config.heads != 0)
        return Notice{"heads", text("notice.heads_do_not_divide", {{"heads", std::to_string(config.heads)},
                                                                   {"d_model", std::to_string(config.d_model)},
                                                                   {"choices", possible_heads(config.d_model)}})};
    return std::nullopt;
}

Notices remarks(const Config& config) {
    const Sequence sequence = sequence_of(config);
    if (sequence.left_out == 0) return {};
    const auto total = sequence.left_out + sequence.words;
    return {{"text", text("notice.too_many_tokens", {{"used", std::to_string(sequence.words)},
                                                     {"total", std::to_string(total)},
                                                     {"most", std::to_string(kMaxTokens)}})}};
}

} // namespace attn
