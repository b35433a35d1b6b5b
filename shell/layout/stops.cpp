#include "stops.h"

#include <algorithm>

#include "reveal.h"
#include "timeline.h"

namespace attn {

namespace {

struct Stops {
    std::vector<double> times{time_of(0)};
    double from = 0, to = 1; // the part of the work that is being listed

    // When `done` becomes 1, found by halving: whatever the timeline says, the stop is where it says it.
    template <class Done> void when(Done&& done) {
        double low = 0, high = 1;
        for (int i = 0; i < 24; ++i) {
            const double middle = (low + high) / 2;
            (done(middle) >= 1 ? high : low) = middle;
        }
        times.push_back(time_of(from + (to - from) * high));
    }
};

// Each term of the first cell, each cell of the first row, each row.
void product(Stops& s, int terms, int rows, int cols) {
    for (int term = 1; term <= terms; ++term)
        s.when([&](double w) { return product_reveal(w, 0, 0, rows, cols) * terms / term + 1e-9; });
    for (int col = 1; col < cols; ++col) s.when([&](double w) { return product_reveal(w, 0, col, rows, cols); });
    for (int row = 1; row < rows; ++row) s.when([&](double w) { return product_reveal(w, row, cols - 1, rows, cols); });
}

void sweep(Stops& s, int rows, int cols) {
    for (int row = 0; row < rows; ++row) s.when([&](double w) { return sweep_reveal(w, row, cols - 1, rows, cols); });
}

} // namespace

std::vector<double> stops(const Trace& t, Stage stage, int lead) {
    const int rows = static_cast<int>(t.queries()), keys = static_cast<int>(t.keys());
    const int width = static_cast<int>(t.x.cols());
    Stops s;
    switch (stage) {
    case Stage::tokens:
        if (!has(t, Tensor::embedding)) {
            sweep(s, rows, 1);
            break;
        }
        for (const SumPart part : {SumPart::words, SumPart::first, SumPart::second})
            s.when([&](double w) { return sum_reveal(w, part, rows - 1, 0, rows, width); });
        for (int col = 0; col < width; ++col)
            s.when([&](double w) { return sum_reveal(w, SumPart::total, 0, col, rows, width); });
        for (int row = 1; row < rows; ++row)
            s.when([&](double w) { return sum_reveal(w, SumPart::total, row, width - 1, rows, width); });
        break;
    case Stage::project: {
        const Cell first{Tensor::q, 0, 0, 0};
        s.to = 0.56;
        product(s, static_cast<int>(explain(t, first).terms.size()), rows, static_cast<int>(t.q.cols()));
        s.to = 1;
        for (const int which : {1, 2}) s.when([&](double w) { return third(w, which); });
        break;
    }
    case Stage::scores: product(s, t.d_k, rows, keys); break;
    case Stage::scale:
    case Stage::mask: sweep(s, rows, keys); break;
    case Stage::softmax:
        for (int step = 0; step < kSoftmaxSteps; ++step)
            s.times.push_back(time_of(softmax_end(static_cast<SoftmaxStep>(step))));
        break;
    case Stage::dropout:
        if (has(t, Tensor::averaged)) s.to = kSampled;
        sweep(s, rows, keys);
        break;
    case Stage::weighted_sum: {
        const Explanation e = explain(t, {Tensor::context, 0, lead_row(t, {stage, 0, lead}), 0});
        const auto live = static_cast<int>(
            std::count_if(e.terms.begin(), e.terms.end(), [](const Term& term) { return !term.skipped; }));
        for (int term = 1; term <= live; ++term)
            s.when([&](double w) { return pour_reveal(w, 0, rows) * live / term + 1e-9; });
        for (int row = 1; row < rows; ++row) s.when([&](double w) { return pour_reveal(w, row, rows); });
        break;
    }
    case Stage::output:
        if (const Explanation e = explain(t, {Tensor::output, 0, 0, 0}); e.op == Op::dot)
            product(s, static_cast<int>(e.terms.size()), rows, static_cast<int>(t.output.cols()));
        break;
    case Stage::split:
    case Stage::concat: break;
    }
    s.times.push_back(1);
    std::sort(s.times.begin(), s.times.end());
    // What lies nearer than a frame is one stop.
    std::vector<double> out;
    for (const double time : s.times)
        if (out.empty() || time - out.back() > 1e-4) out.push_back(time);
    if (out.size() > 1 && 1 - out[out.size() - 2] < 1e-4) out.erase(out.end() - 2);
    return out;
}

} // namespace attn
