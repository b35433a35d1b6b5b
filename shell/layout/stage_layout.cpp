#include "stage_layout.h"

#include <algorithm>

#include "projection_bands.h"
#include "regions.h"
#include "stage_patterns.h"
#include "timeline.h"

namespace attn {

namespace {

void place_projection(Layout& l, const Dims& d, const Metrics& m) {
    using enum Tensor;
    constexpr Tensor tops[] = {w_q, w_k, w_v}, biases[] = {b_q, b_k, b_v}, results[] = {q, k, v};
    const int widths[] = {d.heads * d.d_k, kv_heads(d) * d.d_k, kv_heads(d) * d.d_v};
    const auto product = [&](Tensor left, int rows, int first, int last) {
        const int width = left == memory ? d_memory(d) : d.d_model;
        Product p{.left = {.tensor = left, .rows = rows, .cols = width, .row_labels = true, .title = Side::below},
                  .tops = {},
                  .results = {}};
        for (int i = first; i <= last; ++i) {
            p.tops.push_back({.tensor = tops[i], .rows = width, .cols = widths[i], .title = Side::above});
            if (d.biased) p.biases.push_back({.tensor = biases[i], .rows = 1, .cols = widths[i], .title = Side::left});
            p.results.push_back({.tensor = results[i], .rows = rows, .cols = widths[i], .title = Side::below});
        }
        return p;
    };
    // With a memory queries are from the sentence at the left, keys and values from the memory at the right.
    std::vector<Product> all;
    if (d.cross) all = {product(x, d.tokens, 0, 0), product(memory, d.keys, 1, 2)};
    else all = {product(x, d.tokens, 0, 2)};
    // All results side by side are not to be recognised on a narrow canvas, nor to be read on one that is not wide.
    const bool tight = l.stage.w < 560 && bands_have_digits(l, m, all);
    if (l.narrow || tight) return place_bands(l, m, all);
    if (!d.cross) return place_product(l, m, all[0], 0);
    const Rect whole = l.stage;
    const float left = (whole.w - kGap) * 0.42f;
    l.stage.w = left;
    place_product(l, m, all[0], 0);
    l.stage = {whole.x + left + kGap, whole.y, whole.w - left - kGap, whole.h};
    place_product(l, m, all[1], 0);
    l.stage = whole;
}

// The grid that stays in place from scores to softmax, with Q at its left and K^T above it.
void place_grid(Layout& l, const Dims& d, const Metrics& m, Tensor grid, int head) {
    using enum Tensor;
    const bool dim = grid != scores;
    Product p{.left = {.tensor = q_head,
                       .head = head,
                       .rows = d.tokens,
                       .cols = d.d_k,
                       .dim = dim,
                       .row_labels = true,
                       .title = Side::below},
              .tops = {{.tensor = k_head,
                        .head = head,
                        .rows = d.keys,
                        .cols = d.d_k,
                        .transposed = true,
                        .dim = dim,
                        .col_labels = true,
                        .title = Side::left}},
              .results = {{.tensor = grid, .head = head, .rows = d.tokens, .cols = d.keys, .title = Side::below}}};
    place_product(l, m, p, l.narrow ? 38.0f : 56.0f);
}

// One number for each row at the right of the grid, under it in the list, so that the grid stays the last panel.
void place_beside_grid(Layout& l, const Dims& d, Tensor tensor, int head) {
    Panel p{.tensor = tensor, .head = head, .rows = d.tokens, .cols = 1, .title = Side::above};
    p.area = {l.badges.x, l.badges.y, std::min(l.badges.w, kBadge), l.badges.h};
    l.panels.insert(l.panels.end() - 1, p);
}

// The grid holds the shifted scores until the first row is exponentiated, and the exponentials until the first row is
// divided; beside it is what was found in each row.
void place_softmax(Layout& l, const Dims& d, const Metrics& m, double w, int head) {
    const auto begun = [&](SoftmaxStep step) { return softmax_reveal(w, step, 0, d.tokens) > 0; };
    const bool divided = begun(SoftmaxStep::divide), exponentials = begun(SoftmaxStep::exponential);
    place_grid(l, d, m, divided ? Tensor::weights : exponentials ? Tensor::exps : Tensor::shifted, head);
    if (d.columns || w >= softmax_end(SoftmaxStep::divide)) return;
    place_beside_grid(l, d, begun(SoftmaxStep::total) ? Tensor::row_sum : Tensor::row_max, head);
}

void place_weighted_sum(Layout& l, const Dims& d, const Metrics& m, int head) {
    using enum Tensor;
    Product p{
        .left = {.tensor = d.dropout ? dropped : weights,
                 .head = head,
                 .rows = d.tokens,
                 .cols = d.keys,
                 .row_labels = true,
                 .col_labels = true,
                 .title = Side::below},
        .tops =
            {{.tensor = v_head, .head = head, .rows = d.keys, .cols = d.d_v, .row_labels = true, .title = Side::above}},
        .results = {{.tensor = context, .head = head, .rows = d.tokens, .cols = d.d_v, .title = Side::below}}};
    if (l.narrow || !place_in_line(l, m, p)) place_product(l, m, p, 0);
}

// Without W_O the output is the concatenation itself.
void place_copy(Layout& l, const Dims& d, const Metrics& m) {
    const int joined = d.heads * d.d_v;
    constexpr float sign = 36;
    const CellSize s = cell_size(l.stage.w - m.row_label - sign, l.stage.h - 2 * kTitle, 2 * joined, d.tokens);
    const float w = s.w * static_cast<float>(joined), h = s.h * static_cast<float>(d.tokens);
    const float left = l.stage.x + m.row_label + (l.stage.w - m.row_label - 2 * w - sign) / 2,
                y = l.stage.y + (l.stage.h - h) / 2;
    for (const Tensor tensor : {Tensor::concat, Tensor::output}) {
        const bool first = tensor == Tensor::concat;
        Panel p = panel(tensor, 0, d.tokens, joined, first ? left : left + w + sign, y, s);
        p.title = Side::above;
        p.row_labels = first;
        l.panels.push_back(p);
    }
    l.signs.push_back({left + w + sign / 2, y + h / 2, "="});
}

void place_output(Layout& l, const Dims& d, const Metrics& m) {
    using enum Tensor;
    const int joined = d.heads * d.d_v, width = d.d_out > 0 ? d.d_out : d.d_model;
    if (d.ending != Ending::projected) return place_copy(l, d, m);
    Product p{.left = {.tensor = concat, .rows = d.tokens, .cols = joined, .row_labels = true, .title = Side::below},
              .tops = {{.tensor = w_o, .rows = joined, .cols = width, .title = Side::above}},
              .results = {{.tensor = output, .rows = d.tokens, .cols = width, .title = Side::below}}};
    if (d.biased) p.biases.push_back({.tensor = b_o, .rows = 1, .cols = width, .title = Side::left});
    if (l.narrow && bands_have_digits(l, m, {p})) return place_bands(l, m, {p});
    place_product(l, m, p, 0);
}

} // namespace

Layout layout(const Dims& d, Stage stage, double time, int head, const Rect& canvas, const Metrics& m) {
    Layout l;
    l.metrics = m;
    place_regions(l, canvas, info(stage).per_head && d.heads > 1 ? d.heads : 0);
    const double w = work(time);
    switch (stage) {
    case Stage::tokens:
        if (l.narrow && !d.cross && l.stage.h > 0.8f * l.stage.w) place_sum_down(l, d, m);
        else place_sums(l, d, m);
        break;
    case Stage::project: place_projection(l, d, m); break;
    case Stage::split:
        place_blocks(l, d, m, {Tensor::q_head, Tensor::k_head, Tensor::v_head}, static_cast<float>(ease(w)));
        break;
    case Stage::scores: place_grid(l, d, m, Tensor::scores, head); break;
    case Stage::scale: place_grid(l, d, m, d.capped ? Tensor::capped : Tensor::scaled, head); break;
    case Stage::mask: place_grid(l, d, m, Tensor::masked, head); break;
    case Stage::softmax: place_softmax(l, d, m, w, head); break;
    case Stage::dropout:
        place_grid(l, d, m, d.averaged && average_reveal(w) > 0 ? Tensor::averaged : Tensor::dropped, head);
        break;
    case Stage::weighted_sum: place_weighted_sum(l, d, m, head); break;
    case Stage::concat: place_blocks(l, d, m, {Tensor::concat}, static_cast<float>(1 - ease(w))); break;
    case Stage::output: place_output(l, d, m); break;
    }
    return l;
}

} // namespace attn
