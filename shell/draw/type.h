// Setting text: plain lines, fitted labels, wrapped paragraphs.
#pragma once

#include <string>
#include <string_view>

#include "canvas.h"
#include "faces.h"

namespace attn {

struct Cache; // cache.h

// What everything that draws shares for one frame.
struct Pen {
    Canvas canvas;
    const Faces* faces = nullptr;
    const Theme* theme = nullptr;
    Cache& cache;
};

enum class Align { left, center, right };

float text_width(ImFont*, float size, std::string_view text);

// Sets one line with its vertical middle at y; returns its width.
float draw_text(const Pen&, ImFont*, float size, float x, float mid_y, std::string_view text, const Color&,
                Align = Align::left);

// The text, or as much of it as fits into `width` followed by "…".
std::string fitted(ImFont*, float size, std::string_view text, float width);

// A paragraph with its top left corner at (x, y); returns its height. Words that would leave `height` are
// dropped with "…". The indices of symbols such as W_Q are set as indices.
float draw_paragraph(const Pen&, ImFont*, float size, const Rect& area, std::string_view text, const Color&);
// The same letter by letter, for code: d_k is a name in it.
float draw_lines(const Pen&, ImFont*, float size, const Rect& area, std::string_view text, const Color&);

// How high it becomes when nothing is dropped.
float paragraph_height(ImFont*, float size, float width, std::string_view text);

// The largest size from `size` down to the smallest of the scale at which a paragraph fits into the area; the smallest
// where it fits at none.
float fitting_size(ImFont*, float size, const Rect& area, std::string_view text);

// The text, or as many of its first sentences as fit into the area; empty where not even the first one does.
std::string_view whole_sentences(ImFont*, float size, const Rect& area, std::string_view text);

// A label that starts at (x, y) and rises to the right at 45 degrees, for names above narrow columns.
void draw_slanted(const Pen&, ImFont*, float size, float x, float y, std::string_view text, const Color&);

} // namespace attn
