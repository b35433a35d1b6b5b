// What is drawn, as a list of rectangles and lines of text in the order in which they are drawn.
#pragma once

#include <string>
#include <vector>

#include "shell/draw/type.h"
#include "tests/shell/fixture.h"

namespace attn_test {

struct Drawn {
    enum Kind { fill, frame, text, other } kind = other;
    attn::Rect at; // all that it covers; of slanted text the rectangle that holds it
    attn::Color color{};
    std::string words{}; // of text
    float size = 0;      // of text
};

struct Recorded final : attn::Recorder {
    std::vector<Drawn> all{};

    void fill(const attn::Rect&, const attn::Color&, float round) override;
    void frame(const attn::Rect&, const attn::Color&, float thickness, float round) override;
    void line(float x0, float y0, float x1, float y1, const attn::Color&, float thickness) override;
    void curve(float x0, float y0, float x1, float y1, bool down, const attn::Color&, float thickness) override;
    void cubic(const float (&x)[4], const float (&y)[4], const attn::Color&, float thickness) override;
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2, const attn::Color&) override;
    void picture(const attn::Rect&, ImTextureData&, const attn::Rect& part, float alpha) override;
    void clip(const attn::Rect&) override;
    void unclip() override;
    void glyphs(ImFont*, float size, float x, float baseline, std::string_view text, const attn::Color&,
                bool slanted) override;

private:
    std::vector<attn::Rect> clips_{};
    void add(Drawn);
};

// One frame of the figure on a canvas of this size.
std::vector<Drawn> drawn(Headless&, attn::Program&, float width, float height);

} // namespace attn_test
