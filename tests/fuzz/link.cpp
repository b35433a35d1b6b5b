#include "engine/run/remarks.h"
#include "targets.h"

#include "engine/formats/utf8.h"
#include "engine/run/config.h"
#include "tests/english.h"

namespace attn::fuzz {

namespace {

std::string range_fault(const Config& config) {
    std::string fault;
    for_each_param(config, [&](const Param& p, const auto& member) {
        using Member = std::remove_cvref_t<decltype(member)>;
        bool good = true;
        if constexpr (std::is_same_v<Member, int> || std::is_same_v<Member, double>)
            good = member >= p.min && member <= p.max;
        else if constexpr (std::is_enum_v<Member>) good = static_cast<std::size_t>(member) < p.choices.size();
        else if constexpr (std::is_same_v<Member, std::string>)
            good = member.size() <= static_cast<std::size_t>(p.max_bytes) && clean_utf8(member) == member;
        if (!good) fault = std::string(p.key) + " is out of its range";
    });
    return fault;
}

} // namespace

std::string link_fault(std::string_view input) {
    if (percent_decoded(percent_encoded(input)) != input) return "percent-encoding does not give the bytes back";
    Config config;
    const Notices notices = parse(input, config);
    for (const Notice& notice : notices) {
        if (message(notice).empty() || message(notice).size() > 500) return "a notice that is empty or far too long";
        if (clean_utf8(message(notice)) != message(notice)) return "a notice with control characters or broken UTF-8";
    }
    if (std::string fault = range_fault(config); !fault.empty()) return fault;
    Config again;
    if (!parse(format(config), again).empty()) return "a link of our own gives notices";
    if (again != config) return "a link of our own gives other settings";
    if (const auto why = problem(config); why && message(*why).empty()) return "a problem without words";
    remarks(config);
    return {};
}

} // namespace attn::fuzz
