#include "recorded.h"

#include <algorithm>
#include <cmath>

namespace attn_test {

using attn::Color;
using attn::Rect;

namespace {
Rect spanned(float x0, float y0, float x1, float y1, float thickness) {
    return Rect{std::min(x0, x1), std::min(y0, y1), std::abs(x1 - x0), std::abs(y1 - y0)}.inset(-thickness / 2);
}
} // namespace

void Recorded::add(Drawn d) {
    for (const Rect& c : clips_) {
        const float x = std::max(d.at.x, c.x), y = std::max(d.at.y, c.y);
        d.at = {x, y, std::min(d.at.right(), c.right()) - x, std::min(d.at.bottom(), c.bottom()) - y};
    }
    if (d.at.w > 0 && d.at.h > 0 && d.color.a > 0) all.push_back(std::move(d));
}

void Recorded::fill(const Rect& r, const Color& color, float) { add({Drawn::fill, r, color}); }
void Recorded::frame(const Rect& r, const Color& color, float thickness, float) {
    add({Drawn::frame, r.inset(-thickness / 2), color});
}
void Recorded::line(float x0, float y0, float x1, float y1, const Color& color, float thickness) {
    add({Drawn::other, spanned(x0, y0, x1, y1, thickness), color});
}
void Recorded::curve(float x0, float y0, float x1, float y1, bool, const Color& color, float thickness) {
    add({Drawn::other, spanned(x0, y0, x1, y1, thickness), color});
}
void Recorded::cubic(const float (&x)[4], const float (&y)[4], const Color& color, float thickness) {
    add({Drawn::other, around(spanned(x[0], y[0], x[3], y[3], thickness), spanned(x[0], y[0], x[1], y[1], 0)), color});
}
void Recorded::triangle(float x0, float y0, float x1, float y1, float x2, float y2, const Color& color) {
    add({Drawn::other, around(spanned(x0, y0, x1, y1, 0), spanned(x1, y1, x2, y2, 0)), color});
}
void Recorded::picture(const Rect& r, ImTextureData&, const Rect&, float) { add({Drawn::other, r}); }
void Recorded::clip(const Rect& r) { clips_.push_back(r); }
void Recorded::unclip() { clips_.pop_back(); }
void Recorded::glyphs(ImFont* font, float size, float x, float baseline, std::string_view text, const Color& color,
                      bool slanted) {
    constexpr float up = 0.72f, down = 0.22f, turned = 0.70710678f; // of the size: letters above and below their line
    const float width = attn::text_width(font, size, text);
    Rect at{x, baseline - up * size, width, (up + down) * size};
    if (slanted) at = {x - up * size * turned, baseline - width * turned, width * turned, width * turned};
    add({Drawn::text, at, color, std::string(text), size});
}

std::vector<Drawn> drawn(Headless& screen, attn::Program& program, float width, float height) {
    ImGui::GetIO().DisplaySize = {width, height};
    Recorded recorded;
    attn::begin_frame(screen.cache);
    ImGui::NewFrame();
    attn::figure_ui(program, screen.faces, screen.cache, {0, 0, width, height}, &recorded);
    screen.render();
    return std::move(recorded.all);
}

} // namespace attn_test
