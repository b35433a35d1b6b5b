#include "move_selection.h"

#include <algorithm>

#include "scaling_experiment.h"
#include "shell/layout/timeline.h"
#include "words.h"

namespace attn {

namespace {

// On the map a step leads to the next stage or the next head.
void walk_map(Program& p, int dx, int dy) {
    const std::vector<Stage> stages = offered_stages(p.state.config);
    const int index =
        std::clamp(stage_index(p.state.config, p.state.stage) + dx, 0, static_cast<int>(stages.size()) - 1);
    if (dx != 0) {
        p.playing = Playing::no;
        p.state.stage = stages[static_cast<std::size_t>(index)];
        p.state.time = 1;
    }
    p.state.head = std::clamp(p.state.head + dy, 1, p.now.run.trace.heads);
}

} // namespace

void move_selection(Program& p, int dx, int dy) {
    if (p.state.view == View::map) return walk_map(p, dx, dy);
    if (p.state.view == View::words) return walk_words(p, dx, dy);
    if (p.state.view == View::scaling) { // right and up: wider
        p.state.experiment_d_k = next_width(p.state.experiment_d_k, dx - dy);
        return;
    }
    const auto now = selection(p.state, p.now.run.trace);
    if (!now) {
        const Tensor tensor = result_of(p.state.stage);
        return select(p.state, Cell{tensor, info(tensor).per_head ? p.state.head - 1 : 0, 0, 0});
    }
    const bool turned = now->tensor == Tensor::k_head && info(p.state.stage).per_head;
    if (turned) std::swap(dx, dy);
    const Matrix& m = matrix(p.now.run.trace, now->tensor, now->head);
    Cell next = *now;
    next.row = std::clamp(now->row + dy, 0, static_cast<int>(m.rows()) - 1);
    next.col = std::clamp(now->col + dx, 0, static_cast<int>(m.cols()) - 1);
    select(p.state, next);
}

} // namespace attn
