// Multi-head scaled dot-product attention (Vaswani et al. 2017, "Attention Is All You Need", section 3.2),
// keeping every intermediate matrix.
#pragma once

#include <optional>
#include <vector>

#include "config.h"
#include "matrix.h"
#include "model.h"
#include "ops.h"
#include "tokens.h"

namespace attn {

// One head's way from its columns of Q, K and V to its context.
struct Head {
    Matrix q, k;    // [T, d_k], [S, d_k]
    Matrix v;       // [S, d_v]
    Matrix scores;  // [T, S] q k^T
    Matrix scaled;  // [T, S] scores / sqrt(d_k)
    Matrix masked;  // [T, S] scaled, -infinity where masked
    Softmax softmax; // row_max, exps, row_sum and weights, each over the keys
    Matrix context; // [T, d_v] weights v
};

struct Trace {
    std::vector<Token> tokens;  // T
    Model model;                // the projections that were used
    int heads = 1;              // H
    int d_k = 1, d_v = 1;       // width of one head
    float scale = 1;            // what scores are multiplied by
    Matrix embedding, position; // [T, E]; empty when x was given directly
    Matrix x;                   // [T, E] embedding + position
    Matrix q, k;                // [T, H d_k]
    Matrix v;                   // [T, H d_v]
    Mask allowed;               // [T, S]
    std::vector<Head> head;     // H
    Matrix concat;              // [T, H d_v] the heads' contexts side by side
    Matrix output;              // [T, E]
};

struct Options {
    int heads = 1;              // must divide the width of the projections
    std::optional<float> scale; // default 1/sqrt(d_k)
};

// Attention of the rows of x on each other. `allowed` is [T, T]. Shapes must fit (asserted).
Trace attend(const Matrix& x, const Model&, const Mask& allowed, const Options&);

// The whole way from a sentence to the output. `config` must have no problem().
Trace run(const Config&, const Model&);

} // namespace attn
