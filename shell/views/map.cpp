#include "map.h"

#include <algorithm>
#include <vector>

#include "breadcrumb.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "metrics.h"
#include "shell/draw/formula.h"
#include "shell/input/pointer.h"
#include "shell/layout/map_cell_state.h"
#include "shell/layout/timeline.h"
#include "shell/program/control.h"
#include "shell/program/playback.h"
#include "shell/scene/scene.h"
#include "zoom_control.h"

namespace attn {

namespace {

// Splitting into heads moves columns and changes no number, so on the map it has no place of its own.
Stage place_of(Stage stage) { return stage == Stage::split ? Stage::project : stage; }

const Panel* panel_at(const Layout& l, float x, float y) {
    for (const Panel& p : l.panels)
        if (l.stage.contains(x, y) && p.area.inset(-3).contains(x, y)) return &p;
    return nullptr;
}

void enter(Program& p, Stage stage, int head) {
    p.playing = Playing::no;
    if (stage != place_of(p.state.stage)) p.state.stage = stage, p.state.time = 1;
    p.state.head = std::clamp(head, 1, p.now.run.trace.heads);
    select(p.state, std::nullopt);
    fly(p, View::stage, {});
}

void handle_map_pointer(Program& p, const MapLayout& m, const Rect& area) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    const bool inside = ImGui::IsWindowHovered() && area.contains(at.x, at.y);
    const Panel* panel = inside ? panel_at(m.picture, at.x, at.y) : nullptr;
    p.hover = panel ? cell_at(*panel, at.x, at.y) : std::nullopt;
    if (p.hover) {
        const CellState l = map_cell_state(p.now.run.trace, moment_of(p), *panel, p.hover->row, p.hover->col);
        if (l.done < 1) p.hover.reset();
    }
    if (press_zoom_control(p, m.zoom, inside)) return;
    drag_and_wheel(p, m.picture.stage, inside);
    if (!inside || !clicked()) return;
    if (panel) return enter(p, stage_of(panel->tensor), info(panel->tensor).per_head ? panel->head + 1 : p.state.head);
    for (const Heading& h : m.headings)
        if (h.name.contains(at.x, at.y)) return enter(p, h.stage, p.state.head);
}

Color flow_color(const Theme& t, const Flow& f) {
    switch (f.ink) {
    case Ink::query: return t.query;
    case Ink::key: return t.key;
    case Ink::value: return t.value;
    case Ink::weight: return t.heads[f.head % 8];
    case Ink::plain: return t.muted;
    }
    return t.muted;
}

void draw_flow(const Scene& s, const MapLayout& m, const Flow& f) {
    const AppState& state = s.program->state;
    const Theme& t = *s.pen.theme;
    const Stage stage = stage_of(f.to), now = place_of(state.stage);
    const bool shown_head = f.head < 0 || f.head == state.head - 1 || f.head >= s.program->now.run.trace.heads;
    const bool here = stage == now && shown_head;
    const Color color = stage > now ? mix(t.paper, t.line, 0.9f)
                                    : mix(t.paper, flow_color(t, f),
                                          here         ? 1
                                          : shown_head ? 0.75f
                                                       : 0.4f);
    for (int i = 0; i + 1 < f.knots; ++i)
        s.pen.canvas.curve(f.at[i].x, f.at[i].y, f.at[i + 1].x, f.at[i + 1].y, m.down, color, here ? 2.5f : 1.4f);
}

// A stage's name above its matrices: in two lines where the gaps beside them have no room for one.
struct StageName {
    std::string first{}, second{};
    float size = kSmall + 1, width = 0, middle = 0,
          room = 0; // where the middle of its lines is, and how wide they may be
};

// Names that are wider than their own room move their neighbours, as far as there is any.
std::vector<StageName> stage_names(const Scene& s, const MapLayout& m) {
    std::vector<StageName> names;
    ImFont* face = s.pen.faces->bold; // the wider one, so that nothing moves when a stage becomes the present one
    for (const Heading& h : m.headings) {
        StageName n{.first = std::string(stage_title(words_of(*s.program), h.stage))};
        n.middle = h.name.mid_x(), n.room = h.name.w - 4;
        if (text_width(face, n.size, n.first) > n.room) n.size = kSmall;
        const auto space = n.first.find(' ');
        if (text_width(face, n.size, n.first) > n.room && space != std::string::npos)
            n.second = n.first.substr(space + 1), n.first.resize(space);
        n.width = std::max(text_width(face, n.size, n.first), text_width(face, n.size, n.second));
        names.push_back(n);
    }
    constexpr float apart = 6;
    const float edge = camera(*s.program) == Camera{} ? 0.0f : 1e4f;
    // To the right as far as the name before it asks for, and back as far as the one after it does.
    std::vector<StageName> moved = names;
    float left = m.picture.stage.x - edge, right = m.picture.stage.right() + edge;
    for (StageName& n : moved) n.middle = std::max(n.middle, left + n.width / 2), left = n.middle + n.width / 2 + apart;
    for (auto n = moved.rbegin(); n != moved.rend(); ++n)
        n->middle = std::min(n->middle, right - n->width / 2), right = n->middle - n->width / 2 - apart;
    if (right + apart < m.picture.stage.x - edge) return names; // there is not room for all
    for (StageName& n : moved) n.room = n.width;
    return moved;
}

void draw_heading(const Scene& s, const MapLayout& m, const Heading& h, const StageName& n) {
    const Theme& t = *s.pen.theme;
    const bool here = h.stage == place_of(s.program->state.stage);
    ImFont* face = here ? s.pen.faces->bold : s.pen.faces->text;
    const Color ink = here ? t.ink : t.muted;
    const std::string name = std::string(stage_title(words_of(*s.program), h.stage));
    FormulaLayout symbol = typeset(*s.pen.faces, info(result_of(h.stage)).symbol, 16);
    if (m.down) {
        const float w = text_width(face, kSmall, name);
        if (!here) s.pen.canvas.fill({h.name.x + 2, h.name.mid_y() - 7, w + 4, 14}, t.paper, 3);
        draw_text(s.pen, face, kSmall, h.name.x + 4, h.name.mid_y(), name, ink);
        if (here) s.pen.canvas.fill({h.name.x + 4, h.name.bottom() - 4, w, 2}, t.accent);
        return;
    }
    const float size = n.second.empty() ? n.size : kSmall, y = h.name.y + (n.second.empty() ? 22.0f : 12.0f);
    draw_text(s.pen, face, size, n.middle, y, fitted(face, size, n.first, n.room), ink, Align::center);
    if (!n.second.empty())
        draw_text(s.pen, face, size, n.middle, y + 14, fitted(face, size, n.second, n.room), ink, Align::center);
    if (here) s.pen.canvas.fill({n.middle - 18, h.name.bottom() - 5, 36, 2.5f}, t.accent, 1);
}

// The number alone where its name has no room. Flows that cross it stay behind it.
void draw_head_name(const Scene& s, const MapLayout& m, int head) {
    const Theme& t = *s.pen.theme;
    const Rect& r = m.head_names[static_cast<std::size_t>(head)];
    const bool here = head == s.program->state.head - 1;
    ImFont* face = here ? s.pen.faces->bold : s.pen.faces->text;
    std::string name = head_title(words_of(*s.program), head);
    if (text_width(face, kSmall, name) > r.w) name = std::to_string(head + 1);
    const float w = text_width(face, kSmall, name), x = m.down ? r.mid_x() - w / 2 : r.right() - w;
    s.pen.canvas.fill({x - 2, r.mid_y() - 7, w + 4, 14}, t.paper, 3);
    draw_text(s.pen, face, kSmall, x, r.mid_y(), name, here ? t.ink : t.muted);
}

// The matrix that Enter flies into. Queries, keys and values have a frame of their own.
void draw_mark(const Scene& s, const Panel& panel) {
    const Program& p = *s.program;
    const Theme& t = *s.pen.theme;
    const TensorInfo& what = info(panel.tensor);
    const bool hovered = p.hover && p.hover->tensor == panel.tensor && p.hover->head == panel.head;
    if (lit(p, panel) && what.ink != Ink::query && what.ink != Ink::key && what.ink != Ink::value)
        s.pen.canvas.frame(panel.area.inset(-4), what.per_head ? t.heads[panel.head % 8] : t.accent, 2.5f, 5);
    else if (hovered) s.pen.canvas.frame(panel.area.inset(-4), t.ink, 1.5f, 5);
}

void draw_map_sentence(const Scene& s) {
    const Program& p = *s.program;
    const Rect& r = s.layout.sentence;
    std::string words = text(words_of(p), pointed(p, "map.here", "map.here_touch"), {{"where", where(p)}});
    if (p.hover) {
        const Trace& trace = p.now.run.trace;
        const Matrix& m = matrix(trace, p.hover->tensor, p.hover->head);
        words = text(words_of(p), "map.matrix",
                     {{"name", tensor_name(words_of(p), p.hover->tensor, p.hover->head)},
                      {"rows", std::to_string(m.rows())},
                      {"cols", std::to_string(m.cols())}}) +
                " " + sentence(words_of(p), p.now.run, *p.hover);
    }
    ImFont* face = s.pen.faces->text;
    draw_paragraph(s.pen, face, fitting_size(face, kBody, r, words), r, words,
                   p.hover ? s.pen.theme->ink : s.pen.theme->muted);
}

} // namespace

bool lit(const Program& p, const Panel& panel) {
    return stage_of(panel.tensor) == place_of(p.state.stage) &&
           (!info(panel.tensor).per_head || panel.head == p.state.head - 1);
}

void draw_ways(const Scene& s, const MapLayout& m) {
    const Theme& t = *s.pen.theme;
    for (const Heading& h : m.headings)
        if (h.stage == place_of(s.program->state.stage)) s.pen.canvas.fill(h.band, mix(t.paper, t.line, 0.38f), 8);
    for (const Flow& f : m.flows) draw_flow(s, m, f);
    for (std::size_t h = 0; h < m.head_names.size(); ++h) draw_head_name(s, m, static_cast<int>(h));
}

void draw_around(const Scene& s, const MapLayout& m, const Camera& from) {
    const Rect& view = m.picture.stage;
    const bool near = from != Camera{};
    s.pen.canvas.clip(view);
    if (near && !m.down) s.pen.canvas.fill({view.x, view.y, view.w, m.headings.front().name.h}, s.pen.theme->paper);
    const std::vector<StageName> names = stage_names(s, m);
    for (std::size_t i = 0; i < names.size(); ++i) draw_heading(s, m, m.headings[i], names[i]);
    if (near) draw_overview(s.pen, m.picture, from);
    s.pen.canvas.unclip();
    draw_legend(s);
    draw_map_sentence(s);
    draw_zoom_control(s.pen, m.zoom, from);
}

MapLayout plain_map(const Program& p, const Faces& faces, const Rect& area) {
    return map_layout(dims(p.now.run.trace), area, metrics(p, faces, area));
}

void map_ui(Program& p, const Pen& pen, const Rect& area) {
    handle_map_pointer(p, seen(camera(p), plain_map(p, *pen.faces, area)), area);
    // A press may have begun the flight into a stage, which the next frame shows.
    const Camera from = p.state.view == View::map ? camera(p) : p.flight.from;
    const MapLayout m = seen(from, plain_map(p, *pen.faces, area));
    const Rect& view = m.picture.stage;
    Scene s{.pen = pen,
            .program = &p,
            .layout = m.picture,
            .moment = moment_of(p),
            .focus = p.hover,
            .explained = {},
            .underway = {},
            .state_of = map_cell_state};
    draw_formula_bar(s);
    pen.canvas.clip(view);
    draw_ways(s, m);
    for (const Panel& panel : m.picture.panels)
        if (panel.area.overlaps(view)) draw_panel(s, panel);
    for (const Panel& panel : m.picture.panels) {
        if (!panel.area.overlaps(view)) continue;
        draw_labels(s, panel);
        draw_mark(s, panel);
    }
    pen.canvas.unclip();
    draw_around(s, m, from);
}

} // namespace attn
