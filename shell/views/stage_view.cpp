#include "stage_view.h"

#include "breadcrumb.h"
#include "inspector.h"
#include "metrics.h"
#include "shell/input/pointer.h"
#include "shell/layout/transition.h"
#include "shell/program/ask.h"
#include "shell/program/playback.h"
#include "shell/scene/scene.h"
#include "zoom_control.h"

namespace attn {

Layout stage_layout(const Program& p, const Faces& faces, const Rect& area, const Camera& from) {
    return seen(from, transition(dims(p.now.run.trace), p.state.stage, p.state.time, p.state.head - 1, area,
                                 metrics(p, faces, area)));
}

namespace {

// Where the selected cell will be when it is computed.
void draw_selection(const Scene& s) {
    const auto selected = selection(s.program->state, s.program->now.run.trace);
    const auto place = selected && !s.focus ? cell_place(s.layout, *selected) : std::nullopt;
    if (place) s.pen.canvas.frame(*place, s.pen.theme->muted, 2, 4);
}

// Around the cell that is asked for, and once it is answered and there, in the colour of right or wrong.
void draw_asked(const Scene& s) {
    const Program& p = *s.program;
    const auto cell = asked_cell(p);
    const auto at = cell ? cell_place(s.layout, *cell) : std::nullopt;
    if (!at) return;
    const Theme& t = *s.pen.theme;
    const auto right = is_right(p);
    s.pen.canvas.frame(at->inset(-2), !right ? t.accent : *right ? t.value : t.wrong, 3, 5);
}

} // namespace

std::optional<Cell> focus(const Program& p, const Layout& l) {
    if (p.hover && !is_blank(p, *p.hover)) return p.hover;
    const auto selected = selection(p.state, p.now.run.trace);
    if (selected && is_blank(p, *selected)) return std::nullopt;
    return selected ? shown_cell(p, l, *selected) : std::nullopt;
}

void stage_ui(Program& p, const Pen& pen, const Rect& area) {
    const Layout before = stage_layout(p, *pen.faces, area, camera(p));
    if (!press_breadcrumb(pen, p, before)) handle_pointer(p, before, area);
    else p.hover.reset();
    // A click may have chosen another head, or begun the flight to the map, which the next frame shows.
    const Camera from = p.state.view == View::map ? p.flight.from : camera(p);
    const Layout now = stage_layout(p, *pen.faces, area, from);
    Scene s{.pen = pen,
            .program = &p,
            .layout = now,
            .moment = moment_of(p),
            .focus = focus(p, now),
            .explained = {},
            .underway = {}};
    const Trace& trace = p.now.run.trace;
    if (s.focus) s.explained = explain(trace, *s.focus);
    else s.underway = underway(trace, s.moment, p.state.head - 1);
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
    draw_asked(s);
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

} // namespace attn
