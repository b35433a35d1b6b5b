#include "regions.h"

#include <algorithm>

namespace attn {

namespace {

constexpr float kLegend = 250, kNarrowLegend = 180; // width of the legends, at the right of the sentence
constexpr float kMinStage = 150;                    // the matrices have this height before anything else has any
constexpr float kCrumb = 26;                        // one line that can be pressed
constexpr int kOneColumn = 4;                       // more heads than this are in two columns

// The explanation beside the matrices.
void place_beside(Layout& l, const Rect& in, int heads) {
    const bool small = in.w < 700;
    const float side = small ? std::clamp(in.w * 0.36f, 170.0f, 226.0f) : std::clamp(in.w * 0.195f, 232.0f, 400.0f);
    const float formula = in.h >= 380 ? 56.0f : in.h >= 300 ? 40.0f : 0.0f;
    if (formula > 0) l.formula = {in.x, in.y - 4, in.w, formula};
    const float top = in.y + (formula > 0 ? formula + 6 : 0);
    const float legend = small ? 0 : in.w < 860 ? kNarrowLegend : kLegend;
    if (legend > 0) l.legend = {in.right() - side - 20 - legend, in.bottom() - 36, legend, 36};
    // A third line of small type is in the margin.
    l.sentence = {in.x, in.bottom() - kSentenceHeight, in.w - side - 20 - (small ? 0 : legend + 16),
                  kSentenceHeight + 8};
    l.inspector = {in.right() - side, top, side, in.bottom() - top};
    const float height = l.sentence.y - 8 - top;
    const bool strip = heads > 0 && in.w >= (heads > kOneColumn ? 720 : 560) && height >= 120;
    const float strip_w = !strip ? 0.0f : heads > kOneColumn ? 112.0f : 72.0f;
    if (strip) l.heads = {in.x, top, strip_w, height};
    const float left = in.x + (strip ? strip_w + 20 : 0);
    l.stage = {left, top, l.inspector.x - 20 - left, height};
}

// Everything below each other. What there is no room for is left out: first the explanation, then the heads, the
// formula and the sentence; the matrices never.
void place_stacked(Layout& l, const Rect& in, int heads) {
    float left = in.h - kMinStage, top = in.y, bottom = in.bottom();
    const auto take = [&](float height) {
        const bool fits = left >= height;
        if (fits) left -= height;
        return fits;
    };
    const bool sentence = take(kSentenceHeight + 6), formula = take(40), strip = heads > 0 && take(56);
    if (left >= 120) {
        const float height = std::min(std::max(0.33f * in.h, 120.0f), left);
        l.inspector = {in.x, bottom - height, in.w, height};
        bottom -= height + 4;
    }
    if (formula) l.formula = {in.x, top, in.w, 34}, top += 40;
    if (strip) l.heads = {in.x, top, in.w, 48}, top += 56;
    if (sentence) l.sentence = {in.x, bottom - kSentenceHeight, in.w, kSentenceHeight}, bottom -= kSentenceHeight + 6;
    // Without the path of the explanation the zoom control is beside the sentence.
    if (sentence && l.inspector.h <= 0) l.sentence.w -= kZoomWidth + 8;
    l.stage = {in.x, top, in.w, bottom - top};
}

} // namespace

bool is_stacked(const Rect& canvas) { return canvas.w < 720 && (canvas.w < 440 || canvas.w < 1.25f * canvas.h); }

void place_regions(Layout& l, const Rect& canvas, int heads) {
    l.stacked = is_stacked(canvas);
    const Rect in = canvas.inset(canvas.w < 720 ? 10.0f : 16.0f);
    if (l.stacked) place_stacked(l, in, heads);
    else place_beside(l, in, heads);
    l.narrow = l.stage.w < 480;
    Rect& i = l.inspector;
    if (i.h < kCrumb + 90) return;
    l.crumb = {i.x, i.y, i.w, kCrumb};
    i.y += kCrumb + 2, i.h -= kCrumb + 2;
}

Rect head_thumb(const Layout& l, int heads, int head) {
    const int columns = l.stacked ? heads : heads > kOneColumn ? 2 : 1;
    const int rows = (heads + columns - 1) / columns;
    constexpr float gap = 8;
    const auto share = [](float length, int count) {
        return (length - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    };
    const float size = std::min({share(l.heads.w, columns), share(l.heads.h, rows), 72.0f});
    const float across = static_cast<float>(head % columns), down = static_cast<float>(head / columns);
    return {l.heads.x + across * (size + gap), l.heads.y + down * (size + gap), size, size};
}

} // namespace attn
