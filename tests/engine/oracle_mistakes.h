// Attention with everything a configuration can ask for, mistakes included, once more and apart: one number at a
// time from its definition, in double precision, without the engine's code and without the other oracle's.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace oracle {

struct Wrong {
    using Rows = std::vector<std::vector<double>>;

    Rows x, memory;                         // memory empty: self-attention
    Rows w_q, w_k, w_v, w_o;                // [in][out]
    std::vector<double> b_q, b_k, b_v, b_o; // empty: none
    int heads = 1, kv_heads = 1;
    double scale = 1, temperature = 1, softcap = 0;
    bool causal = false;
    int offset = 0, window = 0;
    std::vector<bool> padding;                        // true = real; by key, or by query for the mistake; empty: none
    std::vector<std::vector<bool>> open;              // [T][S] true = may attend; empty: none
    std::vector<std::vector<std::vector<bool>>> keep; // [H][T][S]; empty: no dropout
    double p = 0;
    std::set<std::string> mistakes; // keys as in links
};

struct WrongRun {
    std::vector<Wrong::Rows> masked, weights, dropped, context; // [H]; dropped is weights without dropout
    Wrong::Rows concat, output;
};
WrongRun run(const Wrong&);

} // namespace oracle
