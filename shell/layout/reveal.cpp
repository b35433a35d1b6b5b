#include "reveal.h"

#include <algorithm>

#include "engine/attention/mask.h"

namespace attn {

namespace {

int which_projection(Tensor t) { return t == Tensor::q ? 0 : t == Tensor::k ? 1 : 2; }

// Q slowly and from its first term; K and V as quick sweeps, because they are made the same way.
double projection_reveal(double w, Tensor t, int row, int col, int rows, int cols) {
    const int which = which_projection(t);
    const double share = third(w, which);
    return which == 0 ? product_reveal(share, row, col, rows, cols) : sweep_reveal(share, row, col, rows, cols);
}

SumPart part_of_sum(Tensor t) {
    if (t == Tensor::embedding || t == Tensor::memory_embedding) return SumPart::first;
    return t == Tensor::position || t == Tensor::memory_position ? SumPart::second : SumPart::total;
}

// The words fall in the order of reading; then their rows take turns.
double part_reveal(double w, Tensor t, int row, int turn, int col, int rows, int cols) {
    const SumPart part = part_of_sum(t);
    return sum_reveal(w, part, part == SumPart::total ? turn : row, col, rows, cols);
}

// The grid of softmax: shifted scores, then exponentials as bars, then weights, first as bars. Beside it the row's
// maximum and later its sum.
void softmax_cell_state(CellState& l, const Panel& panel, double w, int row, int rows) {
    using enum Tensor;
    const auto step = [&](SoftmaxStep which) { return softmax_reveal(w, which, row, rows); };
    if (panel.tensor == shifted) l.before = masked, l.blend = step(SoftmaxStep::shift);
    if (panel.tensor == exps) l.before = shifted, l.blend = step(SoftmaxStep::exponential), l.bar = 1;
    if (panel.tensor == weights)
        l.before = exps, l.blend = step(SoftmaxStep::divide), l.bar = 1 - step(SoftmaxStep::settle);
    if (panel.tensor == row_max) l.done = step(SoftmaxStep::maximum), l.gone = step(SoftmaxStep::exponential);
    if (panel.tensor == row_sum) l.done = step(SoftmaxStep::total), l.gone = step(SoftmaxStep::divide);
}

} // namespace

int terms_in(const Explanation& e, double done) {
    const auto live = std::count_if(e.terms.begin(), e.terms.end(), [](const Term& t) { return !t.skipped; });
    auto left = static_cast<int>(done * static_cast<double>(live));
    int at = 0;
    for (; at < static_cast<int>(e.terms.size()); ++at)
        if (!e.terms[static_cast<std::size_t>(at)].skipped && left-- == 0) break;
    return at;
}

int lead_row(const Trace& trace, const Moment& at) {
    if (at.lead >= 0 && at.lead < trace.queries()) return at.lead;
    return at.stage == Stage::weighted_sum ? collects_most(trace) : 0;
}

int collects_most(const Trace& trace) {
    if (!trace.options.causal) return 0;
    int row = static_cast<int>(trace.queries()) - 1;
    while (row > 0 && !trace.tokens[static_cast<std::size_t>(row)].real) --row;
    return row;
}

CellState cell_state(const Trace& trace, const Moment& at, const Panel& panel, int row, int col) {
    using enum Tensor;
    const double w = work(at.time);
    const int turn = info(panel.tensor).rows == Axis::query ? turn_of(row, lead_row(trace, at)) : row;
    const Extent extent = extent_of(trace, panel.tensor);
    const int rows = static_cast<int>(extent.rows), cols = static_cast<int>(extent.cols);
    const Mask* keeps = of_head(trace.options.dropout_keep, panel.head);
    CellState l{.before = panel.tensor};
    l.masked = is_masked(trace, panel.tensor, panel.head, row, col);
    l.hatch = l.masked ? 1 : 0;
    switch (at.stage) {
    case Stage::tokens:
        l.done = has(trace, embedding) ? part_reveal(w, panel.tensor, row, turn, col, rows, cols)
                                       : sweep_reveal(w, turn, 0, rows, 1);
        break;
    case Stage::project:
        if (panel.tensor == q || panel.tensor == k || panel.tensor == v)
            l.done = projection_reveal(w, panel.tensor, turn, col, rows, cols);
        break;
    case Stage::scores:
        if (panel.tensor == scores) l.done = product_reveal(w, turn, col, rows, cols);
        break;
    case Stage::scale:
        if (panel.tensor == scaled || panel.tensor == capped)
            l.before = scores, l.blend = sweep_reveal(w, turn, col, rows, cols), l.pulse = 4 * l.blend * (1 - l.blend);
        break;
    case Stage::mask:
        if (panel.tensor != masked) break;
        l.before = has(trace, capped) ? capped : scaled;
        l.blend = sweep_reveal(w, turn, col, rows, cols);
        l.hatch = l.masked ? l.blend : 0;
        l.masked = l.masked && l.blend > 0.5;
        break;
    case Stage::softmax: softmax_cell_state(l, panel, w, turn, rows); break;
    case Stage::dropout:
        if (panel.tensor == dropped) {
            const double fallen = sweep_reveal(has(trace, averaged) ? ramp(w, 0, kSampled) : w, turn, col, rows, cols);
            l.before = weights, l.blend = ramp(fallen, 0.6, 1);
            l.die = l.masked ? 0 : ramp(fallen, 0, 0.35), l.die_gone = ramp(fallen, 0.7, 1);
        }
        if (panel.tensor == averaged) l.before = dropped, l.blend = average_reveal(w);
        if ((panel.tensor == dropped || panel.tensor == averaged) && !l.masked && !(*keeps)(row, col))
            l.cross = panel.tensor == dropped ? l.blend : 1 - l.blend;
        break;
    case Stage::weighted_sum:
        if (panel.tensor == dropped && !l.masked && !(*keeps)(row, col)) l.cross = 1;
        if (panel.tensor == context) l.done = pour_reveal(w, turn, rows);
        break;
    case Stage::output:
        if (panel.tensor == output)
            l.done = has(trace, w_o) && !trace.options.mistakes.no_w_o ? product_reveal(w, turn, col, rows, cols)
                                                                       : sweep_reveal(w, turn, col, rows, cols);
        break;
    case Stage::split:
    case Stage::concat: break;
    }
    return l;
}

Tensor shown_tensor(const CellState& l, const Panel& p) { return l.blend >= 0.5 ? p.tensor : l.before; }

std::optional<Underway> underway(const Trace& trace, const Moment& at, int head) {
    using enum Tensor;
    const double w = work(at.time);
    const int lead = lead_row(trace, at);
    const int rows = static_cast<int>(trace.queries());
    const auto product = [&](Tensor tensor, double share) -> std::optional<Underway> {
        const int cols = static_cast<int>(matrix(trace, tensor, head).cols());
        const Active a = product_active(share, rows, cols);
        if (a.row < 0 || a.col < 0) return std::nullopt;
        const double done = product_reveal(share, a.row, a.col, rows, cols);
        const Cell cell{tensor, info(tensor).per_head ? head : 0, row_at(a.row, lead), a.col};
        return Underway{cell, terms_in(explain(trace, cell), done), done};
    };
    switch (at.stage) {
    case Stage::project: return product(q, third(w, 0));
    case Stage::scores: return product(scores, w);
    case Stage::output:
        if (explain(trace, {output, 0, 0, 0}).op != Op::dot) return std::nullopt; // no W_O
        return product(output, w);
    case Stage::weighted_sum: {
        const Active a = pour_active(w, rows);
        if (a.row < 0) return std::nullopt;
        const Cell cell{context, head, row_at(a.row, lead), 0};
        const double done = pour_reveal(w, a.row, rows);
        return Underway{cell, terms_in(explain(trace, cell), done), done, true};
    }
    case Stage::tokens: {
        const int cols = has(trace, embedding) ? static_cast<int>(trace.x.cols()) : 0;
        for (int col = 0; col < cols; ++col) {
            const double done = sum_reveal(w, SumPart::total, 0, col, rows, cols);
            if (done > 0 && done < 1) return Underway{{x, 0, lead, col}, 0, done};
        }
        return std::nullopt;
    }
    case Stage::split:
    case Stage::scale:
    case Stage::mask:
    case Stage::softmax:
    case Stage::dropout:
    case Stage::concat: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace attn
