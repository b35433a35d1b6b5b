#include "words.h"

#include <algorithm>

#include "ask.h"
#include "control.h"
#include "engine/attention/mask.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "engine/words/text.h"
#include "shell/layout/reveal.h"

namespace attn {

namespace {

constexpr float kPrints = 0.005f;    // smaller weights are printed as 0.00
constexpr Index kMostCompared = 256; // queries, when the one that looks hardest is looked for

// How much of its attention a query gives to the word it looks at most, itself not counted.
float hardest_look(const Matrix& weights, Index query, bool cross) {
    float most = 0;
    for (Index key = 0; key < weights.cols(); ++key)
        if (cross || key != query) most = std::max(most, weights(query, key));
    return most;
}

} // namespace

std::optional<NamedPattern> pattern_of(const Trace& t, int head) {
    if (t.queries() > kMostCompared || t.keys() > kMostCompared) return std::nullopt;
    return named_pattern(t, head);
}

int query_of(const Program& p) {
    const Trace& t = p.now.run.trace;
    const auto last = static_cast<int>(t.queries()) - 1;
    if (p.state.row > 0) return std::min(p.state.row - 1, last);
    if (const auto asked = asked_cell(p); asked && asked->tensor == Tensor::weights) return asked->row;
    if (t.options.causal || t.queries() > kMostCompared) return collects_most(t);
    const Matrix& weights = t.head(0).softmax.weights;
    int best = 0;
    for (int i = 1; i <= last; ++i) {
        const bool cross = has(t, Tensor::memory);
        if (hardest_look(weights, i, cross) > hardest_look(weights, best, cross)) best = i;
    }
    return best;
}

bool asks_for_word(const Program& p) {
    const auto asked = asked_cell(p);
    return p.state.view == View::words && asked && asked->tensor == Tensor::weights && is_blank(p, *asked) &&
           asked->row == query_of(p);
}

void answer_with(Program& p, int key) {
    const Cell cell = weight_of(p, key);
    guess(p, p.now.run.trace.head(cell.head).softmax.weights(cell.row, cell.col));
    answer_guess(p);
    p.state.row = cell.row + 1;
}

Cell weight_of(const Program& p, int key) { return {Tensor::weights, p.state.head - 1, query_of(p), key}; }

std::vector<int> seen_keys(const Trace& t, int head, int query) {
    const Matrix& weights = t.head(head).softmax.weights;
    std::vector<int> out;
    for (int key = 0; key < weights.cols(); ++key)
        if (!is_masked(t, Tensor::weights, head, query, key)) out.push_back(key);
    const auto weight = [&](int key) { return weights(query, key) >= 0 ? weights(query, key) : -1; }; // NaN comes last
    std::sort(out.begin(), out.end(),
              [&](int a, int b) { return weight(a) > weight(b) || (weight(a) == weight(b) && a < b); });
    return out;
}

std::vector<int> keys_in_digits(const Program& p) {
    if (asks_for_word(p)) return {};
    std::vector<int> out = seen_keys(p.now.run.trace, p.state.head - 1, query_of(p));
    out.resize(std::min<std::size_t>(out.size(), kInDigits));
    const Matrix& weights = p.now.run.trace.head(p.state.head - 1).softmax.weights;
    while (out.size() > 1 && weights(query_of(p), out.back()) < kPrints) out.pop_back();
    const auto add = [&](int key) {
        if (std::ranges::find(out, key) == out.end()) out.push_back(key);
    };
    if (p.state.col > 0) add(std::min(p.state.col, static_cast<int>(p.now.run.trace.keys())) - 1);
    if (p.hover && p.hover->tensor == Tensor::weights && p.hover->row == query_of(p)) add(p.hover->col);
    return out;
}

std::string looks_sentence(const Words& w, const Run& run, int head, int query, int most) {
    const Trace& t = run.trace;
    std::vector<std::string> parts;
    bool more = false;
    for (const int key : seen_keys(t, head, query)) {
        if (!parts.empty() && t.head(head).softmax.weights(query, key) < kPrints) break;
        more = most > 1 && static_cast<int>(parts.size()) == most;
        if (static_cast<int>(parts.size()) == most) break;
        parts.push_back(text(w, "words.share",
                             {{"key", col_label(t, Tensor::weights, key)},
                              {"share", value_text(run, {Tensor::weights, head, query, key})}}));
    }
    const std::string row = row_label(t, Tensor::weights, query);
    if (parts.empty()) return text(w, "row.nothing", {{"row", row}});
    return text(w, more ? "words.looks_more" : "row.spread", {{"row", row}, {"list", listed(w, parts)}});
}

std::string hidden_sentence(const Words& w, const Run& run, int head, int query) {
    const Trace& t = run.trace;
    const Options& o = t.options;
    bool later = false, padding = false, far = false, painted = false, other = false;
    for (Index key = 0; key < t.keys(); ++key) {
        if (!is_masked(t, Tensor::weights, head, query, key)) continue;
        const bool turned = o.mistakes.mask_turned_round || o.mistakes.padding_on_rows;
        const Mask* paint = of_head(o.mask, head);
        if (turned) other = true;
        else if (!o.key_padding.empty() && !o.key_padding[static_cast<std::size_t>(key)]) padding = true;
        else if (o.causal && key > query + o.causal_offset) later = true;
        else if (paint && !(*paint)(query, key)) painted = true;
        else if (o.window > 0) far = true;
        else other = true;
    }
    std::vector<std::string> reasons;
    const auto add = [&](bool holds, std::string_view key) {
        if (holds) reasons.emplace_back(text(w, key));
    };
    add(later, "words.later");
    add(padding, "words.padding");
    add(far, "words.far");
    add(painted, "words.painted");
    add(other, "words.other");
    if (reasons.empty()) return {};
    return text(w, "words.hidden", {{"row", row_label(t, Tensor::weights, query)}, {"reasons", listed_or(w, reasons)}});
}

std::vector<std::string> words_told(const Program& p) {
    const Words& w = words_of(p);
    const int query = query_of(p), head = p.state.head - 1;
    std::vector<std::string> out;
    const std::string row = row_label(p.now.run.trace, Tensor::weights, query);
    const auto asked = asked_cell(p);
    if (asks_for_word(p)) return {text(w, "words.which", {{"row", row}})};
    if (asked && asked->tensor == Tensor::weights && asked->row == query)
        if (const auto right = is_right(p))
            out.push_back(text(w, *right ? "words.right" : "words.wrong",
                               {{"key", col_label(p.now.run.trace, Tensor::weights, asked->col)},
                                {"value", value_text(p.now.run, *asked)},
                                {"guess", fixed(*p.state.guess.value, 2)}}));
    if (p.state.all_heads)
        for (int h = 0; h < p.now.run.trace.heads; ++h)
            out.push_back(text(w, "words.in_head",
                               {{"head", head_title(w, h)}, {"says", looks_sentence(w, p.now.run, h, query, 1)}}));
    else {
        const auto cell = p.hover ? p.hover : selection(p.state, p.now.run.trace);
        if (cell && cell->tensor == Tensor::weights) out.push_back(sentence(w, p.now.run, *cell));
        else out.push_back(looks_sentence(w, p.now.run, head, query));
    }
    if (const auto pattern = p.state.all_heads ? std::nullopt : pattern_of(p.now.run.trace, head))
        out.push_back(text(
            w, "compare.pattern." + std::string(pattern->key),
            {{"name", head_title(w, head)}, {"score", fixed(pattern->score, 2)}, {"even", fixed(pattern->even, 2)}}));
    const std::string hidden = hidden_sentence(w, p.now.run, head, query);
    if (!hidden.empty()) out.push_back(hidden);
    return out;
}

void ask_with(Program& p, int query) {
    select(p.state, std::nullopt);
    p.state.row = query + 1;
}

void look_closely(Program& p, int key) {
    p.state.row = query_of(p) + 1;
    p.state.col = key + 1;
    p.state.matrix = {};
}

void walk_words(Program& p, int dx, int dy) {
    const Trace& t = p.now.run.trace;
    const int query = query_of(p);
    if (dx != 0) return ask_with(p, std::clamp(query + dx, 0, static_cast<int>(t.queries()) - 1));
    std::vector<int> keys = seen_keys(t, p.state.head - 1, query);
    if (keys.empty()) return;
    if (asks_for_word(p)) std::ranges::sort(keys); // the order of the weights would be the answer
    const auto now = std::ranges::find(keys, p.state.col - 1);
    const auto at = now == keys.end() ? (dy > 0 ? -1 : 1) : static_cast<int>(now - keys.begin());
    look_closely(p, keys[static_cast<std::size_t>(std::clamp(at + dy, 0, static_cast<int>(keys.size()) - 1))]);
}

void fly_to_weight(Program& p, int key) {
    const Cell cell = weight_of(p, key);
    p.playing = Playing::no;
    p.state.stage = Stage::softmax, p.state.time = 1;
    p.state.lead = cell.row + 1;
    select(p.state, cell);
    fly(p, View::stage, {});
}

bool fly_to_weights(Program& p) {
    const std::vector<int> keys = seen_keys(p.now.run.trace, p.state.head - 1, query_of(p));
    if (asks_for_word(p)) return p.state.col > 0 && (answer_with(p, p.state.col - 1), true);
    if (p.state.col > 0)
        return fly_to_weight(p, std::min(p.state.col, static_cast<int>(p.now.run.trace.keys())) - 1), true;
    if (keys.empty()) return false;
    fly_to_weight(p, keys[0]);
    return true;
}

} // namespace attn
