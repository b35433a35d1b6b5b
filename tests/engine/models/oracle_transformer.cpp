#include "oracle_transformer.h"

#include <algorithm>
#include <cmath>

#include "tests/engine/tape.h"

namespace oracle {

namespace {

struct Builder {
    const Transformer& t;
    Tape tape{};
    std::map<std::string, Grid> p{};

    bool has(const std::string& name) const { return p.count(name) > 0; }

    Grid affine(const Grid& rows, const std::string& name) {
        return projected(tape, rows, p.at(name + ".weight"), has(name + ".bias") ? p.at(name + ".bias")[0] : Row{});
    }

    Number mean(const Row& row) {
        Number total = leaf(tape, 0);
        for (const Number& n : row) total = total + n;
        return total * (1.0 / static_cast<double>(row.size()));
    }

    Grid layer_norm(const Grid& rows, const std::string& name) {
        if (!has(name + ".weight")) return rows;
        Grid out;
        for (const Row& row : rows) {
            const Number middle = mean(row);
            Row apart, squares;
            for (const Number& n : row) apart.push_back(n + middle * -1.0);
            for (const Number& n : apart) squares.push_back(n * n);
            const Number deviation = square_root(mean(squares) + 1e-5);
            out.emplace_back();
            for (std::size_t j = 0; j < row.size(); ++j) {
                const Number scaled = apart[j] / deviation * p.at(name + ".weight")[0][j];
                out.back().push_back(has(name + ".bias") ? scaled + p.at(name + ".bias")[0][j] : scaled);
            }
        }
        return out;
    }

    Number activated(const Number& x) {
        if (!t.gelu) return x.value > 0 ? x : leaf(tape, 0);
        const Number inner = (x + x * x * x * 0.044715) * std::sqrt(2 / std::acos(-1.0));
        return x * 0.5 * (hyperbolic_tangent(inner) + 1.0);
    }

    // One sequence through one layer's attention.
    Grid attention(const Grid& rows, const std::string& name) {
        const Grid qkv = affine(rows, name + ".c_attn");
        const std::size_t width = rows[0].size(), d = width / static_cast<std::size_t>(t.heads);
        Grid concat(rows.size());
        for (std::size_t first = 0; first < width; first += d)
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const std::size_t seen = t.causal ? i + 1 : rows.size();
                Row exps;
                Number total = leaf(tape, 0);
                for (std::size_t j = 0; j < seen; ++j) {
                    Number score = leaf(tape, 0);
                    for (std::size_t m = first; m < first + d; ++m) score = score + qkv[i][m] * qkv[j][width + m];
                    exps.push_back(exponential(score * (t.scale > 0 ? t.scale : 1 / std::sqrt(double(d)))));
                    total = total + exps.back();
                }
                for (std::size_t m = first; m < first + d; ++m) {
                    Number sum = leaf(tape, 0);
                    for (std::size_t j = 0; j < seen; ++j) sum = sum + exps[j] / total * qkv[j][2 * width + m];
                    concat[i].push_back(sum);
                }
            }
        return affine(concat, name + ".c_proj");
    }

    Grid mlp(const Grid& rows, const std::string& name) {
        Grid hidden = affine(rows, name + ".c_fc");
        for (Row& row : hidden)
            for (Number& n : row) n = activated(n);
        return affine(hidden, name + ".c_proj");
    }

    static void add(Grid& to, const Grid& more) {
        for (std::size_t i = 0; i < to.size(); ++i)
            for (std::size_t j = 0; j < to[i].size(); ++j) to[i][j] = to[i][j] + more[i][j];
    }

    Grid logits(const std::vector<int>& tokens) {
        const Grid& words = p.at("wte.weight");
        const int width = static_cast<int>(words[0].size());
        const Table waves = positions(static_cast<int>(tokens.size()), width);
        Grid x;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            x.push_back(words[static_cast<std::size_t>(tokens[i])]);
            for (std::size_t j = 0; j < x[i].size(); ++j) {
                if (has("wpe.weight")) x[i][j] = x[i][j] + p.at("wpe.weight")[i][j];
                if (t.sinusoidal) x[i][j] = x[i][j] + waves[i][j];
            }
        }
        for (int l = 0; has("h." + std::to_string(l) + ".attn.c_attn.weight"); ++l) {
            const std::string block = "h." + std::to_string(l) + ".";
            add(x, attention(layer_norm(x, block + "ln_1"), block + "attn"));
            if (has(block + "mlp.c_fc.weight")) add(x, mlp(layer_norm(x, block + "ln_2"), block + "mlp"));
        }
        x = layer_norm(x, "ln_f");
        const Grid& out = has("lm_head.weight") ? p.at("lm_head.weight") : words;
        Grid result;
        for (const Row& row : x) {
            result.emplace_back();
            for (const Row& word : out) {
                Number total = leaf(tape, 0);
                for (std::size_t m = 0; m < row.size(); ++m) total = total + row[m] * word[m];
                result.back().push_back(total);
            }
        }
        return result;
    }
};

} // namespace

Trained trained(const Transformer& t, const std::vector<std::vector<int>>& sequences,
                const std::vector<std::vector<int>>& targets) {
    Builder b{.t = t};
    leaf(b.tape, 0); // entry 0 takes what flows to nothing
    for (const auto& [name, table] : t.parameters) b.p[name] = leaves(b.tape, table);
    Trained out;
    Number total = leaf(b.tape, 0);
    int counted = 0;
    for (std::size_t s = 0; s < sequences.size(); ++s) {
        const Grid logits = b.logits(sequences[s]);
        for (std::size_t i = 0; i < logits.size(); ++i) {
            out.logits.emplace_back();
            for (const Number& n : logits[i]) out.logits.back().push_back(n.value);
            if (targets[s][i] < 0) continue;
            Number sum = leaf(b.tape, 0);
            for (const Number& n : logits[i]) sum = sum + exponential(n);
            total = total + natural_logarithm(sum) + logits[i][static_cast<std::size_t>(targets[s][i])] * -1.0;
            ++counted;
        }
    }
    const Number loss = total * (1.0 / counted);
    out.loss = loss.value;
    const std::vector<double> all = backwards(b.tape, {{loss}}, {{1.0}});
    const Read read{all};
    for (const auto& [name, grid] : b.p) out.gradients[name] = read.of(grid);
    return out;
}

} // namespace oracle
