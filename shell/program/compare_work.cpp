#include "compare_work.h"

#include <algorithm>

#include "compare.h"

namespace attn {

namespace {

// The table of all heads reads every weight of every head. Beyond this many only the two compared are measured, and
// that is not done at once.
constexpr Index kMeasured = 1 << 18;

bool is_short(const Program& p) {
    const Trace& t = p.now.run.trace;
    return t.queries() * t.keys() * t.heads <= kMeasured;
}

// A head is compared with another one, where there is one.
void keep_heads_apart(AppState& s) {
    const int heads = s.config.heads;
    if (s.against == Against::head && heads > 1 && std::min(s.other_head, heads) == s.head)
        s.other_head = s.head % heads + 1;
}

const Trace* other_trace(const Program& p) { return p.comparison.other ? &p.comparison.other->run.trace : nullptr; }

template <class Act> void add(Comparison& c, Act act) { c.pieces.emplace_back(std::move(act)); }

void add_head(Comparison& c, int head, const Compared& what) {
    const bool in_a = head < what.run.heads, in_b = what.other && head < what.other->heads;
    const std::size_t row = c.heads.size();
    c.heads.push_back({.head = head});
    if (in_a)
        add(c, [=](Program& p) { p.comparison.heads[row].a = head_measures(p.now.run.trace, head); }),
            add(c, [=](Program& p) { p.comparison.heads[row].pattern = named_pattern(p.now.run.trace, head); });
    if (in_b) add(c, [=](Program& p) { p.comparison.heads[row].b = head_measures(*other_trace(p), head); });
    if (!in_a || (what.other && !in_b)) return;
    add(c, [=, shown = what.head](Program& p) {
        const Trace &a = p.now.run.trace, *b = other_trace(p);
        p.comparison.heads[row].distance = b ? head_distance(a, head, *b, head) : head_distance(a, shown, a, head);
    });
}

void make_maps(Program& p) {
    Comparison& c = p.comparison;
    if (has_other(p)) c.maps = compared_maps(p);
    else c.maps.reset();
}

void begin(Comparison& c, const Compared& wanted, bool all_heads) {
    const bool same_other =
        c.built_from && c.built_from->other == wanted.other && c.other.has_value() == wanted.other.has_value();
    std::optional<Derived> other = same_other ? std::move(c.other) : std::nullopt;
    c = {};
    c.built_from = wanted;
    c.other = std::move(other);
    if (wanted.other && !same_other)
        add(c, [](Program& p) { p.comparison.other = derived(*p.comparison.built_from->other); });
    // Asked for once, a head is there.
    add(c, [](Program& p) { side_a(p).trace->head(side_a(p).head); });
    add(c, [](Program& p) { side_b(p).trace->head(side_b(p).head); });
    for (const StageInfo& stage : kStages)
        add(c, [&](Program& p) { p.comparison.stages.push_back(stage_difference(side_a(p), side_b(p), stage)); });
    for (int h = 0; h < std::max(wanted.run.heads, wanted.other ? wanted.other->heads : 0); ++h)
        if (all_heads || h == wanted.head || h == wanted.other_head) add_head(c, h, wanted);
    add(c, [](Program& p) {
        const RunHead a = side_a(p), b = side_b(p);
        p.comparison.distance = head_distance(*a.trace, a.head, *b.trace, b.head);
    });
    add(c, [](Program& p) { p.comparison.pattern_a = named_pattern(*side_a(p).trace, side_a(p).head); });
    add(c, [](Program& p) { p.comparison.pattern_b = named_pattern(*side_b(p).trace, side_b(p).head); });
    // The colours of the maps follow from the largest numbers of all heads.
    add(c, [](Program& p) { range_of(p.now, compared_tensors(p).a); });
    add(c, [](Program& p) {
        if (p.comparison.other) range_of(*p.comparison.other, compared_tensors(p).a);
    });
    add(c, make_maps);
}

} // namespace

double share_compared(const Program& p) {
    const Comparison& c = p.comparison;
    return c.pieces.empty() ? 0 : static_cast<double>(c.made) / static_cast<double>(c.pieces.size());
}

void compare_on(Program& p) {
    Comparison& c = p.comparison;
    if (c.made == c.pieces.size()) return;
    c.pieces[c.made++](p);
    if (is_compared(p) && c.go_to_difference) show_difference(p);
}

bool show_difference(Program& p) {
    Comparison& c = p.comparison;
    c.go_to_difference = !is_compared(p);
    if (c.go_to_difference) return true;
    const auto first = first_difference(c.stages);
    if (!first || !offered(p.state.config, *first)) return false;
    p.state.stage = *first, p.state.time = 1;
    p.playing = Playing::no;
    refresh_comparison(p);
    return true;
}

void refresh_comparison(Program& p) {
    if (p.state.view != View::compare) return;
    keep_heads_apart(p.state);
    Comparison& c = p.comparison;
    if (const Compared wanted = compared(p.state); c.built_from != wanted) {
        begin(c, wanted, is_short(p));
        const bool at_once = !p.environment.frames || is_short(p);
        while (at_once && !is_compared(p)) compare_on(p);
    }
    if (!is_compared(p)) return;
    const bool kept =
        c.maps && c.maps->stage == p.state.stage && c.maps->against == p.state.against && c.maps->words == &words_of(p);
    if (!kept) make_maps(p);
}

} // namespace attn
