// What the two halves of the inspector, inspector.cpp and inspector_stage.cpp, share: a column beside the scene, its
// headings and paragraphs.
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

// What the stage of the scene does, for as long as no cell is looked at.
void explain_stage(Inspector&);

} // namespace attn
