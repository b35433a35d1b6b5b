#include "compare_notes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/stages/titles.h"
#include "shell/draw/text_column.h"

namespace attn {

std::string_view button_command(const Program& p) {
    if (!is_compared(p)) return {};
    switch (p.state.against) {
    case Against::head: return {};
    case Against::pin: return p.state.pin.run ? "unpin" : "pin";
    case Against::right: {
        for (const MistakeInfo* m : harmless_mistakes(p.state.config))
            if (!m->shown_with.empty()) return "show-mistake";
        const auto first = first_difference(p.comparison.stages);
        return first && p.state.stage < *first ? "difference" : "";
    }
    }
    return {};
}

std::string button_words(const Program& p) {
    const auto first = first_difference(p.comparison.stages);
    const std::string_view stage = first ? stage_title(words_of(p), *first) : "";
    return text(words_of(p), "compare.button." + std::string(button_command(p)), {{"stage", stage}});
}

void draw_button(const Pen& pen, const Rect& r, std::string_view words, bool chosen) {
    const Theme& t = *pen.theme;
    if (chosen) pen.canvas.fill(r, t.ink, 6);
    else pen.canvas.frame(r, t.faint, 1, 6);
    ImFont* face = chosen ? pen.faces->bold : pen.faces->text;
    draw_text(pen, face, kBody, r.mid_x(), r.mid_y(), fitted(face, kBody, words, r.w - 8), chosen ? t.paper : t.ink,
              Align::center);
}

namespace {

// A line of code on a tint of its own; what it should say, behind the #, is below it.
struct CodeLine {
    std::string_view wrong, right;
    float first, second; // their heights
    float height() const { return first + second + 14; }
};
CodeLine code_line(const TextColumn& c, std::string_view words, float size) {
    const auto split = std::min(words.find("  #"), words.size());
    CodeLine line{words.substr(0, split), words.substr(std::min(split + 2, words.size())), 0, 0};
    line.first = paragraph_height(c.pen.faces->text, size, c.area.w - 20, line.wrong);
    line.second = paragraph_height(c.pen.faces->text, size, c.area.w - 20, line.right);
    return line;
}

void draw_code(TextColumn& c, std::string_view words, float size) {
    const Theme& t = *c.pen.theme;
    const CodeLine line = code_line(c, words, size);
    const float x = c.area.x + 10, y = c.area.y + 7, w = c.area.w - 20;
    c.pen.canvas.fill({c.area.x, c.area.y, c.area.w, line.height()}, t.tint, 5);
    draw_lines(c.pen, c.pen.faces->text, size, {x, y, w, line.first}, line.wrong, t.ink);
    draw_lines(c.pen, c.pen.faces->text, size, {x, y + line.first, w, line.second}, line.right, t.muted);
    c.skip(line.height() + 10);
}

// Without what keeps it apart from the next one.
float finding_height(const TextColumn& c, const Finding& f, float size) {
    if (f.kind == Finding::Kind::code) return code_line(c, f.text, size - 1).height();
    ImFont* face = f.kind == Finding::Kind::heading ? c.pen.faces->bold : c.pen.faces->text;
    return paragraph_height(face, size, c.area.w, f.text);
}

// All sentences in a size in which they fit; none of them is ever cut.
void draw_findings(TextColumn& c, const std::vector<Finding>& all, bool stand_back) {
    float size = kBody;
    const auto total = [&] {
        float height = 0;
        for (const Finding& f : all) height += finding_height(c, f, size) + (f.kind == Finding::Kind::heading ? 4 : 8);
        return height;
    };
    while (size > kSmall && !c.room(total())) --size;
    const Theme& t = *c.pen.theme;
    for (const Finding& f : all) {
        if (!c.room(finding_height(c, f, size))) continue;
        const bool heads = f.kind == Finding::Kind::heading, plain = f.kind == Finding::Kind::plain;
        if (f.kind == Finding::Kind::code) draw_code(c, f.text, size - 1);
        else
            set_paragraph(c, heads ? c.pen.faces->bold : c.pen.faces->text, size, f.text,
                          plain && stand_back ? t.muted : t.ink, heads ? 4.0f : 8.0f);
    }
}

// a − b = difference, under each other.
void digits(TextColumn& c, const Program& p, const Place& place) {
    const TensorPair t = compared_tensors(p);
    const RunHead a = side_a(p), b = side_b(p);
    const Matrix &in_a = matrix(a, t.a), &in_b = matrix(b, t.b);
    if (!inside(in_a, place) || !inside(in_b, place) || !c.room(80)) return;
    const auto number = [&](const RunHead& s, Tensor tensor) {
        return fixed(matrix(s, tensor)(place.row, place.col), 3);
    };
    const Matrix apart = difference(in_a.block(place.row, place.col, 1, 1), in_b.block(place.row, place.col, 1, 1));
    const Theme& th = *c.pen.theme;
    const float right = c.area.x + std::min(c.area.w, 240.0f);
    const auto line = [&](const char* sign, const std::string& name, const std::string& value, bool bold) {
        ImFont* face = bold ? c.pen.faces->bold : c.pen.faces->text;
        draw_text(c.pen, c.pen.faces->text, kBody, c.area.x, c.area.y + 10, sign, th.muted);
        draw_text(c.pen, face, kBody, c.area.x + 18, c.area.y + 10, fitted(face, kBody, name, right - c.area.x - 90),
                  th.ink);
        draw_text(c.pen, face, kBody, right, c.area.y + 10, value, th.ink, Align::right);
        c.skip(22);
    };
    line("", name_a(p), number(a, t.a), false);
    line("\u2212", name_b(p), number(b, t.b), false);
    c.pen.canvas.line(c.area.x, c.area.y, right, c.area.y, th.faint);
    c.skip(3);
    line("=", std::string(text(words_of(p), "compare.difference")), fixed(apart(0, 0), 3), true);
    c.skip(6);
}

constexpr std::array<std::string_view, 6> kColumns{"entropy",     "distance",   "previous_token",
                                                   "first_token", "same_token", "induction"};

std::string_view column_title(const Program& p, std::string_view key) {
    return text(words_of(p), "compare.column." + std::string(key));
}

std::string measure_text(const std::vector<Measured>& all, std::string_view key) {
    for (const Measured& m : all)
        if (m.key == key) return m.value ? fixed(*m.value, 2) : "–";
    return "";
}

// The measures of the two that are compared, one under the other, where there is no table.
void measures(TextColumn& c, const Program& p) {
    const RunHead a = side_a(p), b = side_b(p);
    const auto row_of = [&](int head) -> const HeadRow* {
        for (const HeadRow& row : p.comparison.heads)
            if (row.head == head) return &row;
        return nullptr;
    };
    const HeadRow *in_a = row_of(a.head), *in_b = row_of(b.head);
    if (!in_a || !in_b || !c.room(80)) return;
    const float end_b = c.area.x + std::min(c.area.w, 260.0f), end_a = end_b - 64;
    const auto line = [&](std::string_view name, const std::string& x, const std::string& y, const Color& color) {
        if (!c.room(20)) return;
        ImFont* face = c.pen.faces->text;
        draw_text(c.pen, face, kSmall + 1, c.area.x, c.area.y + 9,
                  fitted(face, kSmall + 1, name, end_a - 40 - c.area.x), color);
        draw_text(c.pen, face, kSmall + 1, end_a, c.area.y + 9, x, color, Align::right);
        draw_text(c.pen, face, kSmall + 1, end_b, c.area.y + 9, y, color, Align::right);
        c.skip(20);
    };
    line("", "a", "b", c.pen.theme->muted);
    for (const std::string_view key : kColumns)
        line(column_title(p, key), measure_text(in_a->a, key),
             measure_text(p.comparison.other ? in_b->b : in_b->a, key), c.pen.theme->ink);
}

} // namespace

void draw_notes(const Program& p, const Pen& pen, const CompareLayout& l, const std::optional<Place>& place) {
    const Theme& t = *pen.theme;
    TextColumn c{pen, l.notes};
    if (c.area.h <= 0) return;
    if (has_other(p) && place) {
        digits(c, p, *place);
        set_paragraph(c, pen.faces->text, kBody, compared_sentence(p, *place), t.ink, 12);
    }
    draw_findings(c, p.comparison.maps ? p.comparison.maps->findings : findings(p), place.has_value());
    if (l.table.w <= 0 && has_other(p)) c.skip(4), measures(c, p);
}

void draw_table(const Program& p, const Pen& pen, const CompareLayout& l) {
    if (l.table.w <= 0) return;
    const Theme& t = *pen.theme;
    const bool heads = p.state.against == Against::head;
    const RunHead a = side_a(p), b = side_b(p);
    const float left = l.table.x + (heads ? 62.0f : 6.0f), first = left + 64;
    const float step = (l.table.right() - first) / static_cast<float>(kColumns.size() + 1);
    const auto column_end = [&](std::size_t i) { return first + step * static_cast<float>(i + 1) - 6; };
    const Rect head_row = table_row(l, -1);
    // In two lines where one is too narrow.
    const auto heading = [&](float x, std::string_view words, Align align) {
        const bool wraps = text_width(pen.faces->text, kSmall, words) > step - 8;
        const auto space = wraps ? std::min(words.find(' '), words.size()) : words.size();
        const float foot = head_row.bottom() - 10;
        const auto line = [&](float y, std::string_view part) {
            draw_text(pen, pen.faces->text, kSmall, x, y, fitted(pen.faces->text, kSmall, part, step - 4), t.muted,
                      align);
        };
        if (space == words.size()) return line(foot, words);
        line(foot - 14, words.substr(0, space));
        line(foot, words.substr(space + 1));
    };
    if (heads) heading(l.table.x + 14, "a", Align::center), heading(l.table.x + 42, "b", Align::center);
    for (std::size_t i = 0; i < kColumns.size(); ++i)
        heading(column_end(i), column_title(p, kColumns[i]), Align::right);
    heading(column_end(kColumns.size()), column_title(p, "between"), Align::right);
    pen.canvas.line(l.table.x, head_row.bottom(), l.table.right(), head_row.bottom(), t.line);
    for (std::size_t n = 0; n < p.comparison.heads.size(); ++n) {
        const HeadRow& row = p.comparison.heads[n];
        const Rect r = table_row(l, static_cast<int>(n));
        const bool is_a = row.head == a.head, is_b = row.head == b.head;
        if (is_a || is_b) pen.canvas.fill({r.x, r.y + 1, r.w, r.h - 2}, t.tint, 4);
        for (const auto& [chosen, x] : {std::pair{is_a, r.x + 14}, {is_b, r.x + 42}}) {
            if (!heads) break;
            pen.canvas.frame({x - 6, r.mid_y() - 6, 12, 12}, t.faint, 1.5f, 6);
            if (chosen) pen.canvas.fill({x - 3.5f, r.mid_y() - 3.5f, 7, 7}, t.ink, 3.5f);
        }
        ImFont* face = is_a || (heads && is_b) ? pen.faces->bold : pen.faces->text;
        draw_text(pen, face, kBody, left, r.mid_y(), head_title(words_of(p), row.head), t.heads[row.head % 8]);
        const auto pair = [&](float x, const std::string& of_a, const std::string& of_b, bool framed) {
            float end = x;
            if (!of_b.empty() && !of_a.empty()) {
                end -= draw_text(pen, pen.faces->text, kBody - 1, end, r.mid_y(), of_b, t.muted, Align::right);
                end -= draw_text(pen, pen.faces->text, kBody - 1, end, r.mid_y(), "  |  ", t.faint, Align::right);
            }
            const float width = draw_text(pen, face, kBody - 1, end, r.mid_y(), of_a.empty() ? of_b : of_a,
                                          of_a.empty() ? t.muted : t.ink, Align::right);
            if (framed) pen.canvas.frame({end - width - 6, r.y + 2, width + 12, r.h - 4}, t.accent, 1.5f, 5);
        };
        for (std::size_t i = 0; i < kColumns.size(); ++i) // a pattern that has a name is framed
            pair(column_end(i), measure_text(row.a, kColumns[i]), measure_text(row.b, kColumns[i]),
                 row.pattern && row.pattern->key == kColumns[i]);
        pair(column_end(kColumns.size()), row.distance ? fixed(*row.distance, 2) : "–", "", false);
    }
}

} // namespace attn
