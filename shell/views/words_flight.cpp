// Between the words and the stage softmax: the arcs fold, the words glide into the row of the query, and around it the
// grid fills. A function of how far the flight is, both ways.
#include <algorithm>

#include "breadcrumb.h"
#include "engine/stages/describe.h"
#include "inspector.h"
#include "shell/layout/timeline.h"
#include "shell/program/playback.h"
#include "shell/program/words.h"
#include "shell/scene/scene.h"
#include "stage_view.h"
#include "words_picture.h"
#include "words_view.h"

namespace attn {

void words_flight_ui(Program& p, const Pen& pen, const Rect& area) {
    p.hover.reset();
    const bool in = p.state.view == View::stage;
    const double done = ease(p.flight.done), t = in ? done : 1 - done;
    const Layout stage = stage_layout(p, *pen.faces, area, {});
    const WordsLayout words = words_on(p, *pen.faces, area);
    const auto folded = static_cast<float>(ramp(t, 0, 0.25)), moved = static_cast<float>(ease(ramp(t, 0.2, 0.7)));
    const auto filled = static_cast<float>(ramp(t, 0.6, 1));
    const Theme& colors = *pen.theme;
    const auto veil = [&](const Rect& r, float share) {
        if (r.w > 0 && share > 0) pen.canvas.fill(r, faded(colors.paper, share));
    };
    if (filled > 0) {
        Scene s{.pen = pen,
                .program = &p,
                .layout = stage,
                .moment = moment_of(p),
                .focus = {},
                .explained = {},
                .underway = {}};
        draw_formula_bar(s);
        draw_heads(s);
        for (const Panel& panel : stage.panels) draw_panel(s, panel);
        for (const Panel& panel : stage.panels) draw_labels(s, panel);
        draw_row_sums(s);
        draw_legend(s);
        draw_breadcrumb(pen, p, stage);
        draw_inspector(s, stage.inspector);
        veil(area, 1 - filled);
    }
    if (folded < 1) {
        draw_arcs(p, pen, words);
        draw_word_heads(p, pen, words);
        draw_words_told(p, pen, words);
        veil(area, folded);
    }
    // The words themselves.
    const int query = query_of(p), head = p.state.head - 1;
    const float gone = filled; // their names give way to those of the grid
    for (const WordPlace& w : words.answers()) {
        if (w.item.folded > 0) continue;
        const auto cell = cell_place(stage, {Tensor::weights, head, query, w.item.token});
        if (!cell) continue;
        const Rect r = mix(w.box, *cell, moved);
        const bool masked = is_masked(p.now.run.trace, Tensor::weights, head, query, w.item.token);
        const Color ground = masked
                                 ? colors.masked
                                 : mix(word_ground(p, pen, w.item.token),
                                       cell_color(colors, Range::zero_to_one,
                                                  p.now.run.trace.head(head).softmax.weights(query, w.item.token), 1),
                                       moved);
        pen.canvas.fill(r, faded(ground, 1 - gone), 4);
        const std::string name = col_label(p.now.run.trace, Tensor::weights, w.item.token);
        const float size = words.size + (kDigits - words.size) * moved;
        const Color ink = faded(digit_ink(ground), (1 - gone) * (1 - 0.9f * moved));
        draw_text(pen, pen.faces->text, size, r.mid_x(), r.mid_y(), name, ink, Align::center);
        const std::string digits = value_text(p.now.run, {Tensor::weights, head, query, w.item.token});
        if (moved > 0.5f && !masked && text_width(pen.faces->text, kDigits, digits) < r.w)
            draw_text(pen, pen.faces->text, kDigits, r.mid_x(), r.mid_y(), digits,
                      faded(digit_ink(ground), (2 * moved - 1) * (1 - gone)), Align::center);
    }
}

} // namespace attn
