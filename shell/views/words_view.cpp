#include "words_view.h"

#include <algorithm>
#include <utility>

#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "shell/input/pointer.h"
#include "shell/program/words.h"
#include "words_picture.h"

namespace attn {

namespace {

float em(const Faces& faces, std::string_view word) {
    // Bold, the wider face, so that nothing moves when another word asks.
    return text_width(faces.bold, 40, word) / 40;
}

std::vector<float> ems(const Program& p, const Faces& faces, const std::vector<WordItem>& items,
                       const std::vector<Token>& tokens) {
    std::vector<float> out;
    for (const WordItem& item : items)
        out.push_back(item.folded > 0 ? 0.5f * em(faces, text(words_of(p), "words.folded",
                                                              {{"count", std::to_string(item.folded)}}))
                                      : em(faces, tokens[static_cast<std::size_t>(item.token)].text));
    return out;
}

// What is at a point: a word that asks when it is pressed, or a weight.
struct Hit {
    std::optional<int> asks, weight;
    bool on_arc = false;
};

Hit hit_at(const Program& p, const WordsLayout& l, float x, float y) {
    const int query = query_of(p), head = p.state.head - 1;
    for (const WordPlace& w : l.queries)
        if (w.item.folded == 0 && w.box.contains(x, y))
            return {.asks = w.item.token, .weight = l.cross() ? std::optional<int>{} : w.item.token};
    for (const WordPlace& w : l.keys)
        if (w.item.folded == 0 && w.box.contains(x, y)) return {.asks = {}, .weight = w.item.token};
    if (p.state.all_heads) return {};
    for (const WordPlace& w : l.answers())
        if (w.item.folded == 0 && w.tag.contains(x, y)) return {.asks = {}, .weight = w.item.token, .on_arc = true};
    // The nearest arc within a finger's or a mouse's reach.
    const WordPlace* from = place_of_word(l.queries, query);
    if (!from) return {};
    Hit hit;
    float best = p.environment.touch ? 18.0f : 7.0f;
    const Matrix& weights = p.now.run.trace.head(head).softmax.weights;
    for (const WordPlace& w : l.answers()) {
        if (w.item.folded > 0 || weights(query, w.item.token) < kFaintest) continue;
        const float away =
            distance_to(arc_between(l, *from, w), x, y) - arc_thickness(l, weights(query, w.item.token)) / 2;
        if (away < best) best = away, hit = {.asks = {}, .weight = w.item.token, .on_arc = true};
    }
    return hit;
}

void press_head(Program& p, int which) {
    p.state.all_heads = which == 0;
    if (which > 0) p.state.head = which;
}

void handle_words_pointer(Program& p, const WordsLayout& l, const Rect& area) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    const bool inside = ImGui::IsWindowHovered() && area.contains(at.x, at.y);
    p.hover.reset();
    const Hit hit = inside ? hit_at(p, l, at.x, at.y) : Hit{};
    const bool answers = asks_for_word(p);
    if (hit.weight && !p.state.all_heads && !answers) p.hover = weight_of(p, *hit.weight);
    if (hit.asks || hit.weight) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (!inside || !clicked()) return;
    for (int which = 0; l.heads.w > 0 && which <= p.now.run.trace.heads; ++which)
        if (words_thumb(l, p.now.run.trace.heads, which).contains(at.x, at.y)) return press_head(p, which);
    if (answers && hit.weight) return answer_with(p, *hit.weight);
    if (hit.asks) return ask_with(p, *hit.asks);
    if (!hit.weight) return;
    // A finger first sees the digits of an arc that has none yet.
    const auto hover = std::exchange(p.hover, std::nullopt);
    const std::vector<int> digits = keys_in_digits(p);
    p.hover = hover;
    if (p.environment.touch && std::ranges::find(digits, *hit.weight) == digits.end())
        return look_closely(p, *hit.weight);
    fly_to_weight(p, *hit.weight);
}

} // namespace

WordsLayout words_on(const Program& p, const Faces& faces, const Rect& area) {
    const Trace& t = p.now.run.trace;
    const int query = query_of(p), queries = static_cast<int>(t.queries()), keys = static_cast<int>(t.keys());
    const bool cross = has(t, Tensor::memory);
    std::vector<float> weights;
    if (keys > kMostWords) {
        const Matrix& all = t.head(p.state.head - 1).softmax.weights;
        weights.assign(all.row(query).begin(), all.row(query).end());
    }
    WordsInput in{.queries = shown_words(queries, query, cross ? std::span<const float>{} : weights),
                  .keys = {},
                  .query_ems = {},
                  .key_ems = {},
                  .heads = t.heads};
    in.query_ems = ems(p, faces, in.queries, t.tokens);
    if (cross) in.keys = shown_words(keys, -1, weights), in.key_ems = ems(p, faces, in.keys, t.memory_tokens);
    return words_layout(area, in);
}

std::optional<Rect> word_place(const Program& p, const Faces& faces, const Rect& area, const Cell& cell) {
    const WordsLayout l = words_on(p, faces, area);
    const WordPlace* w = place_of_word(l.answers(), cell.col);
    return w && in_grid(cell.tensor) ? std::optional(w->box) : std::nullopt;
}

void words_ui(Program& p, const Pen& pen, const Rect& area) {
    handle_words_pointer(p, words_on(p, *pen.faces, area), area);
    if (p.state.view != View::words) return words_flight_ui(p, pen, area); // a press has begun it
    const WordsLayout l = words_on(p, *pen.faces, area);
    draw_arcs(p, pen, l);
    draw_words(p, pen, l);
    draw_word_heads(p, pen, l);
    draw_words_told(p, pen, l);
}

} // namespace attn
