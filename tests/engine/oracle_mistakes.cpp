#include "oracle_mistakes.h"

#include <cmath>
#include <limits>

namespace oracle {

namespace {

using Rows = Wrong::Rows;

Rows linear(const Rows& in, const Rows& w, const std::vector<double>& b) {
    Rows out;
    for (const auto& row : in) {
        out.emplace_back(w[0].size(), 0.0);
        for (std::size_t c = 0; c < w[0].size(); ++c) {
            for (std::size_t m = 0; m < row.size(); ++m) out.back()[c] += row[m] * w[m][c];
            if (!b.empty()) out.back()[c] += b[c];
        }
    }
    return out;
}

// Number c of row i of a head: of the columns that are its own, or of the flat memory cut into heads first.
double of_head(const Rows& whole, bool view, int h, int i, int c, int width) {
    if (!view) return whole[static_cast<std::size_t>(i)][static_cast<std::size_t>(h * width + c)];
    const std::size_t columns = whole[0].size(), rows = whole.size();
    const std::size_t at =
        (static_cast<std::size_t>(h) * rows + static_cast<std::size_t>(i)) * static_cast<std::size_t>(width) +
        static_cast<std::size_t>(c);
    return whole[at / columns][at % columns];
}

bool may_attend(const Wrong& a, int i, int j) {
    bool may = true;
    if (a.causal && j - i > a.offset) may = false;
    if (a.window > 0) {
        const int back = (i + a.offset) - j;
        if (a.causal ? back < 0 || back >= a.window : std::abs(back) >= a.window) may = false;
    }
    const int flag = a.mistakes.contains("padding-on-rows") ? i : j;
    if (!a.padding.empty() && !a.padding[static_cast<std::size_t>(flag)]) may = false;
    if (!a.open.empty() && !a.open[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]) may = false;
    const bool masks = a.causal || a.window > 0 || !a.padding.empty() || !a.open.empty();
    return masks && a.mistakes.contains("mask-turned-round") ? !may : may;
}

// exp(score) over its sum along one line, given as pointers into the table.
void normalise(const std::vector<double*>& line) {
    double most = -std::numeric_limits<double>::infinity(), total = 0;
    for (const double* cell : line) most = std::fmax(most, *cell);
    for (double* cell : line) total += * cell = std::isinf(most) ? 0 : std::exp(*cell - most);
    for (double* cell : line) *cell = total > 0 ? *cell / total : 0;
}

} // namespace

WrongRun run(const Wrong& a) {
    const auto made = [&](const char* mistake) { return a.mistakes.contains(mistake); };
    const Rows& source = a.memory.empty() || made("keys-from-queries") ? a.x : a.memory;
    const Rows q = linear(a.x, a.w_q, a.b_q), k = linear(source, a.w_k, a.b_k), v = linear(source, a.w_v, a.b_v);
    const int queries = static_cast<int>(q.size()), keys = static_cast<int>(k.size());
    const int d_k = static_cast<int>(q[0].size()) / a.heads, d_v = static_cast<int>(v[0].size()) / a.kv_heads;
    const bool view = made("view-without-transpose");
    const double scale = (made("no-scaling") ? 1.0 : a.scale) / a.temperature;

    WrongRun out;
    for (int h = 0; h < a.heads; ++h) {
        const int kv = h * a.kv_heads / a.heads;
        Rows s(q.size(), std::vector<double>(k.size()));
        for (int i = 0; i < queries; ++i)
            for (int j = 0; j < keys; ++j) {
                double& cell = s[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
                for (int c = 0; c < d_k; ++c) cell += of_head(q, view, h, i, c, d_k) * of_head(k, view, kv, j, c, d_k);
                cell *= scale;
                if (a.softcap > 0) cell = a.softcap * std::tanh(cell / a.softcap);
                if (!made("mask-after-softmax") && !may_attend(a, i, j))
                    cell = -std::numeric_limits<double>::infinity();
            }
        out.masked.push_back(s);
        if (made("softmax-over-queries")) {
            for (std::size_t j = 0; j < k.size(); ++j) {
                std::vector<double*> column;
                for (auto& row : s) column.push_back(&row[j]);
                normalise(column);
            }
        } else {
            for (auto& row : s) {
                std::vector<double*> cells;
                for (double& cell : row) cells.push_back(&cell);
                normalise(cells);
            }
        }
        for (int i = 0; i < queries; ++i)
            for (int j = 0; j < keys; ++j)
                if (!may_attend(a, i, j)) s[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = 0;
        out.weights.push_back(s);
        if (!a.keep.empty())
            for (std::size_t i = 0; i < s.size(); ++i)
                for (std::size_t j = 0; j < s[i].size(); ++j)
                    s[i][j] = a.keep[static_cast<std::size_t>(h)][i][j] ? s[i][j] / (1 - a.p) : 0;
        out.dropped.push_back(s);
        Rows context(q.size(), std::vector<double>(static_cast<std::size_t>(d_v)));
        for (int i = 0; i < queries; ++i)
            for (int c = 0; c < d_v; ++c)
                for (int j = 0; j < keys; ++j)
                    context[static_cast<std::size_t>(i)][static_cast<std::size_t>(c)] +=
                        s[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] * of_head(v, view, kv, j, c, d_v);
        out.context.push_back(context);
    }
    for (int i = 0; i < queries; ++i) {
        out.concat.emplace_back();
        for (int h = 0; h < a.heads; ++h)
            for (int c = 0; c < d_v; ++c) {
                double cell = 0;
                for (int g = 0; g < a.heads; ++g)
                    if (g == h || made("heads-averaged"))
                        cell += out.context[static_cast<std::size_t>(g)][static_cast<std::size_t>(i)]
                                           [static_cast<std::size_t>(c)];
                out.concat.back().push_back(made("heads-averaged") ? cell / a.heads : cell);
            }
    }
    out.output = made("no-w-o") ? out.concat : linear(out.concat, a.w_o, a.b_o);
    return out;
}

} // namespace oracle
