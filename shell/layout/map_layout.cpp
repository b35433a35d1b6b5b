#include "map_layout.h"

#include <algorithm>

namespace attn {

namespace {

constexpr float kHeading = 40, kHeadName = 50; // the strip of stage names; the length of "head 1"
constexpr float kMargin = 10;                  // for the frame around what is lit
constexpr float kMaxCell = 30, kAspect = 1.5f; // of a cell: its height, and its width to its height

// Whether it has a matrix for every head.
bool is_grid(const MapStep& s) { return info(s.stage).per_head; }

// The free length before a step, as it would like it.
float gap_before(const MapStep& s, bool names) {
    switch (s.stage) {
    case Stage::tokens: return 0;
    case Stage::project: return 40;
    case Stage::scores: return 52 + (names ? kHeadName : 0);
    case Stage::weighted_sum: return 40;
    case Stage::concat: return 44;
    case Stage::output: return 36;
    case Stage::split:
    case Stage::scale:
    case Stage::mask:
    case Stage::softmax:
    case Stage::dropout: return 26;
    }
    return 26;
}

struct Sizes {
    float h, grid_w, wide_w;
};

// Widths of cells so that `grid` columns of the heads' matrices and `wide` columns of the others fill `room`. Where
// there is not enough for all, the long rows of the others give way.
Sizes sizes(float h, float room, int grid, int wide) {
    const float all = room / static_cast<float>(grid + wide), max = kAspect * h;
    if (all >= max) return {h, max, max};
    const float min = 0.35f * all;
    const float g = std::max(all, std::min(max, (room - min * static_cast<float>(wide)) / static_cast<float>(grid)));
    const float w = (room - g * static_cast<float>(grid)) / static_cast<float>(wide);
    return {std::min(h, 1.6f * g), g, w};
}

void place_across(MapLayout& m, std::vector<MapStep>& all, const Dims& d, const Metrics& metrics) {
    const Rect& view = m.picture.stage;
    const bool names = d.heads > 1;
    const Rect in{view.x + kMargin, view.y + kHeading + 4, view.w - 2 * kMargin, view.h - kHeading - 10};
    const auto heads = static_cast<float>(d.heads), tokens = static_cast<float>(d.tokens);
    constexpr float between = 30; // Q, K and V, with their symbols
    const float lane = std::clamp(in.h * 0.2f / heads, 6.0f, 16.0f);
    const float h = std::min({(in.h - lane * heads) / (tokens * heads),
                              (in.h - 3 * between) / static_cast<float>(d.tokens + 2 * d.keys), kMaxCell});
    int grid = 0, wide = 0;
    float gaps = 0;
    for (const MapStep& s : all) {
        int widest = 0;
        for (const Panel& p : s.panels) widest = std::max(widest, p.cols);
        (is_grid(s) ? grid : wide) += widest;
        gaps += gap_before(s, names);
    }
    const float labels = h >= 11 ? metrics.row_label : 0, shrink = std::clamp(in.w / 1000, 0.5f, 1.0f);
    const Sizes z = sizes(h, in.w - labels - gaps * shrink, grid, wide);
    const float used = z.grid_w * static_cast<float>(grid) + z.wide_w * static_cast<float>(wide) + labels;
    const float stretch = std::clamp((in.w - used) / gaps, 0.2f, 1.7f);
    float x = in.x + labels + std::max(0.0f, (in.w - used - gaps * stretch) / 2);
    const float slot = z.h * tokens, row_gap = std::min((in.h - slot * heads) / heads, 46.0f);
    const float top = in.y + (in.h - slot * heads - row_gap * heads) / 2;
    for (MapStep& s : all) {
        x += gap_before(s, names) * stretch;
        const float w = is_grid(s) ? z.grid_w : z.wide_w;
        float widest = 0, high = -between;
        for (Panel& p : s.panels) {
            p.area.w = w * static_cast<float>(p.cols), p.area.h = z.h * static_cast<float>(p.rows);
            widest = std::max(widest, p.area.w);
            high += p.area.h + between;
        }
        float y = in.y + (in.h - high + (s.panels.size() > 1 ? 14.0f : 0.0f)) / 2;
        for (Panel& p : s.panels) {
            p.area.x = x + (widest - p.area.w) / 2;
            p.area.y = is_grid(s) ? top + static_cast<float>(p.head) * (slot + row_gap) : y;
            p.title = !is_grid(s) && s.panels.size() > 1 ? Side::above : Side::none;
            p.row_labels = labels > 0 && s.stage == Stage::tokens;
            y += p.area.h + between;
            if (s.stage == Stage::scores && names)
                m.head_names.push_back({x - kHeadName, p.area.y, kHeadName - 6, p.area.h});
        }
        m.headings.push_back({s.stage, {x - 8, view.y, widest + 16, kHeading}, {x - 8, view.y, widest + 16, view.h}});
        x += widest;
    }
    // A name has the room up to the middle of the gaps.
    for (std::size_t i = 0; i < m.headings.size(); ++i) {
        Rect& name = m.headings[i].name;
        const float left = i == 0 ? view.x : (m.headings[i - 1].band.right() + m.headings[i].band.x) / 2;
        const float right =
            i + 1 == m.headings.size() ? view.right() : (m.headings[i].band.right() + m.headings[i + 1].band.x) / 2;
        const float half = std::min(name.mid_x() - left, right - name.mid_x());
        name = {name.mid_x() - half, name.y, 2 * half, name.h};
    }
}

void place_down(MapLayout& m, std::vector<MapStep>& all, const Dims& d) {
    Rect view = m.picture.stage;
    view.x += kMargin / 2, view.w -= kMargin, view.h -= kMargin / 2;
    const bool names = d.heads > 1;
    constexpr float strip = 21, side = 12; // the name above a step; between matrices side by side
    const auto heads = static_cast<float>(d.heads);
    int rows = 0, wide = 1;
    float strips = names ? 12.0f : 0.0f;
    for (const MapStep& s : all) {
        int high = 0, broad = 0;
        for (const Panel& p : s.panels) high = std::max(high, p.rows), broad += p.cols;
        rows += high;
        strips += strip;
        if (!is_grid(s)) wide = std::max(wide, broad);
    }
    const float h = std::min((view.h - strips) / static_cast<float>(rows), 22.0f);
    const float lane = std::clamp(view.w * 0.03f, 8.0f, 14.0f);
    const float grid_w =
        std::min((view.w - lane * heads) / (heads * static_cast<float>(std::max(d.keys, d.d_v))), kAspect * h);
    const float wide_w = std::min((view.w - 2 * side) / static_cast<float>(wide), std::max(grid_w, h));
    const float slot = grid_w * static_cast<float>(std::max(d.keys, d.d_v));
    const float spread = std::min((view.w - slot * heads) / heads, 40.0f);
    const float spare = (view.h - strips - h * static_cast<float>(rows)) / static_cast<float>(all.size());
    const float extra = std::clamp(spare, 0.0f, 14.0f);
    float y = view.y + (view.h - strips - h * static_cast<float>(rows) - extra * static_cast<float>(all.size())) / 2;
    for (MapStep& s : all) {
        const float top = y;
        y += strip + extra + (s.stage == Stage::scores && names ? 12.0f : 0.0f);
        float across = -side;
        for (const Panel& p : s.panels)
            across += (is_grid(s) ? slot + spread : wide_w * static_cast<float>(p.cols)) + side;
        float x = view.x + (view.w - across) / 2, high = 0;
        for (Panel& p : s.panels) {
            const float w = (is_grid(s) ? grid_w : wide_w) * static_cast<float>(p.cols);
            if (is_grid(s))
                x = view.mid_x() + (slot + spread) * (static_cast<float>(p.head) - heads / 2) + (slot - w) / 2;
            p.area = {x, y, w, h * static_cast<float>(p.rows)};
            x += w + side;
            high = std::max(high, p.area.h);
            if (s.stage == Stage::scores && names) m.head_names.push_back({p.area.x, y - 14, p.area.w, 14});
        }
        y += high;
        m.headings.push_back({s.stage, {view.x, top, view.w, strip}, {view.x, top, view.w, y + 3 - top}});
    }
}

// Seen from near, rows and columns have the names of their tokens as soon as these have room beside the matrix.
void name_tokens(Panel& p, const MapLayout& m) {
    constexpr float min = 11;
    const Metrics& room = m.picture.metrics;
    const Rect cell = cell_rect(p, 0, p.first_col);
    Rect left{p.area.x - room.row_label, p.area.y, room.row_label - 4, p.area.h};
    const Rect above{p.area.x, p.area.y - room.col_label, p.area.w, room.col_label - 4};
    if (p.tensor == Tensor::scores && !m.head_names.empty() && !m.down) left.x -= kHeadName, left.w += kHeadName;
    p.row_labels = cell.h >= min;
    p.col_labels = cell.w >= min;
    for (const Panel& other : m.picture.panels) {
        p.row_labels &= !other.area.overlaps(left);
        p.col_labels &= !other.area.overlaps(above);
    }
    if (p.title == Side::above && p.col_labels && info(p.tensor).cols == Axis::key) p.title = Side::none;
}

} // namespace

MapLayout map_layout(const Dims& d, const Rect& canvas, const Metrics& metrics) {
    MapLayout m;
    Layout& l = m.picture;
    l.metrics = metrics;
    const bool small = canvas.w < 720;
    const Rect in = canvas.inset(small ? 10.0f : 16.0f);
    m.down = canvas.h > 1.05f * canvas.w;
    l.narrow = l.stacked = m.down;
    constexpr float control = 108, bottom = 44;
    const float formula = in.h >= 380 ? (m.down ? 34.0f : 56.0f) : in.h >= 300 && !m.down ? 40.0f : 0.0f;
    if (formula > 0) l.formula = {in.x, m.down ? in.y : in.y - 4, in.w, formula};
    const float top = in.y + (formula > 0 ? formula + 6 : 0);
    m.zoom = {in.right() - control, in.bottom() - 34, control, 32};
    const float legend = small ? 0.0f : 250.0f;
    if (legend > 0) l.legend = {m.zoom.x - 24 - legend, in.bottom() - 36, legend, 36};
    l.sentence = {in.x, in.bottom() - bottom, in.w - control - 16 - (legend > 0 ? legend + 24 : 0), bottom};
    l.stage = {in.x, top, in.w, in.bottom() - bottom - 8 - top};
    std::vector<MapStep> all = map_steps(d);
    if (m.down) place_down(m, all, d);
    else place_across(m, all, d, metrics);
    // Queries and keys enter at the head's name.
    m.flows = map_flows(all, d, m.down, m.head_names.empty() ? 0 : m.down ? 14.0f : kHeadName);
    for (const MapStep& s : all) l.panels.insert(l.panels.end(), s.panels.begin(), s.panels.end());
    return m;
}

MapLayout seen(const Camera& c, MapLayout m) {
    if (c == Camera{}) return m;
    const Rect view = m.picture.stage;
    for (Flow& f : m.flows)
        for (Point& p : f.at) {
            const Rect at = seen(c, view, {p.x, p.y, 0, 0});
            p = {at.x, at.y};
        }
    for (Heading& h : m.headings) {
        const Rect at = seen(c, view, h.name);
        h.band = seen(c, view, h.band);
        h.name = m.down ? Rect{view.x, h.band.y, view.w, h.name.h} : Rect{at.x, view.y, at.w, h.name.h};
    }
    for (Rect& r : m.head_names) {
        const Rect at = seen(c, view, r);
        r = m.down ? Rect{at.x, at.y, at.w, r.h} : Rect{at.x, at.y, r.w, at.h};
    }
    m.picture = seen(c, std::move(m.picture));
    for (Panel& p : m.picture.panels) name_tokens(p, m);
    if (!m.down) m.picture.metrics.col_label += kHeading; // names of columns stay below those of the stages
    return m;
}

} // namespace attn
