// Attention once more, in double precision, written from the formulas of Vaswani et al. 2017 and sharing no
// code with the engine: plain nested vectors, std::exp, std::sin, its own masks. The tests compare the two.
#pragma once

#include <vector>

namespace oracle {

using Table = std::vector<std::vector<double>>; // [row][column]
using Flags = std::vector<std::vector<bool>>;   // [query][key], true = may attend

Table product(const Table& a, const Table& b);    // A B
Table transposed(const Table& a);                 // A^T
Table columns(const Table& a, int first, int count);
Table scaled(const Table& a, double factor);
Table masked(const Table& scores, const Flags& allowed); // -infinity where it is not allowed
Table exponentials(const Table& masked_scores);   // exp(score - largest of the row), 0 where -infinity
Table weights(const Table& masked_scores);        // softmax of each row; a row of -infinities gives zeros
Table weighted_sum(const Table& weights, const Table& values, const Flags& allowed);
Table side_by_side(const std::vector<Table>& blocks);

// P(t, 2i) = sin(t / 10000^(2i/E)), P(t, 2i + 1) = cos(t / 10000^(2i/E))
Table positions(int tokens, int d_model);

// From the sentence's real tokens followed by padding.
Flags allowed(int real, int padding, bool causal, bool hide_padding);

struct Projections {
    Table w_q, w_k, w_v, w_o;
};
struct Head {
    Table q, k, v, scores, scaled, masked, exps, weights, context;
};
struct Run {
    Table q, k, v;
    std::vector<Head> head;
    Table concat, output;
};
Run attention(const Table& x, const Projections&, const Flags& allowed, int heads, double scale);

} // namespace oracle
