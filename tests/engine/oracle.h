// Attention once more, in double precision, written from the formulas of Vaswani et al. 2017 and sharing no
// code with the engine: plain nested vectors, std::exp, std::sin, its own masks. The tests compare the two.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace oracle {

using Table = std::vector<std::vector<double>>; // [row][column]
using Flags = std::vector<std::vector<bool>>;   // [query][key], true = may attend

Table product(const Table& a, const Table& b); // A B
Table transposed(const Table& a);              // A^T
Table columns(const Table& a, int first, int count);
Table scaled(const Table& a, double factor);
Table masked(const Table& scores, const Flags& allowed); // -infinity where it is not allowed
Table exponentials(const Table& masked_scores);          // exp(score - largest of the row), 0 where -infinity
Table weights(const Table& masked_scores);               // softmax of each row; a row of -infinities gives zeros
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
    Table dropped{}; // after dropout
    Flags allowed{};
};
struct Run {
    Table q, k, v;
    std::vector<Head> head;
    Table concat, output;
};
Run attention(const Table& x, const Projections&, const Flags& allowed, int heads, double scale);

// Everything that attention can be asked for, as plain numbers.
struct Case {
    Table x, memory, memory_v;              // with projections; an empty memory is x, an empty memory_v memory
    Projections p;                          // an empty w_o leaves the contexts as they are
    std::vector<double> b_q, b_k, b_v, b_o; // empty: none
    std::vector<Table> q, k, v;             // or these, one table for each head; then x is empty
    int heads = 1, kv_heads = 1;
    std::optional<double> scale; // none: 1/sqrt(d_k)
    double softcap = 0;          // 0: none
    bool causal = false;
    int causal_offset = 0;
    int window = 0;                  // 0: none
    std::vector<bool> key_padding;   // empty: all keys are real
    std::vector<Flags> mask;         // none, one for all heads, or one for each
    std::vector<Table> bias;         // likewise
    std::vector<Flags> dropout_keep; // none, or one for each head
    double dropout_p = 0;
    Table d_output{}; // the gradient of the output, where gradients are asked for (oracle_gradients.h)
};
Run attention(const Case&);

// Its steps, each from ready inputs.
Table with_bias(const Table& rows, const std::vector<double>& bias); // every row plus `bias`; empty: as they are
Flags allowed(const Case&, std::size_t head, std::size_t queries, std::size_t keys);    // everything that masks
Table biased(const Case&, std::size_t head, const Table& scaled, const Flags& allowed); // soft cap, bias, mask
Table exponentials(const Table& scores, const Flags& allowed); // exp(score - largest allowed), else 0
Table weights(const Table& scores, const Flags& allowed);      // a row of -infinities gives zeros
Table dropped(const Case&, std::size_t head, const Table& weights);

} // namespace oracle
