// What is in words above and below the matrices: the formula and the sentence.
#include <algorithm>
#include <string>

#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "matrix_texture.h"
#include "scene.h"
#include "shell/draw/formula.h"
#include "shell/draw/whole_formula.h"
#include "shell/layout/regions.h"
#include "shell/program/ask.h"
#include "shell/program/narration.h"

namespace attn {

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

bool dotted(const Layout& l) {
    const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
    return std::any_of(l.panels.begin(), l.panels.end(), [&](const Panel& p) { return shares_pixels(p, ratio); });
}

// Whether the cell that is asked for is on screen, and not another number in its place.
bool shows_asked(const Scene& s) {
    const auto cell = asked_cell(*s.program);
    return cell && cell_place(s.layout, *cell);
}

} // namespace

void draw_sentence(const Scene& s) {
    const Program& p = *s.program;
    std::string words = s.focus ? sentence(words_of(p), p.now.run, *s.focus) : caption(p);
    if (words.empty() && shows_asked(s)) words = asked_sentence(p);
    const bool says = !words.empty();
    if (!says && s.pen.canvas.recorder) return; // nobody can point at a file
    if (!says)
        words = text(words_of(p), dotted(s.layout) ? pointed(p, "figure.dots", "figure.dots_touch")
                                                   : pointed(p, "figure.hint", "figure.hint_touch"));
    const Color color = says ? s.pen.theme->ink : s.pen.theme->muted;
    const Rect& r = s.layout.sentence;
    if (r.h <= 0) return;
    ImFont* face = s.pen.faces->text;
    if (text_width(face, kBody + 1, words) <= r.w)
        draw_text(s.pen, face, kBody + 1, r.x, r.y + kSentenceHeight / 2, words, color);
    else draw_paragraph(s.pen, face, fitting_size(face, kBody, r, words), r, words, color);
}

} // namespace attn
