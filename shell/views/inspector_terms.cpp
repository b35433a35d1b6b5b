// How a cell's number comes of its terms, line by line.
#include <algorithm>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "inspector_parts.h"

namespace attn {

namespace {

int term_decimals(const Run& r, Tensor result) { return r.fewest_decimals ? decimals_of(r, result) : kTermDecimals; }

// What a line of a dot product begins with: the name of the token whose value it is, or the number of the column.
std::string term_name(const Inspector& c, const Term& term, int number) {
    if (term.alone) return std::string(text(c.words(), "figure.bias"));
    const Trace& trace = c.s.program->now.run.trace;
    const Cell& from = term.a_from;
    const bool by_token = info(from.tensor).cols == Axis::key;
    return by_token ? col_label(trace, from.tensor, from.col) : std::to_string(number);
}

// The columns of a dot product's lines: name, a, ×, b, =, product.
struct TermColumns {
    float size = kBody;
    float sign = 20; // width of "×" and "="
    float name = 14, a = 0, b = 0, product = 0;
    int a_decimals = 0, b_decimals = 0;
    float width() const { return name + 8 + a + b + 2 * sign + product; }
};

// Each as wide as its widest entry, with at most so many decimals.
TermColumns term_columns(const Inspector& c, const Explanation& e, const PrintedSum& printed, float size,
                         int most_decimals) {
    const Run& run = c.s.program->now.run;
    TermColumns w{.size = size, .sign = size < kBody ? 14.0f : 20.0f};
    w.a_decimals = std::min(term_decimals(run, e.terms[0].a_from.tensor), most_decimals);
    w.b_decimals = std::min(term_decimals(run, e.terms[0].b_from.tensor), most_decimals);
    const auto fit = [&](float& column, const std::string& words, ImFont* face) {
        column = std::max(column, text_width(face, size, words));
    };
    fit(w.product, printed.result, c.bold_face());
    for (std::size_t i = 0; i < e.terms.size(); ++i) {
        const Term& term = e.terms[i];
        fit(w.name, term_name(c, term, static_cast<int>(i) + 1), c.text_face());
        fit(w.product, printed.terms[i], c.text_face());
        if (term.alone || term.skipped) continue;
        fit(w.a, bracketed(term.a, w.a_decimals), c.text_face());
        fit(w.b, bracketed(term.b, w.b_decimals), c.text_face());
    }
    return w;
}

// Where all does not fit the factors have two decimals, then the type is smaller, and then names are cut.
TermColumns fitting_columns(const Inspector& c, const Explanation& e, const PrintedSum& printed) {
    TermColumns w;
    for (const auto& [size, decimals] : {std::pair{kBody, 9}, {kBody, 2}, {kSmall, 2}}) {
        w = term_columns(c, e, printed, size, decimals);
        if (w.width() <= c.area.w) return w;
    }
    w.name = std::max(w.name - (w.width() - c.area.w), 14.0f);
    return w;
}

// "1.000 + 0.078 + … = 1.144", broken only between terms; more than `max_terms` terms are folded in the middle.
void sum_lines(Inspector& c, const PrintedSum& printed, std::size_t own) {
    constexpr std::size_t max_terms = 9;
    std::vector<std::string> pieces;
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < printed.terms.size(); ++i)
        if (!printed.terms[i].empty()) counted.push_back(i);
    for (std::size_t n = 0; n < counted.size(); ++n) {
        const bool ends = n < max_terms / 2 || n + max_terms / 2 >= counted.size() || counted[n] == own;
        if (counted.size() <= max_terms || ends) pieces.push_back(printed.terms[counted[n]]);
        else if (pieces.back() != "…") pieces.push_back("…");
    }
    std::string line;
    const auto flush = [&] {
        if (c.room(kLine))
            draw_text(c.pen, c.text_face(), kBody, c.area.x, c.area.y + kLine / 2, line, c.theme().muted);
        if (c.room(kLine)) c.skip(kLine);
        line.clear();
    };
    for (std::size_t i = 0; i <= pieces.size(); ++i) {
        const std::string piece = i == pieces.size() ? "= " + printed.result : i == 0 ? pieces[i] : "+ " + pieces[i];
        if (!line.empty() && text_width(c.text_face(), kBody, line + " " + piece) > c.area.w) flush();
        line += (line.empty() ? "" : " ") + piece;
    }
    flush();
    c.skip(6);
}

} // namespace

// a × b = product, one term per line, right-aligned under each other. A long sum is folded in the middle, to a line
// that says what the hidden terms come to. Of a sum under way only the terms that are in it are there.
void dot_lines(Inspector& c, const Explanation& e) {
    const PrintedSum printed = printed_sum(e, term_decimals(c.s.program->now.run, e.cell.tensor));
    const int count = static_cast<int>(e.terms.size());
    const float sum_h = 30;
    if (!c.room(sum_h)) return;
    const int fit = static_cast<int>((c.area.h - sum_h) / kLine);
    // The first lines, one for those that are folded, and the last. Where not even these fit, only what does of them.
    const int head = count <= fit ? count : std::max(fit - 2, 0), tail = count <= fit || fit < 2 ? count : count - 1;
    const TermColumns columns = fitting_columns(c, e, printed);
    const float x0 = c.area.x, a_end = x0 + columns.name + 8 + columns.a, sign = columns.sign,
                b_end = a_end + sign + columns.b, right_end = b_end + sign + columns.product;
    const Color a_color = ink_color(c.theme(), info(e.terms[0].a_from.tensor).ink),
                b_color = ink_color(c.theme(), info(e.terms[0].b_from.tensor).ink);
    const bool under_way = !c.s.explained && c.s.underway;
    const int known = under_way ? c.s.underway->terms_done : count;
    for (int i = 0; i < count; ++i) {
        const float y = c.area.y + kLine / 2;
        if (i >= known) { // the place stays empty, so that nothing moves when the term comes
            if (fit > 0) c.skip(kLine);
            if (i == head) i = tail - 1;
            continue;
        }
        if (i >= head && i < tail && fit < 1) { // only the sum fits
            i = tail - 1;
            continue;
        }
        if (i >= head && i < tail) {
            const int folded = std::min(tail, known);
            draw_text(c.pen, c.text_face(), kSmall, x0, y, counted(c.words(), "figure.more", folded - head),
                      c.theme().muted);
            draw_text(c.pen, c.text_face(), columns.size, right_end, y, // so that the lines that are left still add up
                      printed.part(static_cast<std::size_t>(head), static_cast<std::size_t>(folded)), c.theme().muted,
                      Align::right);
            c.skip(kLine);
            i = tail - 1;
            continue;
        }
        const Term& term = e.terms[static_cast<std::size_t>(i)];
        const auto put = [&](float at, const std::string& words, const Color& color, Align align) {
            draw_text(c.pen, c.text_face(), columns.size, at, y, words, term.skipped ? c.theme().muted : color, align);
        };
        put(x0, fitted(c.text_face(), columns.size, term_name(c, term, i + 1), columns.name), c.theme().muted,
            Align::left);
        if (term.skipped) put(right_end, text(c.words(), "figure.masked", {}), c.theme().muted, Align::right);
        if (!term.skipped && !term.alone) { // a bias is added as it is
            put(a_end, bracketed(term.a, columns.a_decimals), a_color, Align::right);
            put(a_end + sign / 2, "×", c.theme().muted, Align::center);
            put(b_end, bracketed(term.b, columns.b_decimals), b_color, Align::right);
            put(b_end + sign / 2, "=", c.theme().muted, Align::center);
        }
        if (!term.skipped) put(right_end, printed.terms[static_cast<std::size_t>(i)], c.theme().ink, Align::right);
        c.skip(kLine);
    }
    c.pen.canvas.line(right_end - columns.product, c.area.y + 3, right_end, c.area.y + 3, c.theme().faint);
    const std::string total =
        under_way ? printed.part(0, static_cast<std::size_t>(std::min(known, count))) : printed.result;
    draw_text(c.pen, c.bold_face(), columns.size, right_end, c.area.y + 16, total, c.theme().ink, Align::right);
    draw_text(c.pen, c.bold_face(), kTitleSize, b_end + sign / 2 - 4, c.area.y + 15, "∑", c.theme().muted,
              Align::center);
    c.skip(sum_h + 4);
}

// A weight's way from its score: minus the maximum, the exponential, the row's sum, the share. A number that is in
// several lines has the same digits in all of them.
void share_lines(Inspector& c, const Explanation& e) {
    const Run& run = c.s.program->now.run;
    const auto of_cell = [&](Tensor tensor) {
        return explain(run.trace, {tensor, e.cell.head, e.cell.row, e.cell.col});
    };
    int score_decimals = 0;
    for (const Tensor tensor : {Tensor::masked, Tensor::row_max, Tensor::shifted})
        score_decimals = std::max(score_decimals, term_decimals(run, tensor));
    const int decimals = term_decimals(run, e.cell.tensor);
    const PrintedSum sum = printed_sum(e, decimals);
    const Explanation shifted = of_cell(Tensor::shifted);
    const std::string& own = sum.terms[static_cast<std::size_t>(e.own)];
    const auto say = [&](std::string_view key, const std::string& line) {
        paragraph(c, text(c.words(), key, {{"line", line}}), c.theme().ink);
    };
    say("figure.minus_maximum", printed_difference(shifted, score_decimals));
    say("figure.its_exponential", "exp(" + fixed(shifted.result, score_decimals) + ") = " + own);
    sum_lines(c, sum, static_cast<std::size_t>(e.own));
    paragraph(c, own + " / " + sum.result + " = " + fixed(e.result, decimals), c.theme().ink, kTitleSize - 1);
}

} // namespace attn
