// A column of explanations beside a picture: lines and paragraphs from top to bottom, as long as there is room.
#pragma once

#include "type.h"

namespace attn {

struct TextColumn {
    const Pen& pen;
    Rect area; // what is left of it; the top moves down as lines are set
    bool room(float height) const { return area.h >= height; }
    void skip(float by) { area.y += by, area.h -= by; }
};

// Sets words as large as they fit, but no larger than `size`, and leaves `after` below. Where all of them do not fit,
// only their first sentences are set.
void set_paragraph(TextColumn&, ImFont*, float size, std::string_view words, const Color&, float after = 8);

// A formula as large as the column allows. Equations that would be tiny side by side are below each other.
void typeset_in(TextColumn&, std::string_view tex);

} // namespace attn
