// What is beside a matrix: the names of its rows and columns, and its symbol.
#include <algorithm>
#include <array>
#include <cmath>

#include "scene.h"
#include "shell/draw/formula.h"
#include "shell/layout/timeline.h"

namespace attn {

namespace {

// The tokens that the focus is about have bold names.
bool is_named(const Scene& s, Axis axis, int index) {
    if (!s.focus) return false;
    const TensorInfo& t = info(s.focus->tensor);
    return (t.rows == axis && s.focus->row == index) || (t.cols == axis && s.focus->col == index);
}

// At the beginning the words are in a line above the matrix, as a sentence, and fall into the rows one by one.
// Returns the right end of word i at this moment; `rest` is where it comes to lie.
ImVec2 falling(const Scene& s, const Panel& p, int i, ImVec2 rest, float width) {
    const AppState& state = s.program->state;
    const bool memory = p.tensor == Tensor::memory_embedding;
    if (state.stage != Stage::tokens || (!memory && p.tensor != Tensor::embedding)) return rest;
    const Trace& trace = s.program->now.run.trace;
    const std::vector<Token>& tokens = memory ? trace.memory_tokens : trace.tokens;
    const auto count = static_cast<int>(tokens.size());
    const auto fallen = static_cast<float>(sum_reveal(work(state.time), SumPart::words, i, 0, count, 1));
    if (fallen >= 1) return rest;
    constexpr float space = 8;
    float before = 0;
    for (int n = 0; n < i; ++n)
        before += text_width(s.pen.faces->text, kBody, tokens[static_cast<std::size_t>(n)].text) + space;
    // The memory's sentence has only the gap below the other matrix.
    const float y = memory ? p.area.y - 16 : std::max(p.area.y - 46, s.layout.stage.y + 8);
    const ImVec2 line{std::min(p.area.x + before + width, s.layout.stage.right()), y};
    return {std::lerp(line.x, rest.x, fallen), std::lerp(line.y, rest.y, fallen)};
}

// Names grow with the cells that they are beside, up to what the margins have room for.
float name_size(float cell, float pitch) {
    if (pitch < kBody + 2) return kSmall;
    return std::clamp(std::round(cell * 0.32f), kBody, kLargestName);
}

void draw_names(const Scene& s, const Panel& p, bool rows) {
    const Trace& trace = s.program->now.run.trace;
    const Axis axis = p.transposed == rows ? info(p.tensor).cols : info(p.tensor).rows;
    if (axis != Axis::query && axis != Axis::key) return;
    const Ink role = axis == Axis::query ? Ink::query : Ink::key;
    // Before anything is projected a row is just a token.
    const bool plain = info(p.tensor).ink == Ink::plain && s.program->state.stage <= Stage::project;
    const Color color = plain                              ? s.pen.theme->ink
                        : info(p.tensor).ink == Ink::value ? s.pen.theme->value
                                                           : ink_color(*s.pen.theme, role);
    const bool of_memory = axis == Axis::key && !trace.memory_tokens.empty();
    const std::vector<Token>& tokens = of_memory ? trace.memory_tokens : trace.tokens;
    const auto count = static_cast<int>(tokens.size());
    const Rect first = cell_rect(p, 0, p.first_col);
    const float pitch = rows ? first.h : first.w;
    float size = name_size(std::min(first.w, first.h), pitch);
    if (rows && size > kBody) { // rather smaller than cut off
        float widest = 0;
        for (const Token& token : tokens) widest = std::max(widest, text_width(s.pen.faces->bold, size, token.text));
        size = std::clamp(std::floor(size * (s.layout.metrics.row_name + 2) / std::max(widest, 1.0f)), kBody, size);
    }
    bool slanted = false;
    for (const Token& token : tokens)
        slanted = slanted || (!rows && text_width(s.pen.faces->text, size, token.text) > pitch - 4);
    // Names that would run into each other are left out, but never the ones in focus, and never in a short sentence.
    constexpr int all_named = 12;
    const float needed = count <= all_named ? 9.0f : slanted ? kSmall * 1.25f : kSmall + 1;
    const int every = std::max(1, static_cast<int>(std::ceil(needed / pitch)));
    const auto beside_named = [&](int i) {
        for (const int other : s.focus ? std::array{s.focus->row, s.focus->col} : std::array{-1, -1})
            if (other != i && is_named(s, axis, other) && std::fabs(static_cast<float>(other - i)) * pitch < needed)
                return true;
        return false;
    };
    // Seen from near, names stay at the edge of the view when the cells beside them have left it.
    const Rect& view = s.layout.stage;
    const Metrics& room = s.layout.metrics;
    const float left = std::max(p.area.x, std::min(view.x + room.row_label, view.right())),
                top = std::max(p.area.y, std::min(view.y + room.col_label, view.bottom()));
    // On the map each matrix has names of its own, which leave with it.
    if (s.program->state.view == View::map && (rows ? left + pitch > p.area.right() : top + pitch > p.area.bottom()))
        return;
    constexpr float gone = 1; // with less of the cells outside the view their frame is in it, and stays whole
    if (rows && left > p.area.x + gone)
        s.pen.canvas.fill({view.x, p.area.y, left - view.x, p.area.h}, s.pen.theme->paper);
    if (!rows && top > p.area.y + gone) {
        const float from = std::max(p.area.x - room.row_label, view.x);
        s.pen.canvas.fill({from, view.y, p.area.right() - from, top - view.y}, s.pen.theme->paper);
    }
    for (int i = 0; i < count; ++i) {
        const bool named = is_named(s, axis, i);
        const Rect cell = rows == p.transposed ? cell_rect(p, 0, i) : cell_rect(p, i, p.first_col);
        if (rows ? cell.mid_y() < view.y || cell.mid_y() > view.bottom()
                 : cell.mid_x() < view.x || cell.mid_x() > view.right())
            continue;
        if (!named && (i % every != 0 || beside_named(i))) continue;
        ImFont* face = named ? s.pen.faces->bold : s.pen.faces->text;
        const Token& token = tokens[static_cast<std::size_t>(i)];
        const Color ink = faded(token.real ? color : s.pen.theme->muted, p.alpha * p.names);
        if (rows) {
            const std::string word = fitted(face, size, token.text, room.row_name + 2);
            const auto [x, y] = falling(s, p, i, {left - 10, cell.mid_y()}, text_width(face, size, word));
            draw_text(s.pen, face, size, x, y, word, ink, Align::right);
        } else if (!slanted) draw_text(s.pen, face, size, cell.mid_x(), top - 12, token.text, ink, Align::center);
        else
            draw_slanted(s.pen, face, size, cell.mid_x() - 2, top - 8,
                         fitted(face, size, token.text, 1.1f * room.col_name), ink); // bold is wider
    }
}

std::string symbol_of(const Scene& s, const Panel& p) {
    std::string tex(info(shown_tensor(s.first_state(p), p)).symbol);
    // A block of the concatenation is what one head has found.
    if (p.tensor == Tensor::concat && p.cols < s.program->now.run.trace.concat.cols())
        tex += "_{" + std::to_string(p.first_col / p.cols + 1) + "}";
    if (info(p.tensor).per_head)
        if (const auto h = tex.find("_h"); h != std::string::npos)
            tex.replace(h, 2, "_{" + std::to_string(p.head + 1) + "}");
    return p.transposed ? tex + "^T" : tex;
}

// What is beside the grid has its name while the first of its numbers is there and not all have given way.
float title_share(const Scene& s, const Panel& p) {
    if (info(p.tensor).cols != Axis::one) return 1;
    const auto at = [&](int row) { return cell_state(s.program->now.run.trace, s.moment, p, row, 0); };
    const int lead = lead_row(s.program->now.run.trace, s.moment);
    return static_cast<float>(at(lead).done * (1 - at(row_at(p.rows - 1, lead)).gone));
}

} // namespace

void draw_labels(const Scene& s, const Panel& p) {
    if (p.row_labels) draw_names(s, p, true);
    if (p.col_labels) draw_names(s, p, false);
    if (p.title == Side::none || p.alpha < 0.05f) return;
    const Rect cell = cell_rect(p, 0, p.first_col);
    const float symbol_size = std::clamp(std::round(std::min(cell.w, cell.h) * 0.36f), 17.0f, 28.0f);
    FormulaLayout name = typeset(*s.pen.faces, symbol_of(s, p), symbol_size);
    const Color color = faded(ink_color(*s.pen.theme, info(p.tensor).ink), p.alpha * title_share(s, p));
    for (auto& run : name.runs) run.shade = FormulaLayout::Shade::plain;
    Theme one = *s.pen.theme;
    one.ink = color;
    Pen pen = s.pen;
    pen.theme = &one;
    switch (p.title) {
    case Side::none: break;
    case Side::above: draw_formula(pen, name, p.area.mid_x() - name.width / 2, p.area.y - 10); break;
    case Side::below: draw_formula(pen, name, p.area.mid_x() - name.width / 2, p.area.bottom() + 20); break;
    case Side::left: draw_formula(pen, name, p.area.x - name.width - 12, p.area.mid_y() + 6); break;
    case Side::right: draw_formula(pen, name, p.area.right() + 10, p.area.mid_y() + 6); break;
    }
}

} // namespace attn
