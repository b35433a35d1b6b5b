#include "influence.h"

namespace attn {

namespace {

using enum Tensor;

struct Reach {
    const Trace& t;
    std::vector<Cell> cells{};

    // Cell (row, col) of a tensor that this run has, unless the mask has decided its value.
    void add(Tensor tensor, int head, Index row, Index col) {
        if (!has(t, tensor) || is_masked(t, tensor, head, row, col)) return;
        cells.push_back({tensor, info(tensor).per_head ? head : 0, static_cast<int>(row), static_cast<int>(col)});
    }
    void add_row(Tensor tensor, int head, Index row) {
        for (Index j = 0; j < matrix(t, tensor, head).cols(); ++j) add(tensor, head, row, j);
    }
    void add_col(Tensor tensor, int head, Index col) {
        for (Index i = 0; i < matrix(t, tensor, head).rows(); ++i) add(tensor, head, i, col);
    }
    // The row that softmax runs along through (row, col), or by mistake the column.
    void add_line(Tensor tensor, int head, Index row, Index col) {
        if (t.options.mistakes.softmax_over_queries) add_col(tensor, head, col);
        else add_row(tensor, head, row);
    }
    void add_line_end(Tensor tensor, int head, Index row, Index col) {
        if (t.options.mistakes.softmax_over_queries) add(tensor, head, 0, col);
        else add(tensor, head, row, 0);
    }
};

// Where a cell of Q, K or V goes: into the block of its head, or of all query heads that share it.
void split(Reach& r, Tensor block, const Cell& c, int width, int shared_by) {
    const Trace& t = r.t;
    Index index = c.col / width, row = c.row, col = c.col % width;
    if (t.options.mistakes.view_without_transpose) {
        const Matrix& whole = matrix(t, c.tensor, 0);
        const Index flat = c.row * whole.cols() + c.col;
        index = flat / (whole.rows() * width);
        row = flat / width % whole.rows();
        col = flat % width;
    }
    for (int h = 0; h < shared_by; ++h) r.add(block, static_cast<int>(index) * shared_by + h, row, col);
}

void weighted(Reach& r, const Cell& c) {
    if (r.t.head(c.head).allowed(c.row, c.col)) r.add_row(context, c.head, c.row);
}

void feed(Reach& r, const Cell& c) {
    const Trace& t = r.t;
    const int group = t.heads / t.kv_heads;
    const Tensor keys_from = has(t, memory) ? memory : x, values_from = has(t, memory_v) ? memory_v : keys_from;
    const auto projected = [&](Tensor from) {
        if (from == x) r.add_row(q, 0, c.row);
        if (from == keys_from) r.add_row(k, 0, c.row);
        if (from == values_from) r.add_row(v, 0, c.row);
    };
    // A number set by hand is in place of the sum.
    const auto summed = [&](Tensor to) {
        const bool of_memory = to == memory;
        const Cell sum{to, 0, c.row, c.col};
        if (is_sum(t, sum, of_memory ? memory_embedding : embedding, of_memory ? memory_position : position))
            r.add(to, 0, c.row, c.col);
    };
    const bool projects = has(t, w_o) && !t.options.mistakes.no_w_o;
    switch (c.tensor) {
    case embedding:
    case position: return summed(x);
    case memory_embedding:
    case memory_position: return summed(memory);
    case x:
    case memory:
    case memory_v: return projected(c.tensor);
    case w_q:
    case b_q: return r.add_col(q, 0, c.col);
    case w_k:
    case b_k: return r.add_col(k, 0, c.col);
    case w_v:
    case b_v: return r.add_col(v, 0, c.col);
    case q: return split(r, q_head, c, t.d_k, 1);
    case k: return split(r, k_head, c, t.d_k, group);
    case v: return split(r, v_head, c, t.d_v, group);
    case q_head: return r.add_row(scores, c.head, c.row);
    case k_head: return r.add_col(scores, c.head, c.row);
    case scores: return r.add(scaled, c.head, c.row, c.col);
    case scaled: return r.add(has(t, capped) ? capped : masked, c.head, c.row, c.col);
    case capped:
    case bias:
    case Tensor::mask: return r.add(masked, c.head, c.row, c.col);
    case masked:
        if (!t.head(c.head).seen(c.row, c.col)) return;
        r.add_line_end(row_max, c.head, c.row, c.col);
        return r.add_line(shifted, c.head, c.row, c.col);
    case shifted: return r.add(exps, c.head, c.row, c.col);
    case exps:
        if (!t.head(c.head).seen(c.row, c.col)) return;
        r.add_line_end(row_sum, c.head, c.row, c.col);
        return r.add_line(weights, c.head, c.row, c.col);
    case row_max:
    case row_sum: return; // explain() takes the numbers of the row itself
    case weights:
        if (!has(t, dropped)) return weighted(r, c);
        r.add(dropped, c.head, c.row, c.col);
        return r.add(averaged, c.head, c.row, c.col);
    case dropout_uniforms: return r.add(keep, c.head, c.row, c.col);
    case keep: return r.add(dropped, c.head, c.row, c.col);
    case dropped: return weighted(r, c);
    case v_head:
        for (Index i = 0; i < t.queries(); ++i)
            if (t.head(c.head).allowed(i, c.row)) r.add(context, c.head, i, c.col);
        return;
    case context:
        for (int h = 0; h < t.heads; ++h)
            if (h == c.head || t.options.mistakes.heads_averaged) r.add(concat, 0, c.row, Index{h} * t.d_v + c.col);
        return;
    case concat: return projects ? r.add_row(output, 0, c.row) : r.add(output, 0, c.row, c.col);
    case w_o:
        if (projects) r.add_col(output, 0, c.col);
        return;
    case b_o:
        if (!t.options.mistakes.no_w_o) r.add_col(output, 0, c.col);
        return;
    case averaged: // only to be looked at
    case output: return;
    }
}

} // namespace

std::vector<Cell> influence(const Trace& t, const Cell& cell) {
    Reach r{t};
    feed(r, cell);
    return r.cells;
}

} // namespace attn
