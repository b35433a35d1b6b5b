// The histogram of the scores while they are scaled.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/words/text.h"
#include "scene.h"
#include "shell/layout/timeline.h"

namespace attn {

namespace {

// A line from one end of a spread to the other, with its length in numbers beside it.
void draw_whisker(const Scene& s, float middle, float reach, float y, const std::string& digits, const Color& color) {
    const Canvas& c = s.pen.canvas;
    c.line(middle - reach, y, middle + reach, y, color, 2);
    for (const float end : {middle - reach, middle + reach}) c.line(end, y - 4, end, y + 4, color, 2);
    draw_text(s.pen, s.pen.faces->bold, kSmall, middle + reach + 8, y, digits, color);
}

double deviation(const Matrix& m) {
    const double mean = m.cast<double>().mean();
    return std::sqrt((m.cast<double>().array() - mean).square().mean());
}

constexpr int kBins = 21;
std::array<int, kBins> histogram(const Matrix& m, float factor, float max) {
    std::array<int, kBins> count{};
    for (Index i = 0; i < m.size(); ++i) {
        const float at = max > 0 ? (m.data()[i] * factor / max + 1) / 2 : 0.5f;
        ++count[static_cast<std::size_t>(std::clamp(static_cast<int>(at * kBins), 0, kBins - 1))];
    }
    return count;
}

} // namespace

bool spread_fits(const Rect& area) { return area.w >= 110 && area.h >= 96; }

Rect spread_corner(const Scene& s) {
    const Rect& corner = s.layout.corner;
    return s.program->state.stage == Stage::scale ? Rect{corner.x, corner.y, corner.w - 30, corner.h} : Rect{};
}

std::array<double, 2> deviations(const Trace& trace, int head) {
    return {deviation(trace.head(head).scores), deviation(trace.head(head).scaled)};
}

// The scores as a histogram: where they were as an outline, where they are now as bars, and under them how far each
// of the two spreads about its mean.
void draw_spread(const Scene& s, const Rect& area) {
    const AppState& state = s.program->state;
    const Trace& trace = s.program->now.run.trace;
    const Theme& th = *s.pen.theme;
    const double t = ease(work(state.time));
    const Matrix& scores = trace.head(state.head - 1).scores;
    const auto factor = static_cast<float>(1 + (trace.factor - 1) * t);
    const float max = std::max(largest(s.program->now, Tensor::scores), 1e-6f) * std::max(1.0f, trace.factor);
    const auto before = histogram(scores, 1, max), now = histogram(scores, factor, max);
    const int peak =
        std::max(*std::max_element(before.begin(), before.end()), *std::max_element(now.begin(), now.end()));
    draw_text(s.pen, s.pen.faces->text, kSmall, area.x, area.y + 6,
              fitted(s.pen.faces->text, kSmall, text(words_of(*s.program), "figure.spread"), area.w - 8), th.muted);
    const Rect plot{area.x, area.y + 20, area.w - 8, area.h - 20 - 46};
    const float bar = plot.w / kBins;
    float last = plot.bottom();
    for (int i = 0; i < kBins; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const auto height = [&](int count) { return plot.h * static_cast<float>(count) / static_cast<float>(peak); };
        const float middle = (static_cast<float>(i) + 0.5f) / kBins * 2 - 1, x = plot.x + bar * static_cast<float>(i);
        if (const float h = height(now[at]); h > 0)
            s.pen.canvas.fill({x + 0.5f, plot.bottom() - h, bar - 1, h},
                              cell_color(th, Range::about_zero, middle * 0.8f + (middle < 0 ? -0.2f : 0.2f), 1), 1.5f);
        const float top = plot.bottom() - height(before[at]);
        s.pen.canvas.line(x, last, x, top, th.faint);
        s.pen.canvas.line(x, top, x + bar, top, th.faint);
        last = top;
    }
    s.pen.canvas.line(plot.right(), last, plot.right(), plot.bottom(), th.faint);
    s.pen.canvas.line(plot.x, plot.bottom(), plot.right(), plot.bottom(), th.faint);
    const auto at = [&](double value) { return plot.x + plot.w * static_cast<float>((value / max + 1) / 2); };
    const auto mean = scores.cast<double>().mean();
    const auto [wide, narrow] = deviations(trace, state.head - 1);
    const auto whisker = [&](double centre, double reach, float y, const std::string& digits, const Color& color) {
        draw_whisker(s, at(centre), at(reach) - at(0), plot.bottom() + y, digits, color);
    };
    whisker(mean, wide, 14, fixed(wide, 2), th.muted);
    if (t > 0)
        whisker(mean * factor, wide + (narrow - wide) * t, 34, fixed(narrow, 2), faded(th.ink, static_cast<float>(t)));
}

} // namespace attn
