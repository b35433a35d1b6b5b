#include "formula.h"

#include <algorithm>
#include <array>

#include "engine/formats/utf8.h"
#include "shell/layout/layout.h"

namespace attn {

namespace {

struct Command {
    std::string_view name, glyph;
};
constexpr std::array<Command, 9> kSymbols{{{"cdot", "·"},
                                           {"times", "×"},
                                           {"sum", "∑"},
                                           {"dots", "…"},
                                           {"rightarrow", "→"},
                                           {"infty", "∞"},
                                           {"exp", "exp"},
                                           {"max", "max"},
                                           {"prime", "′"}}};
constexpr std::string_view kWords[] = {"softmax", "head", "exp", "max", "tanh"};

struct Setter {
    const Faces& faces;
    std::string_view tex;
    std::size_t at = 0;
    std::optional<Stage> lit{};

    int open = 0; // parentheses that this line is in

    bool done() const { return at >= tex.size() || tex[at] == '}' || (open > 0 && tex[at] == ')'); }

    std::string_view group_text() {
        while (at < tex.size() && tex[at] == ' ') ++at;
        if (at >= tex.size() || tex[at] != '{') return {};
        int depth = 0;
        const std::size_t start = ++at;
        for (; at < tex.size(); ++at) {
            if (tex[at] == '{') ++depth;
            if (tex[at] == '}' && depth-- == 0) break;
        }
        const auto inside = tex.substr(start, at - start);
        if (at < tex.size()) ++at;
        return inside;
    }

    FormulaLayout inner(std::string_view part, float size, std::optional<Stage> stage) {
        Setter s{faces, part, 0, stage};
        return s.line(size);
    }

    static void append(FormulaLayout& to, const FormulaLayout& part, float dx, float dy) {
        for (auto run : part.runs) run.x += dx, run.y += dy, to.runs.push_back(std::move(run));
        for (auto rule : part.rules) {
            rule.x0 += dx, rule.x1 += dx, rule.y0 += dy, rule.y1 += dy;
            to.rules.push_back(rule);
        }
        to.ascent = std::max(to.ascent, part.ascent - dy);
        to.descent = std::max(to.descent, part.descent + dy);
    }

    FormulaLayout glyphs(ImFont* font, float size, std::string_view text, FormulaLayout::Shade shade) const {
        FormulaLayout s;
        s.runs.push_back({0, 0, size, font, std::string(text), shade, lit});
        s.width = text_width(font, size, text);
        s.ascent = size * 0.72f;
        s.descent = size * 0.22f;
        return s;
    }

    FormulaLayout letter(char c, float size) const {
        using Shade = FormulaLayout::Shade;
        const Shade shade = c == 'Q' ? Shade::query : c == 'K' ? Shade::key : c == 'V' ? Shade::value : Shade::plain;
        return glyphs(faces.math_italic, size, std::string_view(&c, 1), shade);
    }

    FormulaLayout fraction(float size) {
        const FormulaLayout top = inner(group_text(), size * 0.82f, lit),
                            bottom = inner(group_text(), size * 0.82f, lit);
        FormulaLayout s;
        s.width = std::max(top.width, bottom.width) + size * 0.3f;
        const float axis = -size * 0.26f;
        append(s, top, (s.width - top.width) / 2, axis - top.descent - size * 0.08f);
        append(s, bottom, (s.width - bottom.width) / 2, axis + bottom.ascent + size * 0.12f);
        s.rules.push_back({size * 0.06f, axis, s.width - size * 0.06f, axis, std::max(1.0f, size * 0.055f), lit});
        return s;
    }

    FormulaLayout root(float size) {
        const FormulaLayout inside = inner(group_text(), size, lit);
        FormulaLayout s;
        const float hook = size * 0.52f, top = -inside.ascent - size * 0.1f, line = std::max(1.0f, size * 0.055f);
        append(s, inside, hook, 0);
        s.width = hook + inside.width + size * 0.06f;
        s.ascent = -top + line;
        s.rules.push_back({size * 0.06f, -size * 0.26f, size * 0.16f, -size * 0.32f, line, lit});
        s.rules.push_back({size * 0.16f, -size * 0.32f, size * 0.3f, size * 0.1f, line * 1.6f, lit});
        s.rules.push_back({size * 0.3f, size * 0.1f, size * 0.48f, top, line, lit});
        s.rules.push_back({size * 0.48f, top, s.width, top, line, lit});
        return s;
    }

    // ( ... ), as tall as what is in it: a fraction is twice as high as a letter.
    FormulaLayout parenthesised(float size) {
        Setter inside{faces, tex, at + 1, lit, 1};
        const FormulaLayout middle = inside.line(size);
        const bool closed = inside.at < tex.size() && tex[inside.at] == ')';
        at = inside.at + (closed ? 1 : 0);
        const bool tall = middle.ascent > size * 0.95f && middle.descent > size * 0.4f;
        ImFont* face = tall ? faces.math_tall : faces.math;
        const float margin = tall ? size * 0.06f : 0;
        FormulaLayout s;
        const auto put = [&](const FormulaLayout& part) { append(s, part, s.width, 0), s.width += part.width; };
        put(glyphs(face, size, "(", FormulaLayout::Shade::plain));
        s.width += margin;
        put(middle);
        s.width += margin;
        if (closed) put(glyphs(face, size, ")", FormulaLayout::Shade::plain));
        return s;
    }

    FormulaLayout command(float size) {
        const std::size_t start = ++at;
        const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        while (at < tex.size() && is_letter(tex[at])) ++at;
        const auto name = tex.substr(start, at - start);
        if (name == "frac") return fraction(size);
        if (name == "sqrt") return root(size);
        if (name == "text") return glyphs(faces.math, size, group_text(), FormulaLayout::Shade::plain);
        if (name == "at") {
            const auto stage = stage_named(group_text());
            return inner(group_text(), size, stage);
        }
        FormulaLayout space;
        space.width = name == "qquad" ? size * 1.6f : name == "quad" ? size : 0;
        if (space.width > 0) return space;
        for (const Command& c : kSymbols)
            if (c.name == name) return glyphs(faces.math, size, c.glyph, FormulaLayout::Shade::plain);
        return glyphs(faces.math, size, name, FormulaLayout::Shade::plain);
    }

    // One unit that sub- and superscripts can hang on.
    FormulaLayout atom(float size) {
        const char c = tex[at];
        if (c == '\\') return command(size);
        if (c == '{') return inner(group_text(), size, lit);
        if (c == '(') return parenthesised(size);
        for (const auto word : kWords)
            if (tex.substr(at).starts_with(word)) {
                at += word.size();
                return glyphs(faces.math, size, word, FormulaLayout::Shade::plain);
            }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return ++at, letter(c, size);
        if (c == '=' || c == '+' || c == '-') {
            ++at;
            FormulaLayout s;
            const FormulaLayout sign =
                glyphs(faces.math, size, c == '-' ? "\u2212" : std::string_view(&c, 1), FormulaLayout::Shade::plain);
            append(s, sign, size * 0.24f, 0);
            s.width = sign.width + size * 0.48f;
            return s;
        }
        std::string_view rest = tex.substr(at);
        const std::size_t before = rest.size();
        take_code_point(rest);
        const auto piece = tex.substr(at, before - rest.size());
        at += piece.size();
        FormulaLayout s = glyphs(faces.math, size, piece, FormulaLayout::Shade::plain);
        if (piece == ",") s.width += size * 0.2f;
        return s;
    }

    FormulaLayout line(float size) {
        FormulaLayout s;
        while (!done()) {
            if (tex[at] == ' ') {
                ++at;
                continue;
            }
            const FormulaLayout base = atom(size);
            append(s, base, s.width, 0);
            s.width += base.width;
            for (; at < tex.size() && tex[at] == '\''; ++at) {
                const FormulaLayout prime = glyphs(faces.math, size * 0.72f, "′", FormulaLayout::Shade::plain);
                append(s, prime, s.width, -size * 0.3f);
                s.width += prime.width;
            }
            float script_end = 0;
            while (at < tex.size() && (tex[at] == '_' || tex[at] == '^')) {
                const bool below = tex[at++] == '_';
                const FormulaLayout script = at < tex.size() && tex[at] == '{'
                                                 ? inner(group_text(), size * 0.68f, lit)
                                                 : Setter{faces, tex, at, lit}.single(size * 0.68f, at);
                append(s, script, s.width + size * 0.03f, below ? size * 0.2f : -size * 0.36f);
                script_end = std::max(script_end, script.width + size * 0.06f);
            }
            s.width += script_end;
        }
        return s;
    }

    // One atom without braces after _ or ^; tells the caller how far it read.
    FormulaLayout single(float size, std::size_t& end) {
        FormulaLayout s = done() ? FormulaLayout{} : atom(size);
        end = at;
        return s;
    }
};

Color shade_color(const Theme& t, FormulaLayout::Shade shade) {
    switch (shade) {
    case FormulaLayout::Shade::plain: return t.ink;
    case FormulaLayout::Shade::query: return t.query;
    case FormulaLayout::Shade::key: return t.key;
    case FormulaLayout::Shade::value: return t.value;
    }
    return t.ink;
}

} // namespace

FormulaLayout typeset(const Faces& faces, std::string_view tex, float size) {
    Setter setter{faces, tex};
    return setter.line(size);
}

namespace {

// Behind the lit part, because Q, K and V keep colours of their own.
void draw_lit_ground(const Pen& pen, const FormulaLayout& s, float x, float baseline, Stage stage) {
    std::optional<Rect> all;
    for (const auto& run : s.runs) {
        if (run.lit_in != stage) continue;
        const Rect own{x + run.x, baseline + run.y - run.size * 0.72f, text_width(run.font, run.size, run.text),
                       run.size * 0.9f};
        all = all ? around(*all, own) : own;
    }
    if (all) pen.canvas.fill(all->inset(-3), faded(pen.theme->accent, 0.1f), 5);
}

} // namespace

void draw_formula(const Pen& pen, const FormulaLayout& s, float x, float baseline, std::optional<Stage> stage) {
    if (stage) draw_lit_ground(pen, s, x, baseline, *stage);
    for (const auto& run : s.runs) {
        const bool lit = stage && run.lit_in == stage;
        Color color = shade_color(*pen.theme, run.shade);
        if (lit && run.shade == FormulaLayout::Shade::plain) color = pen.theme->accent;
        if (stage && !lit) color = stood_back(*pen.theme, color);
        pen.canvas.glyphs(run.font, run.size, x + run.x, baseline + run.y, run.text, color);
    }
    for (const auto& rule : s.rules) {
        const bool lit = stage && rule.lit_in == stage;
        const Color color = lit ? pen.theme->accent : stage ? stood_back(*pen.theme, pen.theme->ink) : pen.theme->ink;
        pen.canvas.line(x + rule.x0, baseline + rule.y0, x + rule.x1, baseline + rule.y1, color, rule.thickness);
    }
}

} // namespace attn
