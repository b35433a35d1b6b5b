#include "reveal.h"

#include <algorithm>

#include "timeline.h"

namespace attn {

namespace {

// The shape of a matrix, known before it is computed.
struct Shape {
    int rows, cols;
};
Shape shape_of(const Trace& t, Tensor tensor) {
    const TensorInfo& i = info(tensor);
    if (!i.per_head) {
        const Matrix& m = matrix(t, tensor, 0);
        return {static_cast<int>(m.rows()), static_cast<int>(m.cols())};
    }
    const auto length = [&](Axis axis) {
        if (axis == Axis::query) return static_cast<int>(t.queries());
        if (axis == Axis::key) return static_cast<int>(t.keys());
        if (axis == Axis::one) return 1;
        return tensor == Tensor::v_head || tensor == Tensor::context ? t.d_v : t.d_k;
    };
    return {length(i.rows), length(i.cols)};
}

} // namespace

Looks order_of(const Trace& trace, Stage stage, double time, const Plate& plate) {
    using enum Tensor;
    using enum Looks::Order;
    const double w = work(time);
    const Tensor t = plate.tensor;
    const Shape shape = shape_of(trace, t);
    Looks l{.rows = shape.rows, .cols = shape.cols, .before = t};
    const auto change = [&](Looks::Order order, double share) { l.order = order, l.share = share; };
    const auto turn = [&](Tensor from, Looks::Order order) {
        change(order, w);
        l.turning = true;
        l.before = from;
    };
    switch (stage) {
    case Stage::tokens:
        if (t == embedding || t == memory_embedding) change(by_row, ramp(w, 0, 0.35));
        else if (t == position || t == memory_position) change(by_row, ramp(w, 0.25, 0.6));
        else change(sweep, ramp(w, 0.6, 1));
        break;
    case Stage::project:
        // Q slowly and from its first term; K and V as quick sweeps, because they are made the same way.
        if (t == q) change(product, third(w, 0));
        if (t == k) change(sweep, third(w, 1));
        if (t == v) change(sweep, third(w, 2));
        break;
    case Stage::scores:
        if (t == scores) change(product, w);
        break;
    case Stage::scale:
        if (t == scaled || t == capped) turn(scores, sweep);
        break;
    case Stage::mask:
        if (t == masked) turn(has(trace, capped) ? capped : scaled, sweep), l.hatching = true;
        break;
    case Stage::softmax:
        if (t == exps) turn(masked, exponential);
        if (t == weights) turn(exps, divide);
        break;
    case Stage::dropout:
        if (t == dropped) turn(weights, sweep), l.crossing = true;
        break;
    case Stage::weighted_sum:
        l.crossing = t == dropped;
        if (t == context) change(pour, w);
        break;
    case Stage::output:
        if (t == output) change(product, w);
        break;
    case Stage::split:
    case Stage::concat: break;
    }
    return l;
}

Looks looks(const Trace& trace, Stage stage, double time, const Plate& plate) {
    Looks l = order_of(trace, stage, time, plate);
    l.open = open_cells(trace, plate.tensor, plate.head);
    if (l.crossing) l.keep = &matrix(trace, Tensor::keep, plate.head);
    return l;
}

double changed(const Looks& l, int row, int col) {
    switch (l.order) {
    case Looks::Order::at_once: return 1;
    case Looks::Order::sweep: return sweep_reveal(l.share, row, col, l.rows, l.cols);
    case Looks::Order::by_row: return sweep_reveal(l.share, row, 0, l.rows, 1);
    case Looks::Order::product: return product_reveal(l.share, row, col, l.rows, l.cols);
    case Looks::Order::pour: return pour_reveal(l.share, row, l.rows);
    case Looks::Order::exponential: return softmax_reveal(l.share, SoftmaxStep::exponential, row, l.rows);
    case Looks::Order::divide: return softmax_reveal(l.share, SoftmaxStep::divide, row, l.rows);
    }
    return 1;
}

Look look(const Looks& all, int row, int col) {
    const double share = changed(all, row, col);
    Look l{.before = all.before};
    (all.turning ? l.blend : l.done) = share;
    l.masked = all.open && !(*all.open)(row, col);
    l.hatch = l.masked ? 1 : 0;
    if (all.crossing && !l.masked && (*all.keep)(row, col) == 0) l.cross = share;
    if (all.hatching) l.hatch = l.masked ? share : 0, l.masked = l.masked && share > 0.5;
    return l;
}

Look look(const Trace& trace, Stage stage, double time, const Plate& plate, int row, int col) {
    return look(looks(trace, stage, time, plate), row, col);
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
