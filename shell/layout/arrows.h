// Vectors of two numbers as arrows on paper: both axes have the same scale, so that lengths and angles are true. Nothing
// with more than two numbers is drawn like this, because a projection would not keep them. Pure arithmetic.
#pragma once

#include <span>

#include "layout.h"

namespace attn {

struct Vec2 {
    float x = 0, y = 0;
    bool operator==(const Vec2&) const = default;
};
inline Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
inline Vec2 operator*(float s, Vec2 v) { return {s * v.x, s * v.y}; }
inline float dot(Vec2 a, Vec2 b) { return a.x * b.x + a.y * b.y; }
float length_of(Vec2);
float degrees_between(Vec2, Vec2); // 0 .. 180; 0 where one has no length

// From numbers to pixels; y of the numbers points up.
struct Plane {
    Vec2 origin{}; // where zero is
    float scale = 1;
    Vec2 at(Vec2 v) const { return {origin.x + scale * v.x, origin.y - scale * v.y}; }
};
// The largest scale at which zero and all points are inside the area.
Plane plane_of(const Rect& area, std::span<const Vec2> points);

} // namespace attn
