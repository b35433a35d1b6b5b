#include "words_layout.h"

#include <algorithm>
#include <cmath>

#include "type_scale.h"

namespace attn {

namespace {

constexpr int kNear = 10, kLargest = 14; // words on either side of the query, and large weights, that stay unfolded
constexpr float kThumbGap = 10, kThumbWidth = 164, kThumbHeight = 74;
constexpr float kLabel = 22; // a name above a line

// Distances that follow from the size of the type: within a word's box, between boxes, and between lines, where digits
// and arcs are.
struct Spacing {
    float pad, gap, box, between;
};
Spacing spacing(float size) {
    return {std::round(size * 0.26f), std::round(size * 0.16f), std::round(size * 1.42f),
            std::max(std::round(size * 1.15f), 26.0f)};
}

float box_width(float em, float size) { return std::round(em * size) + 2 * spacing(size).pad; }

// Greedy lines no wider than `width`: the number of the line of each word.
std::vector<int> lines(const std::vector<float>& ems, float size, float width) {
    std::vector<int> out;
    int line = 0;
    float x = 0;
    for (const float em : ems) {
        const float w = box_width(em, size);
        if (x > 0 && x + w > width) ++line, x = 0;
        x += w + spacing(size).gap;
        out.push_back(line);
    }
    return out;
}

int line_count(const std::vector<float>& ems, float size, float width) {
    return ems.empty() ? 0 : lines(ems, size, width).back() + 1;
}

// The same number of lines, as even as they can be.
std::vector<int> even_lines(const std::vector<float>& ems, float size, float width) {
    const int count = line_count(ems, size, width);
    float low = 0, high = width;
    for (int i = 0; i < 16; ++i) {
        const float middle = (low + high) / 2;
        (line_count(ems, size, middle) <= count ? high : low) = middle;
    }
    return lines(ems, size, high);
}

float block_height(int count, float size) {
    const Spacing s = spacing(size);
    return static_cast<float>(count) * s.box + static_cast<float>(std::max(count - 1, 0)) * s.between;
}

// What arcs and digits need above the first line and below the last one; between two sentences, too.
float above(const Rect& stage) { return std::clamp(stage.h * 0.26f, 30.0f, 220.0f); }
constexpr float kBelow = 26;

bool fits(const WordsInput& in, const Rect& stage, float size, int most_lines) {
    const int q = line_count(in.query_ems, size, stage.w), k = line_count(in.key_ems, size, stage.w);
    if (q > most_lines || k > most_lines) return false;
    float height = block_height(q, size) + kBelow;
    if (k > 0) height += block_height(k, size) + std::max(0.7f * above(stage), 40.0f) + 2 * kLabel;
    else height += above(stage);
    for (const auto* ems : {&in.query_ems, &in.key_ems})
        for (const float em : *ems)
            if (size > kSmall + 1 && box_width(em, size) > stage.w) return false;
    return height <= stage.h;
}

// One line if it is large, else two, else as many as there must be.
float type_size(const WordsInput& in, const Rect& stage) {
    struct Try {
        float from, to;
        int lines;
    };
    const float large = std::clamp(stage.w / 26, 34.0f, 64.0f);
    for (const Try& t : {Try{large, 24, 1}, Try{large, 20, 2}, Try{22, kSmall + 1, 1000}})
        for (float size = std::round(t.from); size >= t.to; --size)
            if (fits(in, stage, size, t.lines)) return size;
    return kSmall;
}

void place_lines(std::vector<WordPlace>& out, const std::vector<WordItem>& items, const std::vector<float>& ems,
                 const Rect& stage, float top, float size, float between) {
    const Spacing s = spacing(size);
    const std::vector<int> line = even_lines(ems, size, stage.w);
    for (std::size_t i = 0; i < items.size();) {
        std::size_t end = i;
        float width = -s.gap;
        for (; end < items.size() && line[end] == line[i]; ++end) width += box_width(ems[end], size) + s.gap;
        float x = std::max(std::round(stage.mid_x() - width / 2), stage.x);
        for (; i < end; ++i) {
            const float w = std::min(box_width(ems[i], size), stage.w);
            const float y = top + static_cast<float>(line[i]) * (s.box + between);
            const Rect box{x, y, w, s.box};
            out.push_back({items[i], line[i], box, {x, box.bottom() + 1, w, 22}});
            x += w + s.gap;
        }
    }
}

void place_regions(WordsLayout& l, const Rect& area, int heads) {
    const Rect in = area.inset(area.w < 720 ? 10.0f : 18.0f);
    l.narrow = area.w < 720;
    const float said = std::min(l.narrow ? 108.0f : 84.0f, in.h * 0.36f);
    l.sentence = {in.x, in.bottom() - said, in.w, said};
    l.stage = {in.x, in.y, in.w, in.h - said - 10};
    if (heads < 2) return;
    if (l.narrow) {
        const int across = std::min(heads + 1, std::max(3, static_cast<int>(in.w / 76)));
        const int down = (heads + across) / across;
        const float high = std::min(static_cast<float>(down) * 64.0f, l.stage.h * 0.42f);
        l.heads = {in.x, l.stage.bottom() - high, in.w, high};
        l.stage.h -= high + 10;
        return;
    }
    const int columns = heads > 4 && in.w > 1000 ? 2 : 1;
    const float wide = std::min(kThumbWidth, in.w * 0.2f);
    const float all = static_cast<float>(columns) * wide + static_cast<float>(columns - 1) * kThumbGap;
    l.heads = {in.x, in.y, all, l.stage.h};
    l.stage.x += all + 28, l.stage.w -= all + 28;
}

} // namespace

std::vector<WordItem> shown_words(int count, int near, std::span<const float> weights) {
    std::vector<WordItem> out;
    std::vector<bool> kept(static_cast<std::size_t>(count), count <= kMostWords);
    if (count > kMostWords) {
        const int first = std::max(near, 0) - kNear, last = std::max(near, 0) + kNear;
        for (int i = std::max(first, 0); i <= std::min(last, count - 1); ++i) kept[static_cast<std::size_t>(i)] = true;
        std::vector<int> order(weights.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
        const auto largest = std::min<std::size_t>(order.size(), kLargest);
        std::partial_sort(
            order.begin(), order.begin() + static_cast<std::ptrdiff_t>(largest), order.end(), [&](int a, int b) {
                const float x = weights[static_cast<std::size_t>(a)], y = weights[static_cast<std::size_t>(b)];
                return x > y || (x == y && a < b);
            });
        for (std::size_t i = 0; i < largest; ++i)
            if (weights[static_cast<std::size_t>(order[i])] > 0) kept[static_cast<std::size_t>(order[i])] = true;
    }
    for (int i = 0; i < count; ++i) {
        if (kept[static_cast<std::size_t>(i)]) out.push_back({i, 0});
        else if (!out.empty() && out.back().folded > 0) ++out.back().folded;
        else out.push_back({i, 1});
    }
    return out;
}

WordsLayout words_layout(const Rect& area, const WordsInput& in) {
    WordsLayout l;
    place_regions(l, area, in.heads);
    l.size = type_size(in, l.stage);
    const int q = line_count(in.query_ems, l.size, l.stage.w), k = line_count(in.key_ems, l.size, l.stage.w);
    const float query_height = block_height(q, l.size), key_height = block_height(k, l.size);
    if (k == 0) {
        // Arcs need room above and between the lines: what is left over goes there first.
        const float spare = std::max(l.stage.h - above(l.stage) - query_height - kBelow, 0.0f);
        const float wider = q < 2 ? 0.0f : std::min(spare * 0.6f / static_cast<float>(q - 1), 2.4f * l.size);
        const float left = spare - wider * static_cast<float>(std::max(q - 1, 0));
        const float first = l.stage.y + above(l.stage) + std::min(left * 0.62f, 240.0f);
        l.between = spacing(l.size).between + wider;
        place_lines(l.queries, in.queries, in.query_ems, l.stage, first, l.size, l.between);
        return l;
    }
    l.between = spacing(l.size).between;
    const float between = std::clamp(l.stage.h - query_height - key_height - kBelow - 2 * kLabel, 40.0f, 300.0f);
    const float all = query_height + between + key_height + kBelow + 2 * kLabel;
    float top = l.stage.y + std::max((l.stage.h - all) / 2, 0.0f);
    l.query_name = {l.stage.x, top, l.stage.w, kLabel - 4};
    place_lines(l.queries, in.queries, in.query_ems, l.stage, top + kLabel, l.size, l.between);
    top += kLabel + query_height + between;
    place_lines(l.keys, in.keys, in.key_ems, l.stage, top, l.size, l.between);
    l.key_name = {l.stage.x, top + key_height + kBelow, l.stage.w, kLabel - 4};
    return l;
}

Rect words_thumb(const WordsLayout& l, int heads, int which) {
    const int count = heads + 1;
    const int across = l.narrow                         ? std::min(count, std::max(3, static_cast<int>(l.heads.w / 76)))
                       : l.heads.w > 1.5f * kThumbWidth ? 2
                                                        : 1;
    const int down = (count + across - 1) / across;
    const auto share = [](float length, int n) {
        return (length - kThumbGap * static_cast<float>(n - 1)) / static_cast<float>(n);
    };
    const float w = share(l.heads.w, across), h = std::min(share(l.heads.h, down), kThumbHeight);
    return {l.heads.x + static_cast<float>(which % across) * (w + kThumbGap),
            l.heads.y + static_cast<float>(which / across) * (h + kThumbGap), w, h};
}

Arc arc_between(const WordsLayout& l, const WordPlace& query, const WordPlace& key, float aside, bool tagged) {
    const Rect &a = query.box, &b = key.box;
    const bool same_line = !l.cross() && query.line == key.line;
    if (!l.cross() && query.item == key.item) { // a loop above the word
        const float half = std::min(a.w * 0.3f, 14.0f), rise = std::min(l.size * 1.2f, 40.0f);
        const float x = a.mid_x() + aside;
        return {{x - half, x - half * 1.6f, x + half * 1.6f, x + half}, {a.y, a.y - rise, a.y - rise, a.y}};
    }
    if (same_line) {
        const float room = query.line == 0 ? a.y - l.stage.y - 2 : l.between - 4;
        const float rise = std::min(std::fabs(a.mid_x() - b.mid_x()) * 0.42f + 18, room) * 4 / 3;
        const float from = a.mid_x() + aside, to = b.mid_x() + aside;
        return {{from, from + (to - from) * 0.08f, to - (to - from) * 0.08f, to}, {a.y, a.y - rise, b.y - rise, b.y}};
    }
    const bool down = b.y > a.y;
    const float x0 = a.mid_x() + aside, x1 = b.mid_x() + aside, below = tagged ? key.tag.bottom() : b.bottom(),
                y0 = !down       ? a.y
                     : l.cross() ? a.bottom()
                                 : query.tag.bottom(),
                y1 = down ? b.y : below;
    const float middle = (y0 + y1) / 2;
    return {{x0, x0, x1, x1}, {y0, middle, middle, y1}};
}

float distance_to(const Arc& arc, float x, float y) {
    constexpr int steps = 48;
    float best = 1e9f, last_x = arc.x[0], last_y = arc.y[0];
    for (int i = 1; i <= steps; ++i) {
        const float t = static_cast<float>(i) / steps, u = 1 - t;
        const float c[4] = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
        float px = 0, py = 0;
        for (int k = 0; k < 4; ++k) px += c[k] * arc.x[k], py += c[k] * arc.y[k];
        // The nearest point of this piece.
        const float dx = px - last_x, dy = py - last_y, length = dx * dx + dy * dy;
        const float along =
            length > 0 ? std::clamp(((x - last_x) * dx + (y - last_y) * dy) / length, 0.0f, 1.0f) : 0.0f;
        best = std::min(best, std::hypot(last_x + along * dx - x, last_y + along * dy - y));
        last_x = px, last_y = py;
    }
    return best;
}

const WordPlace* place_of_word(const std::vector<WordPlace>& places, int token) {
    for (const WordPlace& p : places)
        if (p.item.folded == 0 && p.item.token == token) return &p;
    return nullptr;
}

} // namespace attn
