#include "text_column.h"

#include "formula.h"

namespace attn {

void set_paragraph(TextColumn& c, ImFont* face, float size, std::string_view words, const Color& color, float after) {
    if (c.room(size * 1.4f)) c.skip(draw_paragraph(c.pen, face, size, c.area, words, color) + after);
}

void typeset_in(TextColumn& c, std::string_view tex) {
    float size = 19;
    FormulaLayout set = typeset(*c.pen.faces, tex, size);
    while (set.width > c.area.w && size > 12) set = typeset(*c.pen.faces, tex, --size);
    if (!c.room(set.ascent + set.descent + 12)) return;
    draw_formula(c.pen, set, c.area.x, c.area.y + set.ascent + 2);
    c.skip(set.ascent + set.descent + 14);
}

} // namespace attn
