#include "arrows.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace attn {

float length_of(Vec2 v) { return std::hypot(v.x, v.y); }

float degrees_between(Vec2 a, Vec2 b) {
    const float lengths = length_of(a) * length_of(b);
    if (!(lengths > 0)) return 0;
    return std::atan2(std::fabs(a.x * b.y - a.y * b.x), dot(a, b)) * 180 / std::numbers::pi_v<float>;
}

Plane plane_of(const Rect& area, std::span<const Vec2> points) {
    float left = 0, right = 0, low = 0, high = 0;
    for (const Vec2& p : points) {
        left = std::min(left, p.x), right = std::max(right, p.x);
        low = std::min(low, p.y), high = std::max(high, p.y);
    }
    const float wide = std::max(right - left, 1e-6f), tall = std::max(high - low, 1e-6f);
    Plane plane{.origin = {}, .scale = std::min(area.w / wide, area.h / tall)};
    // What is drawn is in the middle.
    plane.origin.x = area.mid_x() - plane.scale * (left + right) / 2;
    plane.origin.y = area.mid_y() + plane.scale * (low + high) / 2;
    return plane;
}

} // namespace attn
