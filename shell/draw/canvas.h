// What everything is drawn on: filled and framed rectangles, lines, glyphs. The scene draws with these only, so it
// does not care whether they become ImGui's triangles or the elements of a file. Lengths in CSS pixels.
#pragma once

#include <imgui.h>

#include <string_view>

#include "shell/layout/layout.h"
#include "theme.h"

namespace attn {

// Who else is told everything that is drawn, in the same words: svg.h, which writes a file of it. The page's program
// has none.
struct Recorder {
    virtual void fill(const Rect&, const Color&, float round) = 0;
    virtual void frame(const Rect&, const Color&, float thickness, float round) = 0;
    virtual void line(float x0, float y0, float x1, float y1, const Color&, float thickness) = 0;
    virtual void curve(float x0, float y0, float x1, float y1, bool down, const Color&, float thickness) = 0;
    virtual void cubic(const float (&x)[4], const float (&y)[4], const Color&, float thickness) = 0;
    virtual void triangle(float x0, float y0, float x1, float y1, float x2, float y2, const Color&) = 0;
    virtual void picture(const Rect&, ImTextureData&, const Rect& part, float alpha) = 0; // `part` in shares of it
    virtual void clip(const Rect&) = 0;
    virtual void unclip() = 0;
    virtual void glyphs(ImFont*, float size, float x, float baseline, std::string_view text, const Color&,
                        bool slanted) = 0;

protected:
    ~Recorder() = default;
};

struct Canvas {
    ImDrawList* list = nullptr;
    Recorder* recorder = nullptr;

    void fill(const Rect&, const Color&, float round = 0) const;
    void frame(const Rect&, const Color&, float thickness = 1, float round = 0) const;
    void line(float x0, float y0, float x1, float y1, const Color&, float thickness = 1) const;
    // A part of a texture, in shares of its width and height.
    void picture(const Rect&, ImTextureData&, const Rect& part, float alpha) const;
    // From one point to another as an S that begins and ends going across, or down.
    void curve(float x0, float y0, float x1, float y1, bool down, const Color&, float thickness = 1) const;
    // A cubic Bézier curve: its ends and between them the two points that it heads for.
    void cubic(const float (&x)[4], const float (&y)[4], const Color&, float thickness = 1) const;
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2, const Color&) const;
    // What is drawn from here on shows inside the rectangle only, until unclip().
    void clip(const Rect&) const;
    void unclip() const;
    Rect shown() const; // where something that is drawn now would be seen
    // One line of text from (x, baseline) to the right, or slanted: rising at 45 degrees.
    void glyphs(ImFont*, float size, float x, float baseline, std::string_view text, const Color&,
                bool slanted = false) const;
};

} // namespace attn
