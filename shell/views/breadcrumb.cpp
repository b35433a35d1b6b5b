#include "breadcrumb.h"

#include <algorithm>

#include "engine/stages/titles.h"
#include "shell/input/pointer.h"
#include "shell/layout/regions.h"
#include "shell/program/commands.h"
#include "zoom_control.h"

namespace attn {

namespace {

std::string title_of(const Program& p) { return std::string(stage_title(words_of(p), p.state.stage)); }

std::string head_of(const Program& p) {
    if (!info(p.state.stage).per_head || p.now.run.trace.heads < 2) return "";
    return head_title(words_of(p), p.state.head - 1);
}

// Whether a rectangle covers a matrix, its names or its symbol.
bool covers(const Rect& r, const Panel& p, const Metrics& m) {
    constexpr float wide = 34, high = 28; // half of a symbol's width, and its height
    const Rect& a = p.area;
    Rect symbol{};
    switch (p.title) {
    case Side::none: break;
    case Side::below: symbol = {a.mid_x() - wide, a.bottom(), 2 * wide, high}; break;
    case Side::above: symbol = {a.mid_x() - wide, a.y - high, 2 * wide, high}; break;
    case Side::left: symbol = {a.x - 2 * wide, a.mid_y() - high / 2, 2 * wide, high}; break;
    case Side::right: symbol = {a.right(), a.mid_y() - high / 2, 2 * wide, high}; break;
    }
    return r.overlaps(a.inset(-4)) || r.overlaps(symbol) ||
           (p.row_labels && r.overlaps({a.x - m.row_label, a.y, m.row_label, a.h})) ||
           (p.col_labels && r.overlaps({a.x, a.y - m.col_label, a.w, m.col_label}));
}

constexpr float kPathSize = kSmall + 1, kStep = 22; // the type of the path, and what is between its parts
constexpr float kMapName = 48, kBesidePath = 12;    // its first part and some; what is left free beside it

float path_width(const Pen& pen, const Program& p) {
    float w = text_width(pen.faces->text, kPathSize, text(words_of(p), "map.name"));
    for (const std::string& part : {title_of(p), head_of(p)})
        if (!part.empty()) w += kStep + text_width(pen.faces->text, kPathSize, part);
    return w;
}

// Where cells are too small to be told apart, or are seen from near already: in a corner of the stage that is free, or
// at the end of the path's line.
Rect control(const Pen& pen, const Program& p, const Layout& l) {
    constexpr float small = 10;
    bool wanted = p.state.camera != Camera{};
    for (const Panel& panel : l.panels) wanted |= panel.alpha > 0.5f && cell_rect(panel, 0, panel.first_col).h < small;
    if (!wanted) return {};
    constexpr float w = kZoomWidth, h = 32, least = 84; // a third of which can still be pressed
    const float left = l.stage.x, right = l.stage.right() - w - 2, top = l.stage.y,
                bottom = l.stage.bottom() - (l.stacked ? 34 : 20);
    const auto free = [&](const Rect& r) {
        return std::none_of(l.panels.begin(), l.panels.end(),
                            [&](const Panel& panel) { return panel.alpha > 0.5f && covers(r, panel, l.metrics); });
    };
    for (const Rect& r :
         {Rect{right, bottom, w, h}, Rect{left, bottom, w, h}, Rect{left, top, w, h}, Rect{right, top, w, h}})
        if (free(r)) return r;
    if (l.stacked && l.crumb.w <= 0 && l.sentence.h > 0)
        return {l.sentence.right() + 8, l.sentence.y + (kSentenceHeight - h) / 2, w, h};
    if (l.crumb.w < kMapName + kBesidePath + least) return {right, bottom, w, h};
    const float beside_path = std::clamp(l.crumb.w - path_width(pen, p) - kBesidePath, least, w);
    return {l.crumb.right() - beside_path, l.crumb.y, beside_path, l.crumb.h};
}

} // namespace

std::string where(const Program& p) {
    const std::string head = head_of(p), stage = title_of(p);
    const std::string at = head.empty() ? stage : text(words_of(p), "figure.where", {{"stage", stage}, {"head", head}});
    return p.state.view == View::map ? text(words_of(p), "map.where", {{"where", at}}) : at;
}

void draw_breadcrumb(const Pen& pen, const Program& p, const Layout& l) {
    const Theme& t = *pen.theme;
    const Rect zoom = control(pen, p, l);
    if (zoom.w > 0) draw_zoom_control(pen, zoom, camera(p));
    if (l.crumb.w <= 0) return;
    const float y = l.crumb.mid_y();
    float x = l.crumb.x;
    const float map = draw_text(pen, pen.faces->text, kPathSize, x, y, text(words_of(p), "map.name"), t.ink);
    pen.canvas.line(x, y + 9, x + map, y + 9, t.accent, 1.5f);
    x += map;
    for (const std::string& part : {title_of(p), head_of(p)}) {
        if (part.empty()) continue;
        // Of what the heading below says the control may take the place.
        const float end = x + kStep + text_width(pen.faces->text, kPathSize, part);
        if (zoom.overlaps(l.crumb) && end > zoom.x) break;
        pen.canvas.line(x + 9, y - 4, x + 13, y, t.muted, 1.3f);
        pen.canvas.line(x + 13, y, x + 9, y + 4, t.muted, 1.3f);
        x += kStep;
        x += draw_text(pen, pen.faces->text, kPathSize, x, y,
                       fitted(pen.faces->text, kPathSize, part, l.crumb.right() - x), t.muted);
    }
}

bool press_breadcrumb(const Pen& pen, Program& p, const Layout& l) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (!ImGui::IsWindowHovered()) return false;
    if (press_zoom_control(p, control(pen, p, l), true)) return true;
    const Rect map{l.crumb.x, l.crumb.y, std::min(kMapName, l.crumb.w), l.crumb.h};
    if (!map.contains(at.x, at.y)) return false;
    if (clicked()) command(p, "map");
    return true;
}

} // namespace attn
