#include "figure.h"

#include <algorithm>

#include "breadcrumb.h"
#include "compare_view.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "inspector.h"
#include "map.h"
#include "scaling_view.h"
#include "shell/draw/formula.h"
#include "shell/input/keys.h"
#include "shell/input/pointer.h"
#include "shell/program/control.h"
#include "shell/scene/matrix_texture.h"
#include "shell/scene/scene.h"
#include "zoom_control.h"

namespace attn {

Metrics metrics(const Program& p, const Faces& faces, const Rect& area) {
    float widest = 24;
    for (const auto* tokens : {&p.now.run.trace.tokens, &p.now.run.trace.memory_tokens})
        for (const Token& token : *tokens) widest = std::max(widest, text_width(faces.text, kBody, token.text));
    // On a large canvas names grow with the cells.
    const float grown = std::clamp(std::min(area.w / 1400, area.h / 800), 1.0f, kLargestName / kBody);
    const float name = std::min(widest, area.w < 720 ? 64.0f : 96.0f) * grown;
    const float above = std::min(name, area.h < 340 ? 36.0f : 84.0f * grown);
    // Slanted names need the height of their diagonal; which names are slanted depends on the column width,
    // which depends on this height, so the larger need is reserved.
    return {.row_name = name, .row_label = name + 14, .col_name = above, .col_label = above * 0.71f + 18};
}

Layout stage_layout(const Program& p, const Faces& faces, const Rect& area, const Camera& from) {
    return seen(from, transition(dims(p.now.run.trace), p.state.stage, p.state.time, p.state.head - 1, area,
                                 metrics(p, faces, area)));
}

Layout figure_layout(const Program& p, const Faces& faces, const Rect& area) {
    if (p.state.view == View::map) return seen(camera(p), plain_map(p, faces, area)).picture;
    return stage_layout(p, faces, area, camera(p));
}

std::optional<Rect> cell_place(const Layout& l, const Cell& cell) {
    for (const Panel& p : l.panels)
        if (holds(p, cell)) return cell_rect(p, cell.row, cell.col);
    return std::nullopt;
}

void draw_formula_bar(const Scene& s) {
    const Rect& r = s.layout.formula;
    if (r.h <= 0) return;
    const Stage stage = s.program->state.stage;
    const std::string tex = whole_formula(s.program->now.run.trace);
    const float large = kFormula * std::clamp(r.w / 1300, 1.0f, 1.4f);
    FormulaLayout whole = typeset(*s.pen.faces, tex, large);
    if (whole.width > r.w) whole = typeset(*s.pen.faces, tex, kFormula * std::max(r.w / whole.width, 0.8f));
    if (whole.width > r.w) whole = typeset(*s.pen.faces, formula_part(tex, stage), 19);
    if (whole.width > r.w) whole = typeset(*s.pen.faces, formula_part(tex, stage), 19 * r.w / whole.width);
    draw_formula(s.pen, whole, r.mid_x() - whole.width / 2, r.mid_y() + 7, stage);
}

namespace {

// While a sum is under way its result is not known yet, so the sentence only says whose it will be.
std::string computing(const Words& w, const Trace& trace, const Underway& now) {
    const Cell& c = now.cell;
    const bool token_column = info(c.tensor).cols == Axis::key;
    return text(w,
                now.whole_row           ? "figure.computing_row"
                : c.tensor == Tensor::x ? "figure.computing_sum"
                : token_column          ? "figure.computing"
                                        : "figure.computing_column",
                {{"name", tensor_name(w, c.tensor, c.head)},
                 {"row", row_label(trace, c.tensor, c.row)},
                 {"col", col_label(trace, c.tensor, c.col)}});
}

// Whether cells share pixels, so that not every number can be seen.
bool dotted(const Layout& l) {
    return std::any_of(l.panels.begin(), l.panels.end(), [](const Panel& p) {
        const Rect cell = cell_rect(p, 0, p.first_col);
        return uses_texture(p) && std::min(cell.w, cell.h) * ImGui::GetIO().DisplayFramebufferScale.x < 1;
    });
}

} // namespace

void draw_sentence(const Scene& s) {
    const Program& p = *s.program;
    if (!s.focus && !s.underway && s.pen.canvas.recorder) return; // nobody can point at a file
    std::string words;
    if (s.focus) words = sentence(words_of(p), p.now.run, *s.focus);
    else if (s.underway) words = computing(words_of(p), p.now.run.trace, *s.underway);
    else words = text(words_of(p), dotted(s.layout) ? "figure.dots" : "figure.hint");
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

namespace {

// Where the selected cell will stand when it is computed.
void draw_selection(const Scene& s) {
    const auto selected = selection(s.program->state, s.program->now.run.trace);
    const auto place = selected && !s.focus ? cell_place(s.layout, *selected) : std::nullopt;
    if (place) s.pen.canvas.frame(*place, s.pen.theme->muted, 2, 4);
}

} // namespace

std::optional<Cell> focus(const Program& p, const Layout& l) {
    if (p.hover) return p.hover;
    const auto selected = selection(p.state, p.now.run.trace);
    return selected ? shown_cell(p, l, *selected) : std::nullopt;
}

namespace {

// One stage: its matrices, what it does or how the focused cell was computed, and the legends.
void stage_ui(Program& p, const Pen& pen, const Rect& area) {
    const Layout before = stage_layout(p, *pen.faces, area, camera(p));
    if (!press_breadcrumb(p, before)) handle_pointer(p, before, area);
    else p.hover.reset();
    // A click may have chosen another head, or begun the flight to the map, which the next frame shows.
    const Camera from = p.state.view == View::map ? p.flight.from : camera(p);
    const Layout now = stage_layout(p, *pen.faces, area, from);
    Scene s{.pen = pen, .program = &p, .layout = now, .focus = focus(p, now), .explained = {}, .underway = {}};
    const Trace& trace = p.now.run.trace;
    if (s.focus) s.explained = explain(trace, *s.focus);
    else s.underway = underway(trace, p.state.stage, p.state.time, p.state.head - 1);
    draw_formula_bar(s);
    draw_heads(s);
    const bool near = from != Camera{};
    if (near) pen.canvas.clip(now.stage);
    for (const Panel& panel : s.layout.panels) draw_panel(s, panel);
    for (const Panel& panel : s.layout.panels) draw_labels(s, panel);
    for (const Sign& sign : s.layout.signs)
        draw_text(pen, pen.faces->math, 24, sign.x, sign.y, sign.symbol, faded(pen.theme->muted, sign.alpha),
                  Align::center);
    draw_selection(s);
    draw_influence(s);
    draw_sources(s);
    draw_pour(s);
    draw_row_maxima(s);
    draw_row_sums(s);
    if (const Rect corner = spread_corner(s); spread_fits(corner)) draw_spread(s, corner);
    if (near) draw_overview(pen, now, from, 40), pen.canvas.unclip();
    draw_legend(s);
    draw_sentence(s);
    draw_breadcrumb(pen, p, now);
    draw_inspector(s, s.layout.inspector);
}

// Whoever walks out of the view by keys takes it along: to the selected cell, or on the map to the lit matrix. And
// whoever comes nearer comes nearer to the selected cell.
void keep_in_view(Program& p, const AppState& before, const Faces& faces, const Rect& area) {
    const AppState& s = p.state;
    if (s.camera == Camera{} || s.view != before.view) return;
    const bool nearer = s.view == View::stage && s.camera.zoom > before.camera.zoom;
    if (s.camera != before.camera && !nearer) return;
    std::optional<Rect> place;
    Rect view;
    if (s.view == View::map) {
        const MapLayout m = plain_map(p, faces, area);
        view = m.picture.stage;
        for (const Panel& panel : m.picture.panels)
            if (lit(p, panel)) place = panel.area;
    } else if (!nearer && s.row == before.row && s.col == before.col && s.matrix == before.matrix) return;
    else if (const auto cell = selection(s, p.now.run.trace)) {
        const Layout l = stage_layout(p, faces, area, {});
        view = l.stage;
        place = cell_place(l, *cell);
    }
    // With room for the names at the edge of the view.
    if (place) fly(p, s.view, following(s.camera, view, place->inset(-60 / static_cast<float>(s.camera.zoom))));
}

} // namespace

std::optional<Rect> shown_place(const Program& p, const Faces& faces, const Rect& area, const Cell& cell) {
    switch (p.state.view) {
    case View::stage:
    case View::map: return cell_place(figure_layout(p, faces, area), cell);
    case View::compare: return compared_place(p, faces, area, cell);
    case View::scaling: return std::nullopt;
    }
    return std::nullopt;
}

void figure_ui(Program& p, const Faces& faces, Cache& cache, const Rect& area, Recorder* recorder) {
    const Theme& colors = theme(appearance(p));
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.w, area.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(colors.paper));
    ImGui::Begin("figure", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
    const AppState before = p.state;
    handle_keys(p);
    if (p.state != before) keep_in_view(p, before, faces, area);
    const Pen pen{{ImGui::GetWindowDrawList(), recorder}, &faces, &colors, cache};
    if (flying(p)) flight_ui(p, pen, area);
    else switch (p.state.view) {
        case View::stage: stage_ui(p, pen, area); break;
        case View::map: map_ui(p, pen, area); break;
        case View::compare: compare_ui(p, pen, area); break;
        case View::scaling: scaling_ui(p, pen, area); break;
        }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

} // namespace attn
