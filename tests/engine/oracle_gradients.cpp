#include "oracle_gradients.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tape.h"

namespace oracle {

namespace {

std::vector<Grid> heads_of(const Grid& whole, int heads) {
    std::vector<Grid> out(static_cast<std::size_t>(heads), Grid(whole.size()));
    const std::size_t width = whole[0].size() / out.size();
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (std::size_t j = 0; j < whole[i].size(); ++j) out[j / width][i].push_back(whole[i][j]);
    return out;
}

// One query of one head: its scores and weights (a Number without a tape where masked) and its context.
struct Query {
    Row scores, weights, context;
};
Query attend(Tape& tape, const Case& c, std::size_t h, std::size_t i, const Row& q, const Grid& k, const Grid& v,
             const std::vector<bool>& allowed) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double scale = c.scale.value_or(1 / std::sqrt(static_cast<double>(q.size())));
    Query out{Row(k.size()), Row(k.size()), {}};
    Row logits(k.size());
    double largest = -infinity;
    for (std::size_t j = 0; j < k.size(); ++j) {
        if (!allowed[j]) continue;
        Number score = leaf(tape, 0);
        for (std::size_t m = 0; m < q.size(); ++m) score = score + q[m] * k[j][m];
        out.scores[j] = score;
        logits[j] = score * scale;
        if (c.softcap > 0) logits[j] = hyperbolic_tangent(logits[j] * (1 / c.softcap)) * c.softcap;
        if (!c.bias.empty()) logits[j] = logits[j] + c.bias[c.bias.size() == 1 ? 0 : h][i][j];
        largest = std::max(largest, logits[j].value);
    }
    Number total = leaf(tape, 0);
    Row exps(k.size());
    for (std::size_t j = 0; j < k.size(); ++j)
        if (allowed[j] && largest > -infinity) total = total + (exps[j] = exponential(logits[j] + -largest));
    for (std::size_t j = 0; j < k.size(); ++j)
        if (allowed[j]) out.weights[j] = largest > -infinity ? exps[j] / total : leaf(tape, 0);
    for (std::size_t column = 0; column < v[0].size(); ++column) {
        Number sum = leaf(tape, 0);
        for (std::size_t j = 0; j < k.size(); ++j) {
            if (!allowed[j]) continue;
            if (c.dropout_keep.empty()) sum = sum + out.weights[j] * v[j][column];
            else if (c.dropout_keep[h][i][j]) sum = sum + out.weights[j] * (1 / (1 - c.dropout_p)) * v[j][column];
        }
        out.context.push_back(sum);
    }
    return out;
}

Table values(const Grid& grid) {
    Table out;
    for (const Row& row : grid) {
        out.emplace_back();
        for (const Number& n : row) out.back().push_back(n.value);
    }
    return out;
}

} // namespace

Gradients gradients(const Case& c) {
    Tape tape;
    leaf(tape, 0); // entry 0 takes what flows to nothing
    const Grid x = leaves(tape, c.x), memory = leaves(tape, c.memory), memory_v = leaves(tape, c.memory_v);
    const Grid w_q = leaves(tape, c.p.w_q), w_k = leaves(tape, c.p.w_k), w_v = leaves(tape, c.p.w_v),
               w_o = leaves(tape, c.p.w_o);
    const Row b_q = leaves(tape, c.b_q), b_k = leaves(tape, c.b_k), b_v = leaves(tape, c.b_v),
              b_o = leaves(tape, c.b_o);
    std::vector<Grid> q = leaves(tape, c.q), k = leaves(tape, c.k), v = leaves(tape, c.v);
    if (!x.empty()) {
        const Grid& keys = memory.empty() ? x : memory;
        q = heads_of(projected(tape, x, w_q, b_q), c.heads);
        k = heads_of(projected(tape, keys, w_k, b_k), c.kv_heads);
        v = heads_of(projected(tape, memory_v.empty() ? keys : memory_v, w_v, b_v), c.kv_heads);
    }

    std::vector<Grid> scores, weights;
    Grid concat(q[0].size());
    for (std::size_t h = 0; h < q.size(); ++h) {
        const std::size_t shared = h / (q.size() / k.size());
        const Flags may = allowed(c, h, q[h].size(), k[shared].size());
        scores.emplace_back(), weights.emplace_back();
        for (std::size_t i = 0; i < q[h].size(); ++i) {
            const Query query = attend(tape, c, h, i, q[h][i], k[shared], v[shared], may[i]);
            scores.back().push_back(query.scores), weights.back().push_back(query.weights);
            concat[i].insert(concat[i].end(), query.context.begin(), query.context.end());
        }
    }
    Grid output = w_o.empty() ? concat : projected(tape, concat, w_o, b_o);
    if (w_o.empty() && !b_o.empty())
        for (Row& row : output)
            for (std::size_t j = 0; j < row.size(); ++j) row[j] = row[j] + b_o[j];

    const std::vector<double> all = backwards(tape, output, c.d_output);
    const Read read{all};
    return {.q = read.of(q),
            .k = read.of(k),
            .v = read.of(v),
            .scores = read.of(scores),
            .weights = read.of(weights),
            .x = read.of(x),
            .memory = read.of(memory),
            .memory_v = read.of(memory_v),
            .p = {read.of(w_q), read.of(w_k), read.of(w_v), read.of(w_o)},
            .b_q = read.of(b_q),
            .b_k = read.of(b_k),
            .b_v = read.of(b_v),
            .b_o = read.of(b_o),
            .output = values(output)};
}

} // namespace oracle
