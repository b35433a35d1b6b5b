// The view "words": the sentence in large type, arcs from the word that asks to those it looks at.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/words_layout.h"
#include "shell/program/program.h"

namespace attn {

WordsLayout words_on(const Program&, const Faces&, const Rect& area);

// Draws the view and reads the pointer: a word that is pressed asks from then on, an arc or its digits lead to its cell
// of the stage softmax, a small picture chooses its head.
void words_ui(Program&, const Pen&, const Rect& area);

// In words_flight.cpp: the way between the words and the stage softmax: the arcs fold, the words become the row of the query.
void words_flight_ui(Program&, const Pen&, const Rect& area);

// Where a weight is drawn: its word.
std::optional<Rect> word_place(const Program&, const Faces&, const Rect& area, const Cell&);

} // namespace attn
