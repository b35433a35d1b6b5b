#include "oracle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
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

Table with_bias(const Table& rows, const std::vector<double>& bias) {
    Table out = rows;
    if (!bias.empty())
        for (auto& row : out)
            for (std::size_t j = 0; j < row.size(); ++j) row[j] += bias[j];
    return out;
}

namespace {

// A list has one entry for all heads, or one for each.
template <class Item> const Item& of_head(const std::vector<Item>& list, std::size_t head) {
    return list.size() == 1 ? list[0] : list[head];
}

// Whether query i may see key j: no rule forbids it.
bool may_attend(const Case& c, std::size_t head, int i, int j) {
    const auto row = static_cast<std::size_t>(i), col = static_cast<std::size_t>(j);
    const int apart = i + c.causal_offset - j; // how far the key lies before the query
    if (c.causal && apart < 0) return false;
    if (c.window > 0 && std::abs(apart) >= c.window) return false;
    if (!c.key_padding.empty() && !c.key_padding[col]) return false;
    if (!c.mask.empty() && !of_head(c.mask, head)[row][col]) return false;
    return c.bias.empty() || of_head(c.bias, head)[row][col] != -std::numeric_limits<double>::infinity();
}

} // namespace

Flags allowed(const Case& c, std::size_t head, std::size_t queries, std::size_t keys) {
    Flags out(queries, std::vector<bool>(keys));
    for (std::size_t i = 0; i < queries; ++i)
        for (std::size_t j = 0; j < keys; ++j)
            out[i][j] = may_attend(c, head, static_cast<int>(i), static_cast<int>(j));
    return out;
}

Table biased(const Case& c, std::size_t head, const Table& scaled, const Flags& allowed) {
    Table out = scaled;
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t j = 0; j < out[i].size(); ++j) {
            if (c.softcap > 0) out[i][j] = c.softcap * std::tanh(out[i][j] / c.softcap);
            if (!c.bias.empty()) out[i][j] += of_head(c.bias, head)[i][j];
        }
    return masked(out, allowed);
}

Table exponentials(const Table& scores, const Flags& allowed) {
    Table out(scores.size(), std::vector<double>(scores[0].size(), 0.0));
    for (std::size_t i = 0; i < out.size(); ++i) {
        double most = -std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < out[i].size(); ++j)
            if (allowed[i][j]) most = std::max(most, scores[i][j]);
        for (std::size_t j = 0; j < out[i].size(); ++j)
            if (allowed[i][j] && scores[i][j] != -std::numeric_limits<double>::infinity())
                out[i][j] = std::exp(scores[i][j] - most);
    }
    return out;
}

Table weights(const Table& scores, const Flags& allowed) {
    Table out = exponentials(scores, allowed);
    for (std::size_t i = 0; i < out.size(); ++i) {
        double total = 0.0;
        for (const double value : out[i]) total += value;
        for (std::size_t j = 0; j < out[i].size(); ++j)
            if (allowed[i][j] && total != 0.0) out[i][j] /= total; // a row of -infinities is all 0
    }
    return out;
}

Table dropped(const Case& c, std::size_t head, const Table& weights) {
    Table out = weights;
    if (!c.dropout_keep.empty())
        for (std::size_t i = 0; i < out.size(); ++i)
            for (std::size_t j = 0; j < out[i].size(); ++j)
                out[i][j] = c.dropout_keep[head][i][j] ? out[i][j] / (1.0 - c.dropout_p) : 0.0;
    return out;
}

namespace {

Head head_of(const Case& c, std::size_t h, const Table& q, const Table& k, const Table& v) {
    Head head{.q = q,
              .k = k,
              .v = v,
              .scores = product(q, transposed(k)),
              .scaled = {},
              .masked = {},
              .exps = {},
              .weights = {},
              .context = {},
              .allowed = allowed(c, h, q.size(), k.size())};
    head.scaled = scaled(head.scores, c.scale.value_or(1.0 / std::sqrt(static_cast<double>(q[0].size()))));
    head.masked = biased(c, h, head.scaled, head.allowed);
    head.exps = exponentials(head.masked, head.allowed);
    head.weights = weights(head.masked, head.allowed);
    head.dropped = dropped(c, h, head.weights);
    head.context = weighted_sum(head.dropped, v, head.allowed);
    return head;
}

} // namespace

Run attention(const Case& c) {
    Run run{};
    std::vector<Table> qs = c.q, ks = c.k, vs = c.v; // by head
    if (!c.x.empty()) {
        const Table& memory = c.memory.empty() ? c.x : c.memory;
        run.q = with_bias(product(c.x, c.p.w_q), c.b_q);
        run.k = with_bias(product(memory, c.p.w_k), c.b_k);
        run.v = with_bias(product(c.memory_v.empty() ? memory : c.memory_v, c.p.w_v), c.b_v);
        const int d_k = static_cast<int>(run.q[0].size()) / c.heads,
                  d_v = static_cast<int>(run.v[0].size()) / c.kv_heads;
        for (int h = 0; h < c.heads; ++h) qs.push_back(columns(run.q, h * d_k, d_k));
        for (int h = 0; h < c.kv_heads; ++h) ks.push_back(columns(run.k, h * d_k, d_k));
        for (int h = 0; h < c.kv_heads; ++h) vs.push_back(columns(run.v, h * d_v, d_v));
    }
    std::vector<Table> contexts;
    for (std::size_t h = 0; h < qs.size(); ++h) {
        const std::size_t group = h / (qs.size() / ks.size());
        run.head.push_back(head_of(c, h, qs[h], ks[group], vs[group]));
        contexts.push_back(run.head[h].context);
    }
    run.concat = side_by_side(contexts);
    run.output = with_bias(c.p.w_o.empty() ? run.concat : product(run.concat, c.p.w_o), c.b_o);
    return run;
}

} // namespace oracle
