#include "camera.h"

#include <algorithm>
#include <cmath>

namespace attn {

Rect window(const Camera& c, const Rect& view) {
    const double w = view.w / c.zoom, h = view.h / c.zoom;
    return {static_cast<float>(view.x + c.x * view.w - w / 2), static_cast<float>(view.y + c.y * view.h - h / 2),
            static_cast<float>(w), static_cast<float>(h)};
}

Rect seen(const Camera& c, const Rect& view, const Rect& part) {
    if (c == Camera{}) return part; // to the last bit
    const auto along = [&](float from, float length, float at, double centre) {
        return static_cast<float>(from + length / 2 + (at - from - centre * length) * c.zoom);
    };
    return {along(view.x, view.w, part.x, c.x), along(view.y, view.h, part.y, c.y), static_cast<float>(part.w * c.zoom),
            static_cast<float>(part.h * c.zoom)};
}

Camera confined(Camera c) {
    c.zoom = std::clamp(c.zoom, 1.0, kMaxZoom);
    const double margin = 0.5 / c.zoom;
    c.x = std::clamp(c.x, margin, 1 - margin);
    c.y = std::clamp(c.y, margin, 1 - margin);
    return c;
}

Camera zoomed(const Camera& c, const Rect& view, double factor, float x, float y) {
    if (view.w <= 0 || view.h <= 0) return c;
    Camera to = c;
    to.zoom = std::clamp(c.zoom * factor, 1.0, kMaxZoom);
    // What is seen at (x, y) lies this far from the middle, in shares of the picture.
    const double across = (x - view.mid_x()) / view.w, down = (y - view.mid_y()) / view.h;
    to.x += across / c.zoom - across / to.zoom;
    to.y += down / c.zoom - down / to.zoom;
    return confined(to);
}

Camera panned(const Camera& c, const Rect& view, float dx, float dy) {
    if (view.w <= 0 || view.h <= 0) return c;
    return confined({c.zoom, c.x - dx / (view.w * c.zoom), c.y - dy / (view.h * c.zoom)});
}

Camera following(const Camera& c, const Rect& view, const Rect& part) {
    const Rect now = seen(c, view, part);
    const auto needed = [](float from, float to, float min, float max) {
        return from < min ? min - from : to > max ? std::max(max - to, min - from) : 0;
    };
    return panned(c, view, needed(now.x, now.right(), view.x, view.right()),
                  needed(now.y, now.bottom(), view.y, view.bottom()));
}

Camera between(const Camera& from, const Camera& to, double t) {
    if (t <= 0) return from;
    if (t >= 1) return to;
    // The width of the window goes geometrically, because twice as near looks like one step wherever one is.
    const double zoom = from.zoom * std::pow(to.zoom / from.zoom, t);
    const double a = 1 / from.zoom, b = 1 / to.zoom;
    const double share = std::abs(a - b) < 1e-9 ? t : (a - 1 / zoom) / (a - b);
    return confined({zoom, from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
}

Layout seen(const Camera& c, Layout l) {
    if (c == Camera{}) return l;
    for (Panel& p : l.panels) p.area = seen(c, l.stage, p.area);
    for (Sign& s : l.signs) {
        const Rect at = seen(c, l.stage, {s.x, s.y, 0, 0});
        s.x = at.x, s.y = at.y;
    }
    if (l.corner.w > 0) l.corner = seen(c, l.stage, l.corner);
    const float badge = l.badges.w; // a number, which does not grow
    if (badge > 0) l.badges = seen(c, l.stage, l.badges), l.badges.w = badge;
    return l;
}

} // namespace attn
