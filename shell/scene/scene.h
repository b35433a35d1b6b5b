// The pictures of a stage. Everything here reads (program, layout) and draws; nothing is remembered. Cells are drawn in
// panel.cpp, names in names.cpp, outlines in marks.cpp, what moves in moves.cpp, strip and legends in margin.cpp, the
// formula and the sentence in bands.cpp, the histogram in spread.cpp.
#pragma once

#include <array>

#include "shell/draw/type.h"
#include "shell/layout/reveal.h"
#include "shell/program/program.h"

namespace attn {

struct Scene {
    using StateOf = CellState (*)(const Trace&, const Moment&, const Panel&, int row, int col);
    Pen pen;
    const Program* program = nullptr;
    Layout layout;
    Moment moment;
    std::optional<Cell> focus;            // the cell whose sources are lit
    std::optional<Explanation> explained; // of focus
    std::optional<Underway> underway;     // what is being computed, when nothing else has the focus
    StateOf state_of = cell_state;        // what each cell shows

    CellState state(const Panel& p, int row, int col) const {
        return state_of(program->now.run.trace, moment, p, row, col);
    }
    // Of the cell that comes first.
    CellState first_state(const Panel& p) const {
        const bool led = info(p.tensor).rows == Axis::query;
        return state(p, led ? lead_row(program->now.run.trace, moment) : 0, p.first_col);
    }
};

// The number a cell shows: the matrix's, or the sum so far while it is being computed.
float shown_value(const Scene&, const Panel&, const CellState&, int row, int col);

void draw_formula_bar(const Scene&);          // the whole of attention, the term of the stage lit
void draw_sentence(const Scene&);             // what is looked at, in words
void draw_panel(const Scene&, const Panel&);  // cells
void draw_labels(const Scene&, const Panel&); // token names and the symbol
void draw_sources(const Scene&);              // outlines around what the focus cell is made of
void draw_influence(const Scene&);            // quieter ones around what it feeds
void draw_pour(const Scene&);                 // the value row on its way into the weighted sum
void draw_heads(const Scene&);                // the strip of small multiples
void draw_row_maxima(const Scene&);           // rings around what softmax subtracts

// A cell as a bar of `share` of its height, and digits on it whose ink changes where the bar ends.
void draw_bar(const Scene&, const Rect& cell, const Color& ground, const Color& bar, float share, float alpha,
              float round);
void draw_over_bar(const Scene&, const Rect& cell, float share, const Color& ground, const Color& bar, float size,
                   const std::string& digits, float alpha);
// The die of dropout on its way to a cell, with the number it shows.
void draw_die(const Scene&, const Rect& cell, float uniform, bool keeps, double fallen, double gone);

// Where a cell is on screen. Cells of the grid share one place, whichever of its numbers it shows; a head's columns
// are also columns of the whole matrix.
std::optional<Rect> place(const Scene&, const Cell&);

void draw_row_sums(const Scene&); // badges at the right of the weights
// Histogram of the scores before and after scaling, and the standard deviations under it: in the corner of the stage,
// where K^T is named beside it, or where that is too small among the explanations.
void draw_spread(const Scene&, const Rect& area);
bool spread_fits(const Rect& area);
Rect spread_corner(const Scene&); // empty in other stages
std::array<double, 2> deviations(const Trace&, int head);
void draw_legend(const Scene&); // what the colours mean

} // namespace attn
