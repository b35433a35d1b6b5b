#include "canvas.h"

#include "scripts.h"

namespace attn {

void Canvas::fill(const Rect& r, const Color& color, float round) const {
    if (recorder) recorder->fill(r, color, round);
    list->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, packed(color), round);
}

void Canvas::frame(const Rect& r, const Color& color, float thickness, float round) const {
    if (recorder) recorder->frame(r, color, thickness, round);
    list->AddRect({r.x, r.y}, {r.right(), r.bottom()}, packed(color), round, 0, thickness);
}

void Canvas::line(float x0, float y0, float x1, float y1, const Color& color, float thickness) const {
    if (recorder) recorder->line(x0, y0, x1, y1, color, thickness);
    list->AddLine({x0, y0}, {x1, y1}, packed(color), thickness);
}

void Canvas::curve(float x0, float y0, float x1, float y1, bool down, const Color& color, float thickness) const {
    if (recorder) recorder->curve(x0, y0, x1, y1, down, color, thickness);
    const float x = (x0 + x1) / 2, y = (y0 + y1) / 2;
    list->AddBezierCubic({x0, y0}, down ? ImVec2{x0, y} : ImVec2{x, y0}, down ? ImVec2{x1, y} : ImVec2{x, y1}, {x1, y1},
                         packed(color), thickness);
}

namespace {
constexpr int kPieces = 64; // that a large curve is drawn in, so that nobody sees its corners
}

void Canvas::cubic(const float (&x)[4], const float (&y)[4], const Color& color, float thickness) const {
    if (recorder) recorder->cubic(x, y, color, thickness);
    list->AddBezierCubic({x[0], y[0]}, {x[1], y[1]}, {x[2], y[2]}, {x[3], y[3]}, packed(color), thickness, kPieces);
}

void Canvas::triangle(float x0, float y0, float x1, float y1, float x2, float y2, const Color& color) const {
    if (recorder) recorder->triangle(x0, y0, x1, y1, x2, y2, color);
    list->AddTriangleFilled({x0, y0}, {x1, y1}, {x2, y2}, packed(color));
}

void Canvas::clip(const Rect& r) const {
    if (recorder) recorder->clip(r);
    list->PushClipRect({r.x, r.y}, {r.right(), r.bottom()}, true);
}

void Canvas::unclip() const {
    if (recorder) recorder->unclip();
    list->PopClipRect();
}

Rect Canvas::shown() const {
    const ImVec2 from = list->GetClipRectMin(), to = list->GetClipRectMax();
    return {from.x, from.y, to.x - from.x, to.y - from.y};
}

void Canvas::picture(const Rect& r, ImTextureData& texture, const Rect& part, float alpha) const {
    if (recorder) recorder->picture(r, texture, part, alpha);
    list->AddImage(texture.GetTexRef(), {r.x, r.y}, {r.right(), r.bottom()}, {part.x, part.y},
                   {part.right(), part.bottom()}, packed({1, 1, 1, alpha}));
}

void Canvas::glyphs(ImFont* font, float size, float x, float baseline, std::string_view text, const Color& color,
                    bool slanted) const {
    if (recorder) recorder->glyphs(font, size, x, baseline, text, color, slanted);
    const int first = list->VtxBuffer.Size;
    // ImGui places text by its top; the ascent of a face is a share of its size.
    const float top = baseline - font->GetFontBaked(size)->Ascent;
    const std::string set = with_pictures(font, text);
    list->AddText(font, size, {x, top}, packed(color), set.data(), set.data() + set.size());
    if (!slanted) return;
    // ImGui sets text along the horizontal only; the corners of the letters are turned about (x, baseline).
    constexpr float c = 0.70710678f, s = -0.70710678f;
    for (int i = first; i < list->VtxBuffer.Size; ++i) {
        ImVec2& p = list->VtxBuffer[i].pos;
        const float dx = p.x - x, dy = p.y - baseline;
        p = {x + c * dx - s * dy, baseline + s * dx + c * dy};
    }
}

} // namespace attn
