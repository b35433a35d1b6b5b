// How any cell was computed, as data. The inspector, the highlights, the animation and the spoken text all
// read this, and a test evaluates it for every cell, so the picture cannot lie.
#pragma once

#include <cstdint>
#include <vector>

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
    given,        // an input: a seeded embedding, a position, a projection
    copy,         // a                      (split, concat)
    add,          // a + b                  (embedding + position)
    dot,          // sum over terms a b     (projections, scores, weighted sum, output)
    times,        // a * factor             (scale)
    mask,         // a, or -infinity
    exponential,  // exp(a - row maximum)
    share         // a / sum of the terms' a (softmax's last step; the terms are the row of exps)
};

// One operand pair. For Op::dot both are used; elsewhere `b` stays at its default and is not read.
struct Term {
    Cell a_from;
    float a = 0;
    Cell b_from{};
    float b = 0;
    bool skipped = false; // the mask keeps this term out of the sum
};

struct Explanation {
    Cell cell;
    Op op = Op::given;
    std::vector<Term> terms{}; // in the order of summation
    float factor = 1;        // times: the scale. exponential: the row maximum. share: the row sum
    int own = 0;             // share, exponential: which term is the cell's own column
    bool masked = false;     // the cell itself is hidden by the mask
    float result = 0;        // the number in the matrix
};

// Precondition: `cell` lies inside matrix(trace, cell.tensor, cell.head).
Explanation explain(const Trace&, const Cell&);

// Recomputes the result from the terms alone, in the engine's order: the same bits as `result`.
float evaluate(const Explanation&);

// What one term adds to a dot product: a b, or 0 when it is skipped.
float contribution(const Term&);

bool contains(const Trace&, const Cell&);

} // namespace attn
