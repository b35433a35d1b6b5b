#include "words_picture.h"

#include <algorithm>

#include "engine/analysis/measure.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "engine/words/text.h"
#include "shell/draw/cache.h"
#include "shell/program/words.h"

namespace attn {

namespace {

const Matrix& weights_of(const Program& p, int head) { return p.now.run.trace.head(head).softmax.weights; }

// With the arcs of all heads at once, only those that can be told apart.
constexpr float kFaintOfMany = 0.08f;

void hatch_word(const Pen& pen, const Rect& r, const Color& color) {
    const float step = std::max(6.0f, r.h / 4), reach = r.w + r.h;
    pen.canvas.clip(r);
    for (float d = step / 2; d < reach; d += step) pen.canvas.line(r.x + d, r.y, r.x + d - r.h, r.bottom(), color);
    pen.canvas.unclip();
}

void draw_arcs_of(const Program& p, const Pen& pen, const WordsLayout& l, int head, const Color& color, float aside,
                  float share) {
    const int query = query_of(p);
    const WordPlace* from = place_of_word(l.queries, query);
    if (!from) return;
    const std::vector<int> digits = p.state.all_heads ? std::vector<int>{} : keys_in_digits(p);
    // The largest last, on top.
    const std::vector<int> keys = seen_keys(p.now.run.trace, head, query);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        const float weight = weights_of(p, head)(query, *key);
        const WordPlace* to = place_of_word(l.answers(), *key);
        if (!to || weight < (p.state.all_heads ? kFaintOfMany : kFaintest)) continue;
        const bool tagged = std::ranges::find(digits, *key) != digits.end();
        const Arc arc = arc_between(l, *from, *to, aside, tagged);
        const bool close = p.hover && p.hover->tensor == Tensor::weights && p.hover->head == head &&
                           p.hover->row == query && p.hover->col == *key;
        const float strength = close ? 1.0f : 0.34f + 0.56f * std::min(1.0f, 1.6f * weight);
        pen.canvas.cubic(arc.x, arc.y, mix(pen.theme->paper, color, strength), share * arc_thickness(l, weight));
    }
}

void draw_word(const Program& p, const Pen& pen, const WordsLayout& l, const WordPlace& w, bool asks, bool answers) {
    const Theme& t = *pen.theme;
    const Trace& trace = p.now.run.trace;
    const int query = query_of(p), head = p.state.head - 1;
    ImFont* face = pen.faces->text;
    if (w.item.folded > 0) {
        const std::string dots = text(words_of(p), "words.folded", {{"count", std::to_string(w.item.folded)}});
        draw_text(pen, face, kSmall, w.box.mid_x(), w.box.mid_y(), fitted(face, kSmall, dots, w.box.w), t.muted,
                  Align::center);
        return;
    }
    const bool cross = l.cross(), is_query = asks && w.item.token == query;
    const std::string& name = cross && answers ? col_label(trace, Tensor::weights, w.item.token)
                                               : trace.tokens[static_cast<std::size_t>(w.item.token)].text;
    const bool masked = answers && !p.state.all_heads && is_masked(trace, Tensor::weights, head, query, w.item.token);
    const bool shaded = answers && !is_query && !p.state.all_heads;
    const float round = std::min(8.0f, w.box.h * 0.22f);
    const Color ground = is_query ? t.query : masked ? t.masked : shaded ? word_ground(p, pen, w.item.token) : t.paper;
    pen.canvas.fill(w.box, t.paper, round); // arcs pass behind the words
    pen.canvas.fill(w.box, ground, round);
    if (masked) hatch_word(pen, w.box, mix(ground, t.hatch, 0.7f));
    const bool hovered = p.hover && p.hover->tensor == Tensor::weights && p.hover->col == w.item.token && answers;
    const bool close = answers && p.state.col == w.item.token + 1;
    if (t.framed && !is_query) pen.canvas.frame(w.box, t.line, 1, round);
    if (close) pen.canvas.frame(w.box.inset(-2), t.accent, 2.5f, round + 2);
    else if (hovered) pen.canvas.frame(w.box.inset(-1), t.ink, 1.5f, round + 1);
    ImFont* set = is_query ? pen.faces->bold : face;
    const Color ink = is_query || (shaded && !masked) ? digit_ink(ground) : masked ? t.muted : t.ink;
    const Color soft = shaded && !masked ? mix(ground, ink, 0.92f) : ink;
    const Rect in = w.box.inset(1);
    if (masked) { // its name stays legible on the stripes
        const float wide = std::min(text_width(set, l.size, name) + 6, in.w);
        pen.canvas.fill({w.box.mid_x() - wide / 2, w.box.y + w.box.h * 0.2f, wide, w.box.h * 0.6f}, ground, 3);
    }
    draw_text(pen, set, l.size, w.box.mid_x(), w.box.mid_y(), fitted(set, l.size, name, in.w), soft, Align::center);
}

// Digits below a word, on paper, because arcs to other lines may pass there.
void draw_tag(const Program& p, const Pen& pen, const WordsLayout& l, const WordPlace& w, int key) {
    const Theme& t = *pen.theme;
    const Trace& trace = p.now.run.trace;
    const int query = query_of(p), head = p.state.head - 1;
    const float size = std::clamp(std::round(l.size * 0.55f), kDigits, 20.0f);
    const bool masked = is_masked(trace, Tensor::weights, head, query, key);
    const std::string digits = masked ? std::string(text(words_of(p), "figure.masked"))
                                      : value_text(p.now.run, {Tensor::weights, head, query, key});
    const float wide = text_width(pen.faces->bold, size, digits) + 6;
    const Rect back{w.tag.mid_x() - wide / 2, w.tag.y + 1, wide, w.tag.h - 2};
    pen.canvas.fill(back, t.paper, 4);
    draw_text(pen, pen.faces->bold, size, back.mid_x(), back.mid_y(), digits, masked ? t.muted : t.ink, Align::center);
}

Color head_color(const Theme& t, int head) { return t.heads[head % 8]; }

// A small picture: a tick for each word, and the arcs of the query.
void draw_thumb(const Program& p, const Pen& pen, const WordsLayout& l, const Rect& r, int first, int last) {
    const Theme& t = *pen.theme;
    const Trace& trace = p.now.run.trace;
    const int query = query_of(p);
    const float count = static_cast<float>(std::max(trace.queries(), trace.keys()));
    const auto x_of = [&](int token, Index of) {
        return r.x + r.w * (static_cast<float>(token) + 0.5f + (count - static_cast<float>(of)) / 2) / count;
    };
    const bool cross = l.cross();
    const float top = r.y + 2, foot = r.bottom() - 3;
    const auto tick = [&](float x, float y, bool asks) {
        const float half = std::clamp(r.w / count * 0.3f, 0.6f, 4.0f);
        pen.canvas.fill({x - half, y - 1.5f, 2 * half, 3}, asks ? t.query : t.faint, 1);
    };
    for (int j = 0; j < trace.keys(); ++j) tick(x_of(j, trace.keys()), foot, !cross && j == query);
    if (cross)
        for (int i = 0; i < trace.queries(); ++i) tick(x_of(i, trace.queries()), top, i == query);
    for (int head = first; head <= last; ++head)
        for (const int key : seen_keys(trace, head, query)) {
            const float weight = weights_of(p, head)(query, key);
            if (weight < (first == last ? 0.03f : kFaintOfMany)) continue;
            const float a = x_of(query, trace.queries()), b = x_of(key, trace.keys());
            const float thick = std::max(first == last ? 5 * weight : 2.5f * weight, 0.75f);
            const Color color = mix(t.paper, head_color(t, head), 0.4f + 0.6f * weight);
            if (cross) {
                pen.canvas.curve(a, top + 2, b, foot - 2, true, color, thick);
                continue;
            }
            const float rise = std::min(std::abs(a - b) * 0.5f + 6, foot - top) * 4 / 3, y = foot - 3;
            const float wide = key == query ? 4.0f : 0.0f;
            pen.canvas.cubic({a - wide, a - wide, b + wide, b + wide}, {y, y - rise, y - rise, y}, color, thick);
        }
}

} // namespace

float arc_thickness(const WordsLayout& l, float weight) {
    return std::max(0.75f, weight * std::clamp(l.size * 0.55f, 8.0f, 20.0f));
}

Color word_ground(const Program& p, const Pen& pen, int key) {
    const float weight = weights_of(p, p.state.head - 1)(query_of(p), key);
    // A word that is not looked at is on plain paper.
    return mix(pen.theme->paper, cell_color(*pen.theme, Range::zero_to_one, weight, 1), std::min(1.0f, weight * 12));
}

void draw_arcs(const Program& p, const Pen& pen, const WordsLayout& l) {
    const Theme& t = *pen.theme;
    const int heads = p.now.run.trace.heads;
    if (!p.state.all_heads) return draw_arcs_of(p, pen, l, p.state.head - 1, t.query, 0, 1);
    const float apart = std::clamp(l.size * 0.14f, 2.0f, 6.0f);
    for (int h = 0; h < heads; ++h)
        draw_arcs_of(p, pen, l, h, head_color(t, h),
                     (static_cast<float>(h) - static_cast<float>(heads - 1) / 2) * apart, 0.45f);
}

void draw_words(const Program& p, const Pen& pen, const WordsLayout& l) {
    const Theme& t = *pen.theme;
    const bool cross = l.cross();
    for (const WordPlace& w : l.queries) draw_word(p, pen, l, w, true, !cross);
    for (const WordPlace& w : l.keys) draw_word(p, pen, l, w, false, true);
    if (cross) {
        draw_text(pen, pen.faces->text, kSmall, l.query_name.mid_x(), l.query_name.mid_y(),
                  text(words_of(p), "words.queries"), t.query, Align::center);
        draw_text(pen, pen.faces->text, kSmall, l.key_name.mid_x(), l.key_name.mid_y(), text(words_of(p), "words.keys"),
                  t.key, Align::center);
    }
    const std::vector<int> digits = p.state.all_heads ? std::vector<int>{} : keys_in_digits(p);
    for (const int key : digits)
        if (const WordPlace* w = place_of_word(l.answers(), key)) draw_tag(p, pen, l, *w, key);
    const int query = query_of(p);
    const WordPlace* asks = place_of_word(l.queries, query);
    const bool free = cross || std::ranges::find(digits, query) == digits.end();
    if (asks && free && !cross)
        draw_text(pen, pen.faces->text, kSmall, asks->tag.mid_x(), asks->tag.mid_y(), text(words_of(p), "words.query"),
                  t.query, Align::center);
}

void draw_word_heads(const Program& p, const Pen& pen, const WordsLayout& l) {
    if (l.heads.w <= 0) return;
    const Theme& t = *pen.theme;
    const Trace& trace = p.now.run.trace;
    constexpr Index most = 256; // tokens; beyond, only heads that somebody looked at are drawn
    const bool all_drawn = trace.queries() <= most && trace.keys() <= most;
    for (int which = 0; which <= trace.heads; ++which) {
        const Rect r = words_thumb(l, trace.heads, which);
        const bool here = which == 0 ? p.state.all_heads : !p.state.all_heads && which == p.state.head;
        pen.canvas.fill(r, here ? t.raised : t.paper, 6);
        pen.canvas.frame(r, here ? t.ink : t.line, here ? 2.0f : 1.0f, 6);
        const Rect in = r.inset(6);
        const float name = kSmall + 4;
        const bool drawn = all_drawn || (which > 0 && trace.by_head.is_kept(which - 1));
        const Rect picture{in.x, in.y + name, in.w, in.h - name};
        if (drawn && picture.h > 12)
            draw_thumb(p, pen, l, picture, which == 0 ? 0 : which - 1, which == 0 ? trace.heads - 1 : which - 1);
        ImFont* face = here ? pen.faces->bold : pen.faces->text;
        std::string title =
            which == 0 ? std::string(text(words_of(p), "words.all")) : head_title(words_of(p), which - 1);
        if (text_width(face, kSmall, title) > in.w && which > 0) title = std::to_string(which);
        const float wide = draw_text(pen, face, kSmall, in.x, in.y + 5, fitted(face, kSmall, title, in.w),
                                     which == 0 ? t.ink : mix(t.ink, head_color(t, which - 1), 0.75f));
        const auto pattern = which > 0 && drawn ? pattern_of(trace, which - 1) : std::nullopt;
        if (!pattern) continue;
        const std::string_view named = text(words_of(p), "pattern." + std::string(pattern->key));
        if (const float room = in.w - wide - 8; room > 40)
            draw_text(pen, pen.faces->text, kSmall, in.right(), in.y + 5, fitted(pen.faces->text, kSmall, named, room),
                      t.muted, Align::right);
    }
}

void draw_words_told(const Program& p, const Pen& pen, const WordsLayout& l) {
    const Theme& t = *pen.theme;
    ImFont* face = pen.faces->text;
    Rect r = l.sentence;
    const auto set = [&](const std::string& says, float size, const Color& color) {
        if (says.empty() || r.h < size) return;
        const float fits = fitting_size(face, size, r, says);
        const std::string_view whole = whole_sentences(face, fits, r, says);
        if (whole.empty()) return;
        const float used = draw_paragraph(pen, face, fits, r, whole, color);
        r.y += used + 2, r.h -= used + 2;
    };
    const std::vector<std::string> told = words_told(p);
    if (p.state.all_heads) { // many short ones: a paragraph
        std::string all;
        for (const std::string& one : told) all += (all.empty() ? "" : " ") + one;
        return set(all, kBody, t.ink);
    }
    for (std::size_t i = 0; i < told.size(); ++i) set(told[i], i == 0 ? kTitleSize : kBody, i == 0 ? t.ink : t.muted);
    if (!pen.canvas.recorder && !asks_for_word(p)) set(std::string(text(words_of(p), "words.how")), kBody, t.muted);
    set(origin(words_of(p), p.state.config), kSmall, t.muted);
}

} // namespace attn
