#include "map_cell_state.h"

#include "transition.h"

namespace attn {

CellState map_cell_state(const Trace& trace, const Moment& at, const Panel& panel, int row, int col) {
    using enum Tensor;
    const Stage made = stage_of(panel.tensor);
    CellState l = cell_state(trace, {made, made == at.stage ? at.time : 1, at.lead}, panel, row, col);
    l.before = panel.tensor;
    if (made > at.stage) l.done = 0;
    else if (made == at.stage) {
        // In a stage's own picture these turn into each other in one place; here each has a place of its own.
        if (l.blend < 1) l.done = l.blend >= 0.5 ? 1 : 0;
        if (panel.tensor == concat)
            l.done = sweep_reveal(work(at.time), col, row, static_cast<int>(trace.concat.cols()),
                                  static_cast<int>(trace.queries()));
    }
    l.blend = 1;
    return l;
}

std::optional<Rect> map_home(const MapLayout& m, const Panel& panel, const Dims& d) {
    Panel p = panel;
    p.transposed = false;
    if (p.tensor == Tensor::exps) p.tensor = Tensor::weights;
    for (const Panel& there : m.picture.panels)
        if (there.tensor == p.tensor && there.head == p.head && there.cols == p.cols && in_grid(p.tensor))
            return there.area;
    return place_in(p, m.picture, d);
}

} // namespace attn
