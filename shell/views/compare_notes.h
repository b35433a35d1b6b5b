// The words and numbers beside the maps of a comparison.
#pragma once

#include "shell/draw/type.h"
#include "shell/layout/compare_layout.h"
#include "shell/program/compare.h"
#include "shell/program/program.h"

namespace attn {

// The digits of the place that is looked at, then what there is to say about the whole.
void draw_notes(const Program&, const Pen&, const CompareLayout&, const std::optional<Place>&);

// Every head with its measures.
void draw_table(const Program&, const Pen&, const CompareLayout&);

void draw_button(const Pen&, const Rect&, std::string_view words, bool chosen);

// The command of the one button beside the tabs; empty when there is nothing to press.
std::string_view button_command(const Program&);
std::string button_words(const Program&);

} // namespace attn
