#include "figure.h"

#include <algorithm>

#include "engine/describe.h"
#include "engine/text.h"
#include "formula.h"
#include "inspector.h"
#include "keys.h"
#include "pointer.h"
#include "scene/mosaic.h"
#include "scene/scene.h"

namespace attn {

Layout figure_layout(const Program& p, const Faces& faces, const Rect& area) {
    float widest = 24;
    for (const auto* tokens : {&p.now.trace.tokens, &p.now.trace.memory_tokens})
        for (const Token& token : *tokens) widest = std::max(widest, text_width(faces.text, kBody, token.text));
    const float name = std::min(widest, area.w < 720 ? 64.0f : 96.0f);
    const float above = std::min(name, area.h < 340 ? 36.0f : 84.0f);
    // Slanted names need the height of their diagonal; which names are slanted depends on the column width,
    // which depends on this height, so the larger need is reserved.
    const Metrics metrics{.row_name = name, .row_label = name + 14, .col_name = above, .col_label = above * 0.71f + 18};
    return seen(camera(p), posed(dims(p.now.trace), p.state.stage, p.state.time, p.state.head - 1, area, metrics));
}

std::optional<Rect> cell_place(const Layout& l, const Cell& cell) {
    for (const Plate& p : l.plates)
        if (holds(p, cell)) return cell_rect(p, cell.row, cell.col);
    return std::nullopt;
}

namespace {

void draw_formula_bar(const Scene& s) {
    const Rect& r = s.layout.formula;
    if (r.h <= 0) return;
    const Stage stage = s.program->state.stage;
    Setting whole = set_formula(*s.pen.faces, kWholeFormula, kFormula);
    if (whole.width > r.w)
        whole = set_formula(*s.pen.faces, kWholeFormula, kFormula * std::max(r.w / whole.width, 0.8f));
    if (whole.width > r.w) whole = set_formula(*s.pen.faces, formula_part(stage), 19);
    if (whole.width > r.w) whole = set_formula(*s.pen.faces, formula_part(stage), 19 * r.w / whole.width);
    draw_formula(s.pen, whole, r.mid_x() - whole.width / 2, r.mid_y() + 7, stage);
}

// While a sum is under way its result is not known yet, so the sentence only says whose it will be.
std::string computing(const Trace& trace, const Underway& now) {
    const Cell& c = now.cell;
    const bool token_column = info(c.tensor).cols == Axis::key;
    return text(now.whole_row  ? "figure.computing_row"
                : token_column ? "figure.computing"
                               : "figure.computing_column",
                {{"name", tensor_name(trace, c.tensor, c.head)},
                 {"row", row_label(trace, c.tensor, c.row)},
                 {"col", col_label(trace, c.tensor, c.col)}});
}

// Whether cells share pixels, so that not every number can be seen.
bool dotted(const Layout& l) {
    return std::any_of(l.plates.begin(), l.plates.end(), [](const Plate& p) {
        const Rect cell = cell_rect(p, 0, p.first_col);
        return is_mosaic(p) && std::min(cell.w, cell.h) * ImGui::GetIO().DisplayFramebufferScale.x < 1;
    });
}

void draw_sentence(const Scene& s) {
    const Program& p = *s.program;
    std::string words;
    if (s.focus) words = sentence(p.now.trace, *s.focus);
    else if (s.underway) words = computing(p.now.trace, *s.underway);
    else words = dotted(s.layout) ? text("figure.dots") : text("figure.hint");
    const Color color = s.focus || s.underway ? s.pen.theme->ink : s.pen.theme->muted;
    const Rect& r = s.layout.sentence;
    if (r.h <= 0) return;
    // Two lines where one is not enough.
    if (text_width(s.pen.faces->text, kBody + 1, words) > r.w)
        draw_paragraph(s.pen, s.pen.faces->text, kBody, r, words, color);
    else
        draw_text(s.pen, s.pen.faces->text, kBody + 1, r.x, r.mid_y(), fitted(s.pen.faces->text, kBody + 1, words, r.w),
                  color);
}

// Where the selected cell will stand when it is computed.
void draw_selection(const Scene& s) {
    const auto selected = selection(s.program->state, s.program->now.trace);
    const auto place = selected && !s.focus ? cell_place(s.layout, *selected) : std::nullopt;
    if (place) s.pen.canvas.frame(*place, s.pen.theme->muted, 2, 4);
}

} // namespace

std::optional<Cell> focus(const Program& p, const Layout& l) {
    if (p.hover) return p.hover;
    const auto selected = selection(p.state, p.now.trace);
    return selected ? shown_cell(p, l, *selected) : std::nullopt;
}

namespace {

// One stage: its matrices, what it does or how the focused cell was computed, and the legends.
void stage_ui(Program& p, const Pen& pen, const Rect& area) {
    handle_pointer(p, figure_layout(p, *pen.faces, area), area);
    const Layout now = figure_layout(p, *pen.faces, area); // a click may have chosen another head
    Scene s{.pen = pen, .program = &p, .layout = now, .focus = focus(p, now), .explained = {}, .underway = {}};
    const Trace& trace = p.now.trace;
    if (s.focus) s.explained = explain(trace, *s.focus);
    else s.underway = underway(trace, p.state.stage, p.state.time, p.state.head - 1);
    draw_formula_bar(s);
    draw_heads(s);
    const bool near = camera(p) != Camera{};
    if (near) pen.canvas.clip(now.stage);
    for (const Plate& plate : s.layout.plates) draw_plate(s, plate);
    for (const Plate& plate : s.layout.plates) draw_labels(s, plate);
    for (const Sign& sign : s.layout.signs)
        draw_text(pen, pen.faces->math, 24, sign.x, sign.y, sign.symbol, faded(pen.theme->muted, sign.alpha),
                  Align::center);
    draw_selection(s);
    draw_sources(s);
    draw_row_maxima(s);
    draw_row_sums(s);
    draw_spread(s);
    if (near) pen.canvas.unclip();
    draw_legend(s);
    draw_sentence(s);
    draw_inspector(s, s.layout.inspector);
}

} // namespace

void figure_ui(Program& p, const Faces& faces, const Rect& area) {
    const Theme& colors = theme(appearance(p));
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.w, area.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(colors.paper));
    ImGui::Begin("figure", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
    handle_keys(p);
    const Pen pen{{ImGui::GetWindowDrawList()}, &faces, &colors};
    switch (p.state.view) {
    case View::stage:
    case View::map:
    case View::compare:
    case View::scaling: stage_ui(p, pen, area); break;
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

} // namespace attn
