#include "flight.h"

#include <algorithm>

#include "breadcrumb.h"
#include "inspector.h"
#include "map.h"
#include "shell/layout/map_cell_state.h"
#include "shell/layout/timeline.h"
#include "shell/program/playback.h"
#include "shell/scene/scene.h"
#include "stage_view.h"

namespace attn {

namespace {

// Where `r` comes to lie when `from` comes to lie on `to`.
Rect carried(const Rect& r, const Rect& from, const Rect& to) {
    const float across = to.w / from.w, down = to.h / from.h;
    return {to.x + (r.x - from.x) * across, to.y + (r.y - from.y) * down, r.w * across, r.h * down};
}

} // namespace

Crossing crossing(const MapLayout& map, const Layout& stage, const Dims& d, float t) {
    // The stage's result leads; whatever has no place in the other picture moves along with it.
    Rect there = map.picture.stage, here = stage.stage;
    for (const Panel& p : stage.panels)
        if (const auto home = map_home(map, p, d)) there = *home, here = p.area;
    const Rect now = mix(there, here, t);
    Crossing c;
    for (Panel p : map.picture.panels) {
        p.area = carried(p.area, there, now);
        p.alpha = static_cast<float>(1 - ramp(t, 0, 0.8));
        c.of_map.push_back(p);
    }
    for (Panel p : stage.panels) {
        const auto home = map_home(map, p, d);
        if (t < 1) p.area = home ? mix(*home, p.area, t) : carried(p.area, here, now);
        if (!home) p.alpha *= t;
        c.of_stage.push_back(p);
    }
    return c;
}

void flight_ui(Program& p, const Pen& pen, const Rect& area) {
    p.hover.reset();
    const bool in = p.state.view == View::stage;
    const auto t = static_cast<float>(in ? ease(p.flight.done) : 1 - ease(p.flight.done));
    const Layout stage = stage_layout(p, *pen.faces, area, in ? p.state.camera : p.flight.from);
    const Camera from_map = in ? p.flight.from : p.state.camera;
    const MapLayout map = seen(from_map, plain_map(p, *pen.faces, area));
    const Crossing c = crossing(map, stage, dims(p.now.run.trace), t);
    Scene s{.pen = pen,
            .program = &p,
            .layout = stage,
            .moment = moment_of(p),
            .focus = {},
            .explained = {},
            .underway = {}};
    Scene m = s;
    m.layout = map.picture;
    m.state_of = map_cell_state;
    // What only one of the two pictures has fades: that of the map first, and that of the stage at the end.
    const auto early = static_cast<float>(ramp(t, 0, 0.3)), late = static_cast<float>(ramp(t, 0.55, 1));
    const auto veil = [&](const Rect& r, float share) { pen.canvas.fill(r.inset(-6), faded(pen.theme->paper, share)); };
    if (late > 0) {
        draw_heads(s);
        draw_row_sums(s);
        draw_sentence(s);
        draw_legend(s);
        for (const Rect& r : {stage.heads, stage.badges, stage.sentence, stage.legend}) veil(r, 1 - late);
        draw_inspector(s, stage.inspector);
        draw_breadcrumb(pen, p, stage);
        for (const Rect& r : {stage.inspector, stage.crumb}) veil(r, 1 - late);
    }
    if (early < 1) {
        draw_ways(m, map);
        draw_around(m, map, from_map);
        for (const Rect& r : {map.picture.stage, map.picture.sentence, map.picture.legend, map.zoom}) veil(r, early);
    }
    draw_formula_bar(t > 0.5f ? s : m);
    const float top = map.picture.stage.y;
    pen.canvas.clip({area.x, top, area.w, area.bottom() - top});
    for (const Panel& panel : c.of_map)
        if (panel.alpha > 0) draw_panel(m, panel);
    for (const Panel& panel : c.of_stage) draw_panel(s, panel);
    for (Panel panel : c.of_stage) {
        panel.alpha *= late;
        if (late > 0) draw_labels(s, panel);
    }
    pen.canvas.unclip();
}

} // namespace attn
