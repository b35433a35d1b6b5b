#include <algorithm>
#include <array>

#include "engine/formats/number.h"
#include "engine/run/remarks.h"
#include "engine/stages/cell_formula.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "engine/words/text.h"
#include "geometry.h"
#include "inspector_parts.h"
#include "shell/draw/formula.h"
#include "shell/layout/timeline.h"

namespace attn {

void heading(Inspector& c, std::string_view words, const Color& color) {
    float size = kTitleSize;
    while (size > kBody && text_width(c.bold_face(), size, words) > c.area.w) --size;
    if (text_width(c.bold_face(), size, words) > c.area.w)
        return set_paragraph(c, c.bold_face(), size, words, color, 4); // in two lines
    draw_text(c.pen, c.bold_face(), size, c.area.x, c.area.y + 10, words, color);
    c.skip(27);
}

namespace {

// What dropout decides, and how near the average over many samples comes to the weights.
void explain_dice(Inspector& c) {
    const Trace& t = c.s.program->now.run.trace;
    if (!has(t, Tensor::dropped)) return;
    paragraph(
        c,
        text(c.words(), "figure.dice",
             {{"p", set_text(static_cast<float>(t.options.dropout_p))}, {"factor", factor_text(t.dropout_factor)}}),
        c.theme().ink);
    if (!has(t, Tensor::averaged)) return;
    const Head& head = t.head(c.s.program->state.head - 1);
    const auto off = [&](const Matrix& m) { return (m - head.softmax.weights).cwiseAbs().mean(); };
    paragraph(c,
              text(c.words(), "figure.average",
                   {{"draws", std::to_string(t.dropout_samples)},
                    {"distance", fixed(off(head.averaged), 3)},
                    {"once", fixed(off(head.dropped), 3)}}),
              c.theme().ink);
}

// Softmax has five steps; the one that is running is emphasised. Where there is no room for all, only that one is listed.
void list_steps(Inspector& c) {
    const double w = work(c.s.program->state.time);
    const int rows = static_cast<int>(c.s.program->now.run.trace.queries());
    const bool down = c.s.program->now.run.trace.options.mistakes.softmax_over_queries;
    const std::array steps{down ? "figure.step_max_column" : "figure.step_max", "figure.step_shift", "figure.step_exp",
                           down ? "figure.step_sum_column" : "figure.step_sum", "figure.step_share"};
    const bool all = c.room(kLine * static_cast<float>(steps.size()));
    for (std::size_t i = 0; i < steps.size() && c.room(kLine); ++i) {
        const auto step = static_cast<SoftmaxStep>(i);
        const bool begun = softmax_reveal(w, step, 0, rows) > 0, ended = softmax_reveal(w, step, rows - 1, rows) >= 1;
        const bool now = begun && !ended;
        if (!all && !now) continue;
        draw_text(c.pen, now ? c.bold_face() : c.text_face(), kBody, c.area.x, c.area.y + kLine / 2,
                  text(c.words(), steps[i]),
                  now     ? c.theme().accent
                  : begun ? c.theme().ink
                          : c.theme().muted);
        c.skip(kLine);
        if (!all) return; // the first of those that run
    }
    c.skip(4);
}

// How far the scores spread, unless the corner of the stage says it.
void show_spread(Inspector& c) {
    if (spread_fits(spread_corner(c.s))) return;
    const Rect room{c.area.x, c.area.y, c.area.w, std::min(c.area.h, 150.0f)};
    if (spread_fits(room)) return draw_spread(c.s, room), c.skip(room.h + 6);
    const auto [before, after] = deviations(c.s.program->now.run.trace, c.s.program->state.head - 1);
    paragraph(c, text(c.words(), "figure.deviations", {{"before", fixed(before, 2)}, {"after", fixed(after, 2)}}),
              c.theme().ink, kSmall);
}

// Which mistakes the run makes, and what those do that break this stage. Whether there are such: then the usual words
// are not true.
bool broken_lines(Inspector& c, const StageInfo& stage) {
    bool broken = false;
    for (const MistakeInfo* m : made_mistakes(c.s.program->state.config)) {
        const bool here = m->breaks(stage.key);
        set_paragraph(c, here ? c.bold_face() : c.text_face(), here ? kBody : kSmall,
                      text(c.words(), "mistake.made", {{"name", mistake_title(c.words(), *m)}}), c.theme().wrong,
                      here ? 4 : 8);
        if (here) paragraph(c, mistake_breaks(c.words(), *m), c.theme().ink);
        broken |= here;
    }
    return broken;
}

} // namespace

void explain_stage(Inspector& c) {
    const StageInfo& stage = info(c.s.program->state.stage);
    const Config& config = c.s.program->state.config;
    heading(c, stage_title(c.words(), stage.id), c.theme().ink);
    const Trace& trace = c.s.program->now.run.trace;
    const bool projects = has(trace, Tensor::w_o) && !trace.options.mistakes.no_w_o;
    const bool broken = broken_lines(c, stage);
    if (const std::string formula = stage_formula(trace, stage.id); !formula.empty()) typeset_in(c, formula);
    if (!broken) paragraph(c, stage_does(c.words(), c.s.program->now.run, stage.id), c.theme().muted);
    if (stage.id == Stage::scores || stage.id == Stage::weighted_sum) draw_stage_geometry(c);
    // What there is to try, once everything is there.
    const Program& p = *c.s.program;
    const bool pencil = p.state.pencil;
    const bool done = c.s.program->state.time >= 1 && !c.s.program->state.readonly;
    const char* names = stage.id == Stage::tokens               ? "X"
                        : stage.id == Stage::project            ? "X,W_Q,W_K,W_V"
                        : stage.id == Stage::output && projects ? "W_O"
                                                                : nullptr;
    if (done && names)
        paragraph(c,
                  text(c.words(), pencil ? "figure.try_drag" : pointed(p, "figure.try_drag", "figure.try_drag_touch"),
                       {{"names", names, Filling::as_choice}}),
                  c.theme().muted);
    if (done && stage.id == Stage::mask)
        paragraph(
            c, text(c.words(), pencil ? "figure.can_paint" : pointed(p, "figure.can_paint", "figure.can_paint_touch")),
            c.theme().muted);
    if (stage.id == Stage::split)
        typeset_in(c, "d_{\\text{model}} = " + std::to_string(trace.q.cols()) + " = " + std::to_string(trace.heads) +
                          " \\times " + std::to_string(trace.d_k));
    if (stage.id == Stage::dropout) explain_dice(c);
    if (stage.id == Stage::softmax) list_steps(c);
    if (stage.id == Stage::scale) show_spread(c);
    paragraph(c, origin(c.words(), config), c.theme().muted, kSmall);
}

} // namespace attn
