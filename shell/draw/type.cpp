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

float fitting_size(ImFont* font, float size, const Rect& area, std::string_view text) {
    while (size > kSmall && paragraph_height(font, size, area.w, text) > area.h) --size;
    return std::max(size, kSmall);
}

std::string_view whole_sentences(ImFont* font, float size, const Rect& area, std::string_view text) {
    while (!text.empty() && paragraph_height(font, size, area.w, text) > area.h) {
        const auto end = text.substr(0, text.size() - 1).rfind(". ");
        text = text.substr(0, end == text.npos ? 0 : end + 1);
    }
    return text;
}

// Where the next symbol with an index is in prose: "W_Q" or "d_k", one letter, "_" and letters, and no part of a word.
// Empty at the end where there is none.
static std::string_view next_symbol(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto in_word = [&](char c) { return letter(c) || c == '_' || (c >= '0' && c <= '9'); };
    for (auto at = text.find('_', 1); at != text.npos; at = text.find('_', at + 1)) {
        if (!letter(text[at - 1]) || (at > 1 && in_word(text[at - 2]))) continue;
        std::size_t end = at + 1;
        while (end < text.size() && letter(text[end])) ++end;
        if (end > at + 1 && (end == text.size() || !in_word(text[end]))) return text.substr(at - 1, end - at + 1);
    }
    return text.substr(text.size());
}

// A line of prose, with the indices of its symbols small and low.
static void draw_prose(const Pen& pen, ImFont* font, float size, float x, float mid_y, std::string_view line,
                       const Color& color) {
    while (!line.empty()) {
        const std::string_view symbol = next_symbol(line);
        const auto begin = static_cast<std::size_t>(symbol.data() - line.data());
        const std::size_t base = symbol.empty() ? begin : begin + 1; // the letter belongs to what is before it
        x += draw_text(pen, font, size, x, mid_y, line.substr(0, base), color);
        if (symbol.empty()) return;
        x += draw_text(pen, font, std::round(0.75f * size), x, mid_y + 0.22f * size, symbol.substr(2), color);
        line.remove_prefix(begin + symbol.size());
    }
}

// Line by line, each of them with `draw(x, mid_y, line)`.
template <class Draw>
static float in_lines(ImFont* font, float size, const Rect& area, std::string_view text, Draw&& draw) {
    const float leading = std::round(size * 1.4f);
    float y = area.y;
    while (!text.empty()) {
        const std::string_view line = first_line(font, size, text, area.w);
        const bool last_that_fits = y + 2 * leading > area.y + area.h && line.size() < text.size();
        draw(area.x, y + leading / 2, last_that_fits ? fitted(font, size, text, area.w) : std::string(line));
        y += leading;
        if (last_that_fits) break;
        text.remove_prefix(line.size());
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return y - area.y;
}

float draw_paragraph(const Pen& pen, ImFont* font, float size, const Rect& area, std::string_view text,
                     const Color& color) {
    return in_lines(font, size, area, text,
                    [&](float x, float y, std::string_view line) { draw_prose(pen, font, size, x, y, line, color); });
}

float draw_lines(const Pen& pen, ImFont* font, float size, const Rect& area, std::string_view text,
                 const Color& color) {
    return in_lines(font, size, area, text,
                    [&](float x, float y, std::string_view line) { draw_text(pen, font, size, x, y, line, color); });
}

void draw_slanted(const Pen& pen, ImFont* font, float size, float x, float y, std::string_view text,
                  const Color& color) {
    const float down = 0.35f * 0.70710678f * size; // from the middle of the slanted letters to their baseline
    pen.canvas.glyphs(font, size, x + down, y + down, text, color, true);
}

} // namespace attn
