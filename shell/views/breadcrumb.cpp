#include "breadcrumb.h"

#include <algorithm>

#include "engine/stages/titles.h"
#include "shell/input/pointer.h"
#include "shell/program/commands.h"
#include "zoom_control.h"

namespace attn {

namespace {

std::string title_of(const Program& p) { return std::string(stage_title(words_of(p), p.state.stage)); }

std::string head_of(const Program& p) {
    if (!info(p.state.stage).per_head || p.now.run.trace.heads < 2) return "";
    return head_title(words_of(p), p.state.head - 1);
}

// In the corner of the stage, where cells are too small to be told apart, or are seen from near already.
Rect control(const Program& p, const Layout& l) {
    constexpr float small = 10;
    bool wanted = p.state.camera != Camera{};
    for (const Panel& panel : l.panels) wanted |= panel.alpha > 0.5f && cell_rect(panel, 0, panel.first_col).h < small;
    // Beside the symbol under the grid there is room for it, on a phone only on the grid itself.
    return wanted ? Rect{l.stage.right() - 110, l.stage.bottom() - (l.stacked ? 34.0f : 20.0f), 108, 32} : Rect{};
}

} // namespace

std::string where(const Program& p) {
    const std::string head = head_of(p), stage = title_of(p);
    const std::string at = head.empty() ? stage : text(words_of(p), "figure.where", {{"stage", stage}, {"head", head}});
    return p.state.view == View::map ? text(words_of(p), "map.where", {{"where", at}}) : at;
}

void draw_breadcrumb(const Pen& pen, const Program& p, const Layout& l) {
    const Theme& t = *pen.theme;
    if (const Rect r = control(p, l); r.w > 0) draw_zoom_control(pen, r, camera(p));
    if (l.crumb.w <= 0) return;
    const float y = l.crumb.mid_y();
    float x = l.crumb.x;
    const float map = draw_text(pen, pen.faces->text, kSmall + 1, x, y, text(words_of(p), "map.name"), t.ink);
    pen.canvas.line(x, y + 9, x + map, y + 9, t.accent, 1.5f);
    x += map;
    for (const std::string& part : {title_of(p), head_of(p)}) {
        if (part.empty()) continue;
        pen.canvas.line(x + 9, y - 4, x + 13, y, t.muted, 1.3f);
        pen.canvas.line(x + 13, y, x + 9, y + 4, t.muted, 1.3f);
        x += 22;
        x += draw_text(pen, pen.faces->text, kSmall + 1, x, y,
                       fitted(pen.faces->text, kSmall + 1, part, l.crumb.right() - x), t.muted);
    }
}

bool press_breadcrumb(Program& p, const Layout& l) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (!ImGui::IsWindowHovered()) return false;
    if (press_zoom_control(p, control(p, l), true)) return true;
    constexpr float length = 48; // of its name, and some
    const Rect map{l.crumb.x, l.crumb.y, std::min(length, l.crumb.w), l.crumb.h};
    if (!map.contains(at.x, at.y)) return false;
    if (clicked()) command(p, "map");
    return true;
}

} // namespace attn
