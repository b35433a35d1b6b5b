#include "type.h"

#include <algorithm>
#include <cmath>

#include "engine/formats/utf8.h"
#include "scripts.h"

namespace attn {

float text_width(ImFont* font, float size, std::string_view text) {
    const std::string set = with_pictures(font, text);
    return font->CalcTextSizeA(size, 1e6f, 0.0f, set.data(), set.data() + set.size()).x;
}

float draw_text(const Pen& pen, ImFont* font, float size, float x, float mid_y, std::string_view text,
                const Color& color, Align align) {
    const float width = text_width(font, size, text);
    if (align == Align::center) x -= width / 2;
    if (align == Align::right) x -= width;
    // Digits and capitals are about 0.7 em high, so their middle is 0.35 em above the baseline.
    const float ascent = font->GetFontBaked(size)->Ascent, top = std::round(mid_y + 0.35f * size - ascent);
    pen.canvas.glyphs(font, size, x, top + ascent, text, color);
    return width;
}

std::string fitted(ImFont* font, float size, std::string_view text, float width) {
    if (text_width(font, size, text) <= width) return std::string(text);
    std::string shown;
    for (const std::string& c : characters(text)) {
        if (text_width(font, size, shown + c + "…") > width) break;
        shown += c;
    }
    return shown + "…";
}

// As much of the beginning of `text` as fits on a line: whole words, or of a word that is longer its characters.
static std::string_view first_line(ImFont* font, float size, std::string_view text, float width) {
    std::size_t end = text.find(' ');
    if (end == text.npos) end = text.size();
    if (text_width(font, size, text.substr(0, end)) > width) {
        std::size_t fits = 0;
        for (const std::string& c : characters(text.substr(0, end))) {
            if (fits > 0 && text_width(font, size, text.substr(0, fits + c.size())) > width) break;
            fits += c.size();
        }
        return text.substr(0, fits);
    }
    while (end < text.size()) {
        const std::size_t next = std::min(text.find(' ', end + 1), text.size());
        if (text_width(font, size, text.substr(0, next)) > width) break;
        end = next;
    }
    return text.substr(0, end);
}

float paragraph_height(ImFont* font, float size, float width, std::string_view text) {
    float height = 0;
    while (!text.empty()) {
        height += std::round(size * 1.4f);
        text.remove_prefix(first_line(font, size, text, width).size());
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return height;
}

float draw_paragraph(const Pen& pen, ImFont* font, float size, const Rect& area, std::string_view text,
                     const Color& color) {
    const float leading = std::round(size * 1.4f);
    float y = area.y;
    while (!text.empty()) {
        const std::string_view line = first_line(font, size, text, area.w);
        const bool last_that_fits = y + 2 * leading > area.y + area.h && line.size() < text.size();
        draw_text(pen, font, size, area.x, y + leading / 2,
                  last_that_fits ? fitted(font, size, text, area.w) : std::string(line), color);
        y += leading;
        if (last_that_fits) break;
        text.remove_prefix(line.size());
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return y - area.y;
}

void draw_slanted(const Pen& pen, ImFont* font, float size, float x, float y, std::string_view text,
                  const Color& color) {
    const float down = 0.35f * 0.70710678f * size; // from the middle of the slanted letters to their baseline
    pen.canvas.glyphs(font, size, x + down, y + down, text, color, true);
}

} // namespace attn
