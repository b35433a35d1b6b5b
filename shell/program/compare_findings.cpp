// What a comparison shows, in sentences.
#include "compare.h"
#include "engine/formats/number.h"
#include "engine/run/remarks.h"
#include "engine/stages/titles.h"
#include "program.h"

namespace attn {

namespace {

using enum Finding::Kind;

void add(std::vector<Finding>& out, Finding::Kind kind, std::string words) { out.push_back({kind, std::move(words)}); }

void add_pattern(std::vector<Finding>& out, const Words& w, const std::string& who,
                 const std::optional<NamedPattern>& pattern) {
    if (!pattern) return;
    std::string words = text(w, "compare.pattern." + std::string(pattern->key),
                             {{"name", who}, {"score", fixed(pattern->score, 2)}, {"even", fixed(pattern->even, 2)}});
    if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A'); // it begins a sentence
    add(out, plain, std::move(words));
}

void add_distance(std::vector<Finding>& out, const Program& p) {
    const auto& distance = p.comparison.distance;
    add(out, plain,
        distance ? text(words_of(p), "compare.distance", {{"distance", fixed(*distance, 2)}})
                 : std::string(text(words_of(p), "compare.no_distance")));
}

void add_mistakes(std::vector<Finding>& out, const Program& p) {
    const Config& config = p.state.config;
    const Words& w = words_of(p);
    if (config.mistakes == Mistakes{})
        return add(out, warning, std::string(text(words_of(p), "compare.nothing_broken")));
    for (const MistakeInfo& m : kMistakes) {
        if (!(config.mistakes.*m.on)) continue;
        add(out, heading, std::string(mistake_title(w, m)));
        if (changes_nothing(config, m.on)) {
            add(out, warning,
                std::string(text(w, m.shown_with.empty() ? "compare.harmless" : "compare.harmless_here")));
            continue;
        }
        add(out, plain, std::string(mistake_breaks(w, m)));
        add(out, plain, text(words_of(p), "compare.notice", {{"how", mistake_notice(w, m)}}));
        add(out, code, std::string(mistake_code(w, m)));
    }
}

// Which run it is that has what a stage makes, where only one has it.
std::string_view who_has(const Program& p, const StageDifference& there) {
    if (p.state.against == Against::pin)
        return text(words_of(p), there.only_a ? "compare.this_run" : "compare.the_pinned");
    return text(words_of(p), there.only_a ? "compare.the_broken" : "compare.the_right");
}

void add_first_difference(std::vector<Finding>& out, const Program& p) {
    const auto first = first_difference(p.comparison.stages);
    if (!first) return add(out, warning, std::string(text(words_of(p), "compare.same")));
    const StageDifference& there = p.comparison.stages[static_cast<std::size_t>(*first)];
    const bool only = there.only_a || there.only_b;
    add(out, plain,
        text(words_of(p),
             only && *first == Stage::dropout ? "compare.first_drops"
             : only                           ? "compare.first_only"
             : there.shape                    ? "compare.first_shape"
                                              : "compare.first",
             {{"stage", stage_title(words_of(p), *first)}, {"who", who_has(p, there)}}));
}

// What has to be known about the matrices of this stage.
void add_shown(std::vector<Finding>& out, const Program& p) {
    if (own_shares(p)) {
        const bool early = p.state.stage == Stage::tokens;
        return add(out, plain, std::string(text(words_of(p), early ? "compare.before_heads" : "compare.own_share")));
    }
    const StageDifference& here = p.comparison.stages[static_cast<std::size_t>(p.state.stage)];
    const TensorPair shown = compared_tensors(p);
    if (shown.a != shown.b) {
        const bool said = first_difference(p.comparison.stages) == Stage::dropout;
        add(out, plain, text(words_of(p), said ? "compare.beside" : "compare.one_drops", {{"who", who_has(p, here)}}));
    }
    const Index cells = here.apart.one_sided;
    if (cells > 0) add(out, plain, counted(words_of(p), "compare.one_sided", cells));
}

} // namespace

std::vector<Finding> findings(const Program& p) {
    std::vector<Finding> out;
    if (!is_compared(p)) return add(out, plain, std::string(text(words_of(p), "compare.working"))), out;
    if (!has_other(p)) return add(out, warning, std::string(text(words_of(p), "compare.nothing_pinned"))), out;
    const bool broken = p.state.config.mistakes != Mistakes{};
    switch (p.state.against) {
    case Against::head:
        add_shown(out, p);
        if (side_a(p).head == side_b(p).head) add(out, warning, std::string(text(words_of(p), "compare.same_head")));
        add_pattern(out, words_of(p), name_a(p), p.comparison.pattern_a);
        add_pattern(out, words_of(p), name_b(p), p.comparison.pattern_b);
        if (!p.comparison.pattern_a && !p.comparison.pattern_b)
            add(out, plain, std::string(text(words_of(p), "compare.no_pattern")));
        add_distance(out, p);
        break;
    case Against::pin:
        add_first_difference(out, p);
        add_shown(out, p);
        add_pattern(out, words_of(p), name_a(p), p.comparison.pattern_a);
        add_pattern(out, words_of(p), name_b(p), p.comparison.pattern_b);
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
