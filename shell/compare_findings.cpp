// What a comparison shows, in sentences.
#include "compare.h"
#include "engine/number.h"
#include "engine/text.h"
#include "program.h"

namespace attn {

namespace {

using enum Finding::Kind;

void add(std::vector<Finding>& out, Finding::Kind kind, std::string words) { out.push_back({kind, std::move(words)}); }

void add_pattern(std::vector<Finding>& out, const std::string& who, const std::optional<NamedPattern>& pattern) {
    if (!pattern) return;
    add(out, plain,
        text("compare.pattern." + std::string(pattern->key),
             {{"name", who}, {"score", fixed(pattern->score, 2)}, {"even", fixed(pattern->even, 2)}}));
}

void add_distance(std::vector<Finding>& out, const Program& p) {
    const auto& distance = p.comparison.distance;
    add(out, plain,
        distance ? text("compare.distance", {{"distance", fixed(*distance, 2)}})
                 : std::string(text("compare.no_distance")));
}

void add_mistakes(std::vector<Finding>& out, const Program& p) {
    const Config& config = p.state.config;
    if (config.mistakes == Mistakes{}) return add(out, warning, std::string(text("compare.nothing_broken")));
    for (const MistakeInfo& m : kMistakes) {
        if (!(config.mistakes.*m.on)) continue;
        const std::string key = "mistake." + std::string(m.key);
        add(out, heading, std::string(text(key)));
        if (changes_nothing(config, m.on)) {
            add(out, warning, std::string(text(m.shown_with.empty() ? "compare.harmless" : "compare.harmless_here")));
            continue;
        }
        add(out, plain, std::string(text(key + ".breaks")));
        add(out, plain, text("compare.notice", {{"how", text(key + ".notice")}}));
        add(out, code, std::string(text(key + ".code")));
    }
}

void add_first_difference(std::vector<Finding>& out, const Program& p) {
    const auto first = first_difference(p.comparison.stages);
    if (!first) return add(out, warning, std::string(text("compare.same")));
    const StageDifference& there = p.comparison.stages[static_cast<std::size_t>(*first)];
    add(out, plain,
        text(there.shape ? "compare.first_shape" : "compare.first",
             {{"stage", text("stage." + std::string(info(*first).key))}}));
}

} // namespace

std::vector<Finding> findings(const Program& p) {
    std::vector<Finding> out;
    if (!has_other(p)) return add(out, warning, std::string(text("compare.nothing_pinned"))), out;
    const bool broken = p.state.config.mistakes != Mistakes{};
    switch (p.state.against) {
    case Against::head:
        if (side_a(p).head == side_b(p).head) add(out, warning, std::string(text("compare.same_head")));
        add_pattern(out, name_a(p), p.comparison.pattern_a);
        add_pattern(out, name_b(p), p.comparison.pattern_b);
        if (!p.comparison.pattern_a && !p.comparison.pattern_b)
            add(out, plain, std::string(text("compare.no_pattern")));
        add_distance(out, p);
        break;
    case Against::pin:
        add_first_difference(out, p);
        add_pattern(out, name_a(p), p.comparison.pattern_a);
        add_pattern(out, name_b(p), p.comparison.pattern_b);
        add_distance(out, p);
        break;
    case Against::right:
        if (broken && first_difference(p.comparison.stages)) add_first_difference(out, p);
        add_mistakes(out, p);
        break;
    }
    if (const auto note = compared_tensors(p).note; !note.empty()) add(out, plain, std::string(text(note)));
    return out;
}

} // namespace attn
