#include "text_column.h"

#include "formula.h"

namespace attn {

void set_paragraph(TextColumn& c, ImFont* face, float size, std::string_view words, const Color& color, float after) {
    const float set = fitting_size(face, size, c.area, words);
    const std::string_view shown = whole_sentences(face, set, c.area, words);
    if (!shown.empty()) c.skip(draw_paragraph(c.pen, face, set, c.area, shown, color) + after);
}

namespace {

// The largest size from 19 to `least` at which a formula is no wider than the column; `least` where it is even then.
FormulaLayout set_to_width(const TextColumn& c, std::string_view tex, float least) {
    float size = 19;
    FormulaLayout set = typeset(*c.pen.faces, tex, size);
    while (set.width > c.area.w && size > least) set = typeset(*c.pen.faces, tex, --size);
    return set;
}

void put(TextColumn& c, const FormulaLayout& set, float after) {
    if (!c.room(set.ascent + set.descent + 12)) return;
    draw_formula(c.pen, set, c.area.x, c.area.y + set.ascent + 2);
    c.skip(set.ascent + set.descent + after);
}

} // namespace

void typeset_in(TextColumn& c, std::string_view tex) {
    // Equations side by side are rather below each other than tiny.
    constexpr std::string_view apart = ", \\quad ";
    const bool wide = set_to_width(c, tex, kBody).width > c.area.w;
    for (auto end = tex.find(apart); wide && end != tex.npos; end = tex.find(apart)) {
        put(c, set_to_width(c, tex.substr(0, end), kSmall), 6);
        tex.remove_prefix(end + apart.size());
    }
    put(c, set_to_width(c, tex, kSmall), 14);
}

} // namespace attn
