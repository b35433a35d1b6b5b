#include "oracle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace oracle {

Table product(const Table& a, const Table& b) {
    Table out(a.size(), std::vector<double>(b[0].size(), 0.0));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t m = 0; m < b.size(); ++m)
            for (std::size_t j = 0; j < b[0].size(); ++j) out[i][j] += a[i][m] * b[m][j];
    return out;
}

Table transposed(const Table& a) {
    Table out(a[0].size(), std::vector<double>(a.size()));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < a[0].size(); ++j) out[j][i] = a[i][j];
    return out;
}

Table columns(const Table& a, int first, int count) {
    Table out;
    for (const auto& row : a) out.emplace_back(row.begin() + first, row.begin() + first + count);
    return out;
}

Table scaled(const Table& a, double factor) {
    Table out = a;
    for (auto& row : out)
        for (double& value : row) value *= factor;
    return out;
}

Table masked(const Table& scores, const Flags& allowed) {
    Table out = scores;
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t j = 0; j < out[i].size(); ++j)
            if (!allowed[i][j]) out[i][j] = -std::numeric_limits<double>::infinity();
    return out;
}

Table exponentials(const Table& masked_scores) {
    Table out = masked_scores;
    for (auto& row : out) {
        const double most = *std::max_element(row.begin(), row.end());
        for (double& value : row) value = std::isinf(value) ? 0.0 : std::exp(value - most);
    }
    return out;
}

Table weights(const Table& masked_scores) {
    Table out = exponentials(masked_scores);
    for (auto& row : out) {
        double total = 0.0;
        for (const double value : row) total += value;
        for (double& value : row) value = total > 0.0 ? value / total : 0.0;
    }
    return out;
}

Table weighted_sum(const Table& weights, const Table& values, const Flags& allowed) {
    Table out(weights.size(), std::vector<double>(values[0].size(), 0.0));
    for (std::size_t i = 0; i < weights.size(); ++i)
        for (std::size_t j = 0; j < values.size(); ++j)
            for (std::size_t c = 0; c < values[0].size(); ++c)
                if (allowed[i][j]) out[i][c] += weights[i][j] * values[j][c];
    return out;
}

Table side_by_side(const std::vector<Table>& blocks) {
    Table out(blocks[0].size());
    for (const Table& block : blocks)
        for (std::size_t i = 0; i < block.size(); ++i) out[i].insert(out[i].end(), block[i].begin(), block[i].end());
    return out;
}

Table positions(int tokens, int d_model) {
    Table out(static_cast<std::size_t>(tokens), std::vector<double>(static_cast<std::size_t>(d_model)));
    for (int t = 0; t < tokens; ++t)
        for (int i = 0; 2 * i < d_model; ++i) {
            const double angle = t / std::pow(10000.0, 2.0 * i / d_model);
            out[static_cast<std::size_t>(t)][static_cast<std::size_t>(2 * i)] = std::sin(angle);
            if (2 * i + 1 < d_model)
                out[static_cast<std::size_t>(t)][static_cast<std::size_t>(2 * i + 1)] = std::cos(angle);
        }
    return out;
}

Flags allowed(int real, int padding, bool causal, bool hide_padding) {
    const int count = real + padding;
    Flags out(static_cast<std::size_t>(count), std::vector<bool>(static_cast<std::size_t>(count), true));
    for (int i = 0; i < count; ++i)
        for (int j = 0; j < count; ++j) {
            const bool later = j > i, filler = j >= real;
            if ((causal && later) || (hide_padding && filler))
                out[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = false;
        }
    return out;
}

Run attention(const Table& x, const Projections& p, const Flags& allowed, int heads, double scale) {
    Run run{product(x, p.w_q), product(x, p.w_k), product(x, p.w_v), {}, {}, {}};
    const int d_k = static_cast<int>(p.w_q[0].size()) / heads, d_v = static_cast<int>(p.w_v[0].size()) / heads;
    std::vector<Table> contexts;
    for (int h = 0; h < heads; ++h) {
        Head head;
        head.q = columns(run.q, h * d_k, d_k);
        head.k = columns(run.k, h * d_k, d_k);
        head.v = columns(run.v, h * d_v, d_v);
        head.scores = product(head.q, transposed(head.k));
        head.scaled = scaled(head.scores, scale);
        head.masked = masked(head.scaled, allowed);
        head.exps = exponentials(head.masked);
        head.weights = weights(head.masked);
        head.context = weighted_sum(head.weights, head.v, allowed);
        contexts.push_back(head.context);
        run.head.push_back(head);
    }
    run.concat = side_by_side(contexts);
    run.output = product(run.concat, p.w_o);
    return run;
}

} // namespace oracle
