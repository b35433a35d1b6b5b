#include "zoom_control.h"

#include <algorithm>

#include "shell/input/pointer.h"
#include "shell/program/commands.h"

namespace attn {

namespace {
Rect part(const Rect& all, int n) { return {all.x + all.w / 3 * static_cast<float>(n), all.y, all.w / 3, all.h}; }
constexpr std::string_view kCommands[] = {"zoom-out", "fit", "zoom-in"};
} // namespace

bool press_zoom_control(Program& p, const Rect& all, bool inside) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (!inside || !all.contains(at.x, at.y)) return false;
    for (int n = 0; n < 3; ++n)
        if (clicked() && part(all, n).contains(at.x, at.y)) command(p, kCommands[n]);
    return true;
}

void draw_zoom_control(const Pen& pen, const Rect& all, const Camera& camera) {
    const Theme& t = *pen.theme;
    const Canvas& c = pen.canvas;
    c.fill(all, t.paper, 6);
    c.frame(all, t.faint, 1, 6);
    const Rect less = part(all, 0), whole_map = part(all, 1), more = part(all, 2);
    const bool whole = camera.zoom <= 1, nearest = camera.zoom >= kMaxZoom;
    const auto bar = [&](const Rect& r, bool idle) {
        c.line(r.mid_x() - 5, r.mid_y(), r.mid_x() + 5, r.mid_y(), idle ? t.faint : t.ink, 2);
    };
    bar(less, whole);
    bar(more, nearest);
    c.line(more.mid_x(), more.mid_y() - 5, more.mid_x(), more.mid_y() + 5, nearest ? t.faint : t.ink, 2);
    const std::string share = std::to_string(static_cast<int>(camera.zoom * 100 + 0.5)) + "%";
    draw_text(pen, pen.faces->text, kSmall, whole_map.mid_x(), whole_map.mid_y(), share, whole ? t.muted : t.ink,
              Align::center);
}

void draw_overview(const Pen& pen, const Layout& l, const Camera& camera, float above) {
    const Theme& t = *pen.theme;
    const float w = std::min({120.0f, l.stage.w / 4, 100 * l.stage.w / l.stage.h}), h = w * l.stage.h / l.stage.w;
    const Rect place{l.stage.right() - w - 2, l.stage.bottom() - h - above, w, h};
    const Rect whole = seen(camera, l.stage, l.stage);
    const auto small = [&](const Rect& r) {
        return Rect{place.x + (r.x - whole.x) / whole.w * place.w, place.y + (r.y - whole.y) / whole.h * place.h,
                    r.w / whole.w * place.w, r.h / whole.h * place.h};
    };
    pen.canvas.fill(place, t.paper, 4);
    for (const Panel& p : l.panels) pen.canvas.fill(small(p.area), faded(t.muted, 0.45f * p.alpha));
    pen.canvas.frame(place, t.faint, 1, 4);
    pen.canvas.frame(small(l.stage), t.accent, 1.5f, 2);
}

} // namespace attn
