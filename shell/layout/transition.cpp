#include "transition.h"

#include "stage_layout.h"
#include "timeline.h"

namespace attn {

namespace {

// Panels that hold the same numbers, or the same cells of the grid, belong together: the blocks of a head are
// columns of the whole matrix.
struct Family {
    Tensor whole;
    int head;
    int first_col;
};
Family family(const Panel& p, const Dims& d) {
    using enum Tensor;
    const int shared = p.head / (d.heads / kv_heads(d));
    if (p.tensor == q_head) return {q, 0, p.head * d.d_k + p.first_col};
    if (p.tensor == k_head) return {k, 0, shared * d.d_k + p.first_col};
    if (p.tensor == v_head) return {v, 0, shared * d.d_v + p.first_col};
    if (p.tensor == context) return {concat, 0, p.head * d.d_v + p.first_col};
    if (in_grid(p.tensor)) return {scores, p.head, 0};
    return {p.tensor, p.head, p.first_col};
}

} // namespace

std::optional<Rect> place_in(const Panel& p, const Layout& before, const Dims& d) {
    const Family mine = family(p, d);
    std::optional<Rect> pieces;
    int found = 0;
    for (const Panel& old : before.panels) {
        const Family theirs = family(old, d);
        if (theirs.whole != mine.whole || theirs.head != mine.head || old.transposed != p.transposed) continue;
        const int offset = mine.first_col - theirs.first_col;
        if (offset >= 0 && offset + p.cols <= old.cols) {
            const Rect first = cell_rect(old, 0, old.first_col + offset);
            const float across = static_cast<float>(p.transposed ? p.rows : p.cols);
            const float down = static_cast<float>(p.transposed ? p.cols : p.rows);
            return Rect{first.x, first.y, first.w * across, first.h * down};
        }
        if (offset > 0 || offset + p.cols < old.cols) continue;
        found += old.cols;
        pieces = pieces ? around(*pieces, old.area) : old.area;
    }
    return found == p.cols ? pieces : std::nullopt;
}

Layout transition(const Dims& d, Stage stage, double time, int head, const Rect& canvas, const Metrics& m) {
    Layout l = layout(d, stage, time, head, canvas, m);
    const auto t = static_cast<float>(glide(time));
    if (stage == Stage::tokens || t >= 1) return l;
    Stage before = static_cast<Stage>(static_cast<int>(stage) - 1);
    if (before == Stage::dropout && !d.dropout) before = Stage::softmax;
    const Layout old = layout(d, before, 1, head, canvas, m);
    for (Panel& p : l.panels) {
        const auto from = place_in(p, old, d);
        if (from) p.area = mix(*from, p.area, t);
        else p.alpha = t;
        // Names that were not there before come with the move, so that they never lie on what is leaving.
        bool named = false;
        for (const Panel& was : old.panels) {
            named |= family(was, d).whole == family(p, d).whole && was.row_labels >= p.row_labels &&
                     was.col_labels >= p.col_labels;
            // Its symbol changes sides half way: on the other side there may be no room for it yet.
            if (from && t < 0.5f && was.tensor == p.tensor && was.head == p.head) p.title = was.title;
        }
        if (from && !named) p.names = t;
    }
    // What is not carried on fades out under the newcomers.
    std::vector<Panel> leaving;
    for (Panel p : old.panels) {
        bool carried = false;
        const Family mine = family(p, d);
        for (const Panel& now : l.panels) {
            const Family theirs = family(now, d);
            carried |= theirs.whole == mine.whole && theirs.head == mine.head && now.transposed == p.transposed;
        }
        p.alpha = 1 - t;
        p.row_labels = p.col_labels = false;
        if (!carried) leaving.push_back(p);
    }
    l.panels.insert(l.panels.begin(), leaving.begin(), leaving.end());
    for (Sign& s : l.signs) s.alpha = t;
    return l;
}

} // namespace attn
