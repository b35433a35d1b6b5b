// The picture as an SVG file: the twin of what is drawn, one element for each shape.
//
// Text stays text, so that it can be searched, read aloud and edited. The typefaces are in the file; a program that
// leaves them out (some editors do) takes the nearest face it has and fits it to the length that each line has here.
#pragma once

#include <string>
#include <string_view>

#include "type.h"

namespace attn {

// Text escaped for an element or a quoted attribute. What XML cannot hold becomes U+FFFD.
std::string xml_text(std::string_view);

struct Svg final : Recorder {
    const Faces* faces = nullptr;
    std::string body{};
    int clips = 0, open = 0; // how many clip paths there are, and how many are open now
    bool used[4]{};          // of the faces: text, bold, math_italic, math

    explicit Svg(const Faces& f) : faces(&f) {}

    void fill(const Rect&, const Color&, float round) override;
    void frame(const Rect&, const Color&, float thickness, float round) override;
    void line(float x0, float y0, float x1, float y1, const Color&, float thickness) override;
    void curve(float x0, float y0, float x1, float y1, bool down, const Color&, float thickness) override;
    void cubic(const float (&x)[4], const float (&y)[4], const Color&, float thickness) override;
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2, const Color&) override;
    void picture(const Rect&, ImTextureData&, const Rect& part, float alpha) override;
    void clip(const Rect&) override;
    void unclip() override;
    void glyphs(ImFont*, float size, float x, float baseline, std::string_view text, const Color&,
                bool slanted) override;
};

// The whole file. `title` is what a viewer shows and a screen reader says, `about` goes on from there.
std::string svg_file(const Svg&, float width, float height, const Color& paper, std::string_view title,
                     std::string_view about);

} // namespace attn
