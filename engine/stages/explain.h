// How any cell was computed, as data. The inspector, the highlights, the animation and the spoken text all
// read this, and a test evaluates it for every cell, so the picture cannot lie.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/run.h"
#include "stage.h"

namespace attn {

// One number in one matrix. `head` is 0 for tensors that are not per head.
struct Cell {
    Tensor tensor{};
    int head = 0;
    int row = 0, col = 0;
    bool operator==(const Cell&) const = default;
};

enum class Op : std::uint8_t {
    given,       // an input: a seeded embedding, a position, a projection, a mask, the numbers of dropout
    copy,        // a                      (split, concat)
    add,         // a + b                  (embedding + position; the output's bias without W_O)
    dot,         // sum over terms a b, then the bias as a term of its own (projections, scores, weighted sum, output)
    times,       // a * factor             (scale and temperature)
    cap,         // factor * tanh(a / factor)      (soft cap)
    mask,        // a, plus the additive bias, or -infinity. A last term shows the mask's own cell
    maximum,     // the largest of the terms' a    (softmax, first step)
    shift,       // a - the maximum of the terms' a         (second step)
    exponential, // exp(a)                                  (third step)
    total,       // sum of the terms' a in the order of row_total    (fourth step)
    share,       // a / total of the terms' a; 0 / 0 is 0   (and the last)
    threshold,   // 1 where a is at least factor, else 0    (whether dropout keeps)
    drop,        // a * factor where b is 1, else 0         (dropout)
    mean         // sum of the terms' a / their number      (a mistake: heads averaged)
};

// One operand pair. Op::dot, add and drop use both; elsewhere `b` stays at its default and is not read.
struct Term {
    Cell a_from;
    float a = 0;
    Cell b_from{};
    float b = 0;
    bool skipped = false; // the mask keeps this term out
    bool alone = false;   // the term is a by itself, not a b: a bias, or the mask's cell
};

struct Explanation {
    Cell cell;
    Op op = Op::given;
    std::vector<Term> terms{}; // in the order of summation
    float factor = 1;          // times: the scale. cap: the soft cap. shift: the row maximum. share: the row sum.
                               // threshold: p. drop: 1/(1-p)
    int own = 0;               // share, shift: which term is the cell's own
    bool masked = false;       // the cell itself is hidden by the mask
    float result = 0;          // the number in the matrix
};

// Precondition: `cell` lies inside matrix(trace, cell.tensor, cell.head).
Explanation explain(const Trace&, const Cell&);

// Recomputes the result from the terms alone, in the engine's order: the same bits as `result`.
float evaluate(const Explanation&);

// What one term adds to a sum: a b, a when it is alone, or 0 when it is skipped.
float contribution(const Term&);

// Whether a cell is the sum of the same cells of a and b: a number that was set by hand is in place of one.
bool is_sum(const Trace&, const Cell&, Tensor a, Tensor b);

bool contains(const Trace&, const Cell&);

// Which matrix of inputs a tensor is, if its numbers can be set by hand; and the number that a cell was set to.
std::optional<Editable> editable(Tensor);
const Edited* edited(const Run&, const Cell&);

} // namespace attn
