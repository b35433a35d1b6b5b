#include "scaling_layout.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/scaling.h"

namespace attn {

namespace {

// The parts of a rectangle, side by side or below each other, with `gap` between.
Rect across(const Rect& r, int n, int count, float gap) {
    const float w = (r.w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {r.x + (w + gap) * static_cast<float>(n), r.y, w, r.h};
}
Rect down(const Rect& r, int n, int count, float gap) {
    const float h = (r.h - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    return {r.x, r.y + (h + gap) * static_cast<float>(n), r.w, h};
}

} // namespace

ScalingLayout scaling_layout(const Rect& area) {
    ScalingLayout l;
    l.stacked = area.w < 720;
    const Rect in = area.inset(l.stacked ? 10.0f : 16.0f);
    const float heading = l.stacked ? 30.0f : 36.0f;
    l.heading = {in.x, in.y, in.w, heading};
    constexpr float slider = 52;
    l.slider = {in.x, in.y + heading, in.w, slider};
    l.track = {in.x + 14, l.slider.y + 16, in.w - 28, 0};
    const bool tight = area.w < 1000; // the titles of the curves need all their width, the finding three lines
    const float finding = l.stacked ? 104.0f : tight ? 62.0f : 44.0f;
    l.finding = {in.x, in.bottom() - finding, in.w, finding};
    const float top = l.slider.bottom() + 12;
    const Rect rest{in.x, top, in.w, l.finding.y - 10 - top};
    if (l.stacked) {
        // Three bands: the histograms, the row, the curves in two times two.
        const float band = (rest.h - 2 * 14) / 4;
        const Rect first{rest.x, rest.y, rest.w, band}, second{rest.x, rest.y + band + 14, rest.w, band};
        const Rect third{rest.x, second.bottom() + 14, rest.w, 2 * band};
        for (int i = 0; i < 2; ++i) {
            const auto at = static_cast<std::size_t>(i);
            l.scores[at] = across(first, i, 2, 16), l.row[at] = across(second, i, 2, 16);
        }
        for (int i = 0; i < 4; ++i)
            l.curves[static_cast<std::size_t>(i)] = across(down(third, i / 2, 2, 12), i % 2, 2, 16);
        return l;
    }
    const float gap = tight ? 24.0f : 36.0f, between = tight ? 16.0f : 28.0f;
    const Rect left{rest.x, rest.y, rest.w * (tight ? 0.5f : 0.56f), rest.h};
    const Rect right{left.right() + gap, rest.y, rest.right() - left.right() - gap, rest.h};
    for (int i = 0; i < 2; ++i) {
        const auto at = static_cast<std::size_t>(i);
        l.scores[at] = across(down(left, 0, 2, 20), i, 2, between);
        l.row[at] = across(down(left, 1, 2, 20), i, 2, between);
    }
    for (int i = 0; i < 4; ++i)
        l.curves[static_cast<std::size_t>(i)] = across(down(right, i / 2, 2, 20), i % 2, 2, between);
    return l;
}

float width_x(const Rect& track, int d_k) {
    return track.x + track.w * std::log2(static_cast<float>(d_k)) / std::log2(static_cast<float>(kExperimentMaxWidth));
}

int width_at(const Rect& track, float x) {
    return *std::min_element(kExperimentWidths.begin(), kExperimentWidths.end(), [&](int a, int b) {
        return std::fabs(width_x(track, a) - x) < std::fabs(width_x(track, b) - x);
    });
}

} // namespace attn
