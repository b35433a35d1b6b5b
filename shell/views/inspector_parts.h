// What inspector.cpp, inspector_stage.cpp and inspector_terms.cpp share: a column beside the scene, its headings and
// paragraphs.
#pragma once

#include "shell/draw/text_column.h"
#include "shell/scene/scene.h"

namespace attn {

struct Inspector : TextColumn {
    const Scene& s;
    const Theme& theme() const { return *pen.theme; }
    const Words& words() const { return words_of(*s.program); }
    ImFont* text_face() const { return pen.faces->text; }
    ImFont* bold_face() const { return pen.faces->bold; }
};

inline constexpr float kLine = 20;

void heading(Inspector&, std::string_view words, const Color&);
inline void paragraph(Inspector& c, std::string_view words, const Color& color, float size = kBody) {
    set_paragraph(c, c.text_face(), size, words, color);
}

// Of the terms of a sum: one more than a cell is printed with, so that its last digit is not lost; where a source is
// followed, as many as that prints.
inline constexpr int kTermDecimals = 3;

// A sum of products, a term in each line; and a weight's way from its score.
void dot_lines(Inspector&, const Explanation&);
void share_lines(Inspector&, const Explanation&);

// What the stage of the scene does, for as long as no cell is looked at.
void explain_stage(Inspector&);

} // namespace attn
