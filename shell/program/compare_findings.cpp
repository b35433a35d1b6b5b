// What a comparison shows, in sentences.
#include "compare.h"
#include "engine/formats/number.h"
#include "engine/words/text.h"
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

// Which run it is that has what a stage makes, where only one has it.
std::string_view who_has(const Program& p, const StageDifference& there) {
    if (p.state.against == Against::pin) return text(there.only_a ? "compare.this_run" : "compare.the_pinned");
    return text(there.only_a ? "compare.the_broken" : "compare.the_right");
}

void add_first_difference(std::vector<Finding>& out, const Program& p) {
    const auto first = first_difference(p.comparison.stages);
    if (!first) return add(out, warning, std::string(text("compare.same")));
    const StageDifference& there = p.comparison.stages[static_cast<std::size_t>(*first)];
    const bool only = there.only_a || there.only_b;
    add(out, plain,
        text(only && *first == Stage::dropout ? "compare.first_drops"
             : only                           ? "compare.first_only"
             : there.shape                    ? "compare.first_shape"
                                              : "compare.first",
             {{"stage", text("stage." + std::string(info(*first).key))}, {"who", who_has(p, there)}}));
}

// What has to be known about the matrices of this stage.
void add_shown(std::vector<Finding>& out, const Program& p) {
    if (own_shares(p)) {
        const bool early = p.state.stage == Stage::tokens;
        return add(out, plain, std::string(text(early ? "compare.before_heads" : "compare.own_share")));
    }
    const StageDifference& here = p.comparison.stages[static_cast<std::size_t>(p.state.stage)];
    const TensorPair shown = compared_tensors(p);
    if (shown.a != shown.b) {
        const bool said = first_difference(p.comparison.stages) == Stage::dropout;
        add(out, plain, text(said ? "compare.beside" : "compare.one_drops", {{"who", who_has(p, here)}}));
    }
    const Index cells = here.apart.one_sided;
    if (cells > 0)
        add(out, plain,
            text(cells == 1 ? "compare.one_sided_cell" : "compare.one_sided", {{"count", std::to_string(cells)}}));
}

} // namespace

std::vector<Finding> findings(const Program& p) {
    std::vector<Finding> out;
    if (!has_other(p)) return add(out, warning, std::string(text("compare.nothing_pinned"))), out;
    const bool broken = p.state.config.mistakes != Mistakes{};
    switch (p.state.against) {
    case Against::head:
        add_shown(out, p);
        if (side_a(p).head == side_b(p).head) add(out, warning, std::string(text("compare.same_head")));
        add_pattern(out, name_a(p), p.comparison.pattern_a);
        add_pattern(out, name_b(p), p.comparison.pattern_b);
        if (!p.comparison.pattern_a && !p.comparison.pattern_b)
            add(out, plain, std::string(text("compare.no_pattern")));
        add_distance(out, p);
        break;
    case Against::pin:
        add_first_difference(out, p);
        add_shown(out, p);
        add_pattern(out, name_a(p), p.comparison.pattern_a);
        add_pattern(out, name_b(p), p.comparison.pattern_b);
        add_distance(out, p);
        break;
    case Against::right:
        if (broken && first_difference(p.comparison.stages)) add_first_difference(out, p);
        add_shown(out, p);
        add_mistakes(out, p);
        break;
    }
    return out;
}

} // namespace attn
