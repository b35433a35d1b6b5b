#include "reveal.h"

#include <algorithm>

#include "timeline.h"

namespace attn {

namespace {

int which_projection(Tensor t) { return t == Tensor::q ? 0 : t == Tensor::k ? 1 : 2; }

// Q slowly and from its first term; K and V as quick sweeps, because they are made the same way.
double projection_reveal(double w, Tensor t, int row, int col, int rows, int cols) {
    const int which = which_projection(t);
    const double share = third(w, which);
    return which == 0 ? product_reveal(share, row, col, rows, cols) : sweep_reveal(share, row, col, rows, cols);
}

double sum_reveal(double w, Tensor t, int row, int col, int rows, int cols) {
    if (t == Tensor::embedding || t == Tensor::memory_embedding) return sweep_reveal(ramp(w, 0, 0.35), row, 0, rows, 1);
    if (t == Tensor::position || t == Tensor::memory_position) return sweep_reveal(ramp(w, 0.25, 0.6), row, 0, rows, 1);
    return sweep_reveal(ramp(w, 0.6, 1), row, col, rows, cols);
}

} // namespace

Look look(const Trace& trace, Stage stage, double time, const Plate& plate, int row, int col) {
    using enum Tensor;
    const double w = work(time);
    const Matrix& shown = matrix(trace, plate.tensor, plate.head);
    const int rows = static_cast<int>(shown.rows()), cols = static_cast<int>(shown.cols());
    Look l{.before = plate.tensor};
    l.masked = is_masked(trace, plate.tensor, plate.head, row, col);
    l.hatch = l.masked ? 1 : 0;
    switch (stage) {
    case Stage::tokens:
        l.done = has(trace, embedding) ? sum_reveal(w, plate.tensor, row, col, rows, cols)
                                       : sweep_reveal(w, row, 0, rows, 1);
        break;
    case Stage::project:
        if (plate.tensor == q || plate.tensor == k || plate.tensor == v)
            l.done = projection_reveal(w, plate.tensor, row, col, rows, cols);
        break;
    case Stage::scores:
        if (plate.tensor == scores) l.done = product_reveal(w, row, col, rows, cols);
        break;
    case Stage::scale:
        if (plate.tensor == scaled || plate.tensor == capped)
            l.before = scores, l.blend = sweep_reveal(w, row, col, rows, cols);
        break;
    case Stage::mask:
        if (plate.tensor != masked) break;
        l.before = has(trace, capped) ? capped : scaled;
        l.blend = sweep_reveal(w, row, col, rows, cols);
        l.hatch = l.masked ? l.blend : 0;
        l.masked = l.masked && l.blend > 0.5;
        break;
    case Stage::softmax:
        if (plate.tensor == exps) l.before = masked, l.blend = softmax_reveal(w, SoftmaxStep::exponential, row, rows);
        if (plate.tensor == weights) l.before = exps, l.blend = softmax_reveal(w, SoftmaxStep::divide, row, rows);
        break;
    case Stage::dropout:
        if (plate.tensor != dropped) break;
        l.before = weights, l.blend = sweep_reveal(w, row, col, rows, cols);
        if (!l.masked && matrix(trace, keep, plate.head)(row, col) == 0) l.cross = l.blend;
        break;
    case Stage::weighted_sum:
        if (plate.tensor == dropped && !l.masked && matrix(trace, keep, plate.head)(row, col) == 0) l.cross = 1;
        if (plate.tensor == context) l.done = pour_reveal(w, row, rows);
        break;
    case Stage::output:
        if (plate.tensor == output) l.done = product_reveal(w, row, col, rows, cols);
        break;
    case Stage::split:
    case Stage::concat: break;
    }
    return l;
}

Tensor shown_tensor(const Look& l, const Plate& p) { return l.blend >= 0.5 ? p.tensor : l.before; }

std::optional<Underway> underway(const Trace& trace, Stage stage, double time, int head) {
    using enum Tensor;
    const double w = work(time);
    const int rows = static_cast<int>(trace.queries());
    const auto product = [&](Tensor tensor, double share, int terms) -> std::optional<Underway> {
        const int cols = static_cast<int>(matrix(trace, tensor, head).cols());
        const Active a = product_active(share, rows, cols);
        if (a.row < 0 || a.col < 0) return std::nullopt;
        const double done = product_reveal(share, a.row, a.col, rows, cols);
        return Underway{{tensor, info(tensor).per_head ? head : 0, a.row, a.col}, static_cast<int>(done * terms)};
    };
    switch (stage) {
    case Stage::project: return product(q, third(w, 0), static_cast<int>(trace.x.cols()));
    case Stage::scores: return product(scores, w, trace.d_k);
    case Stage::output:
        if (explain(trace, {output, 0, 0, 0}).op != Op::dot) return std::nullopt; // no W_O
        return product(output, w, static_cast<int>(trace.concat.cols()));
    case Stage::weighted_sum: {
        const Active a = pour_active(w, rows);
        if (a.row < 0) return std::nullopt;
        return Underway{{context, head, a.row, 0},
                        static_cast<int>(pour_reveal(w, a.row, rows) * static_cast<double>(trace.keys())),
                        true};
    }
    case Stage::tokens:
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
