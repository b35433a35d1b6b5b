// How the view "words" is drawn: words shaded by their weights, arcs as thick as these, and small pictures of the heads.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/words_layout.h"
#include "shell/program/program.h"

namespace attn {

// How thick the arc of a weight is, in pixels.
float arc_thickness(const WordsLayout&, float weight);
// Weights below this have no arc: it would be thinner than a hair.
inline constexpr float kFaintest = 0.004f;

void draw_arcs(const Program&, const Pen&, const WordsLayout&);
void draw_words(const Program&, const Pen&, const WordsLayout&);
void draw_word_heads(const Program&, const Pen&, const WordsLayout&);
void draw_words_told(const Program&, const Pen&, const WordsLayout&);

// The ground of a word: the colour that its weight has in every cell.
Color word_ground(const Program&, const Pen&, int key);

} // namespace attn
