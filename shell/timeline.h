// Animation as a function of time: which cell is known how far at which moment. No state.
#pragma once

#include "engine/stage.h"

namespace attn {

// 0 before `from`, 1 after `to`, straight in between.
double ramp(double t, double from, double to);
// The same with a soft start and stop.
double ease(double t);

// A stage begins with the pieces gliding to their places; then the work is shown.
inline constexpr double kGlide = 0.14;
double glide(double time); // 0..1, eased
double work(double time);  // 0..1

// The order in which a product is computed on screen: the first cell slowly, term by term; the rest of the
// first row faster; then the other rows sweep in. Returns how much of the cell is done: 0..1.
double product_reveal(double work, int row, int col, int rows, int cols);

// Whole rows of a result at once, term by term along the first row: for the weighted sum.
double pour_reveal(double work, int row, int rows);

// One pass over all cells, row by row: 0..1 for each.
double sweep_reveal(double work, int row, int col, int rows, int cols);

// The cell (or for pour_reveal the row) that is being computed at this moment; row -1 when none is.
struct Active {
    int row = -1, col = -1;
};
Active product_active(double work, int rows, int cols);
Active pour_active(double work, int rows);

// Q, K and V are projected one after the other: the share of the work that belongs to each.
double third(double work, int which);

// Softmax in three steps; each is a sweep over the rows.
enum class SoftmaxStep { maximum, exponential, divide };
double softmax_reveal(double work, SoftmaxStep step, int row, int rows);

// Where in the whole animation a moment lies, and back: 0 .. the number of stages that are offered.
double position(const Config&, Stage stage, double time);
struct Moment {
    Stage stage{};
    double time = 0;
};
Moment moment(const Config&, double position);

} // namespace attn
