// Animation as a function of time: which cell is known how far at which moment. No state.
#pragma once

#include "engine/stages/stage.h"

namespace attn {

// 0 before `from`, 1 after `to`, straight in between.
double ramp(double t, double from, double to);
// The same with a soft start and stop.
double ease(double t);

// A stage begins with the pieces gliding to their places; then the work is shown.
inline constexpr double kGlide = 0.14;
double glide(double time); // 0..1, eased
double work(double time);  // 0..1

// Rows take turns: first the row `lead`, of which a stage tells most, then the others from the top. What follows counts
// rows by their turn.
int turn_of(int row, int lead);
int row_at(int turn, int lead);

// The order in which a product is computed on screen: the first cell slowly, term by term; the rest of the
// first row faster; then the other rows sweep in. Returns how much of the cell is done: 0..1.
double product_reveal(double work, int row, int col, int rows, int cols);

// Whole rows of a result at once, for the weighted sum: slowly the first one, then the others.
double pour_reveal(double work, int row, int rows);

// A sum of two matrices: the words fall into the rows, each matrix appears behind them, then the first row is added
// up cell by cell and the others follow.
enum class SumPart { words, first, second, total };
double sum_reveal(double work, SumPart part, int row, int col, int rows, int cols);

// One pass over all cells: slowly the first one, then the rest of its row, then fast the other rows. 0..1 for each.
double sweep_reveal(double work, int row, int col, int rows, int cols);

// The cell (or for pour_reveal the row) that is being computed at this moment; row -1 when none is.
struct Active {
    int row = -1, col = -1;
};
Active product_active(double work, int rows, int cols);
Active pour_active(double work, int rows);

// Q, K and V are projected one after the other: the share of the work that belongs to each.
double third(double work, int which);

// Softmax in steps, each a sweep over the rows: find the row's maximum, subtract it, exponentiate, add up, divide. At
// last the bars that show the exponentials turn into cells again.
enum class SoftmaxStep { maximum, shift, exponential, total, divide, settle };
inline constexpr int kSoftmaxSteps = 6;
double softmax_reveal(double work, SoftmaxStep step, int row, int rows);
double softmax_end(SoftmaxStep step); // the work at which the step is done in every row

// Dropout: a die falls on each cell and decides; when many samples are averaged, that follows.
inline constexpr double kSampled = 0.7; // the share of the work that one sample takes when an average follows
double average_reveal(double work);

// The moment of a stage at which this share of its work is done.
double time_of(double work);

// A moment of the animation, and the query whose row comes first; -1: which that is, is left to the stage.
struct Moment {
    Stage stage{};
    double time = 0;
    int lead = -1;
};

// Where in the whole animation a moment lies, and back: 0 .. the number of stages that are offered.
double position(const Config&, Stage stage, double time);
Moment moment(const Config&, double position);

} // namespace attn
