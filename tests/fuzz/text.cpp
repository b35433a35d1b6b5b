#include "engine/run/remarks.h"
#include "targets.h"

#include <numeric>

#include "engine/cli/cli_print.h"
#include "engine/formats/json.h"
#include "engine/formats/json_read.h"
#include "engine/formats/utf8.h"
#include "engine/run/run.h"
#include "engine/run/tokens.h"

namespace attn::fuzz {

namespace {

std::string joined(const std::vector<std::string>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::string());
}

// Every malformed byte becomes U+FFFD, nothing else changes.
std::string well_formed(std::string_view text) {
    std::string out;
    while (!text.empty()) append_utf8(out, take_code_point(text));
    return out;
}

std::string token_fault(std::string_view text, Unit unit) {
    const std::vector<std::string> tokens = tokenised(text, unit);
    for (const std::string& token : tokens) {
        if (token.empty()) return "an empty token";
        if (well_formed(token) != token) return "a token that is not UTF-8";
        if (display_width(token) < 0) return "a negative width";
    }
    if (tokenised(well_formed(text), unit) != tokens) return "mending the UTF-8 first gives other tokens";
    return {};
}

} // namespace

std::string text_fault(std::string_view input) {
    if (joined(characters(input)) != well_formed(input)) return "characters() lost or made something up";
    const std::string clean = clean_utf8(input);
    if (clean_utf8(clean) != clean) return "clean_utf8 is not done after one go";
    const std::string json = json_string(clean);
    const JsonDocument document = json_read(json);
    if (document.error || Json(document).text() != clean) return "JSON does not give the text back";

    for (const Unit unit : {Unit::words, Unit::characters}) {
        if (std::string fault = token_fault(input, unit); !fault.empty()) return fault;
        Config config{.unit = unit, .d_model = 4, .heads = 2, .mask = Masking::both, .pad = 1};
        const Config defaults = config;
        Notices notices;
        for_each_param(config, [&](const Param& p, auto& member) {
            if (p.key == "text") read_param(p, input, member, notices);
        });
        if (config.text.size() > static_cast<std::size_t>(kMaxTextBytes)) return "the text is longer than allowed";
        Config again = defaults;
        if (!parse(format(config, defaults), again).empty() || again != config)
            return "the link does not give the text back";
        const Sequence sequence = sequence_of(config);
        if (sequence.tokens.size() > static_cast<std::size_t>(kMaxTokens)) return "too many tokens";
        if (static_cast<std::size_t>(sequence.words + sequence.left_out) != tokenised(config.text, unit).size())
            return "tokens are missing from the count";
        if (problem(config)) continue;
        Run done = run(config, seeded_projections(config.d_model, config.seed));
        if (!done.trace.output.allFinite()) return "an output that is not finite";
        if (sequence.tokens.size() > 12) continue; // printing many would take all the time
        if (stages_as_tables(done, Stage::concat).empty()) return "nothing printed";
        const std::string printed = stages_as_json(done, Stage::concat);
        if (json_read(printed).error) return "the printed JSON is not JSON";
    }
    return {};
}

} // namespace attn::fuzz
