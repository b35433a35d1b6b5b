#include "walk.h"

#include <algorithm>

namespace attn {

void walk(Program& p, int dx, int dy) {
    const auto now = selection(p.state, p.now.trace);
    if (!now) {
        const Tensor tensor = result_of(p.state.stage);
        return select(p.state, Cell{tensor, info(tensor).per_head ? p.state.head - 1 : 0, 0, 0});
    }
    const bool turned = now->tensor == Tensor::k_head && info(p.state.stage).per_head;
    if (turned) std::swap(dx, dy);
    const Matrix& m = matrix(p.now.trace, now->tensor, now->head);
    Cell next = *now;
    next.row = std::clamp(now->row + dy, 0, static_cast<int>(m.rows()) - 1);
    next.col = std::clamp(now->col + dx, 0, static_cast<int>(m.cols()) - 1);
    select(p.state, next);
}

} // namespace attn
