#include "timeline.h"

#include <algorithm>
#include <cmath>

#include "engine/run/config.h"

namespace attn {

double ramp(double t, double from, double to) {
    return to <= from ? (t >= to ? 1.0 : 0.0) : std::clamp((t - from) / (to - from), 0.0, 1.0);
}

double ease(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

double glide(double time) { return ease(ramp(time, 0, kGlide)); }
namespace {
constexpr double kDone = 0.97; // after it the stage is done and is only looked at
}
double work(double time) { return ramp(time, kGlide, kDone); }
double time_of(double work) { return work >= 1 ? 1.0 : kGlide + work * (kDone - kGlide); }

namespace {
constexpr double kFirstCell = 0.45, kFirstRow = 0.75;                // of a product
constexpr double kSweptCell = 0.22, kSweptRow = 0.55;                // of a sweep
constexpr double kLeadRow = 0.6;                                     // of a weighted sum
constexpr double kSumWords = 0.4, kSumBegins = 0.64, kSumRow = 0.88; // of embedding plus position

// Item n of `count` that follow one another between `from` and `to`.
double nth(double t, double from, double to, int n, int count) {
    const double each = (to - from) / std::max(count, 1);
    return ramp(t, from + each * n, from + each * (n + 1));
}
} // namespace

int turn_of(int row, int lead) { return row == lead ? 0 : row < lead ? row + 1 : row; }
int row_at(int turn, int lead) { return turn == 0 ? lead : turn <= lead ? turn - 1 : turn; }

double product_reveal(double w, int row, int col, int rows, int cols) {
    if (row == 0 && col == 0) return ramp(w, 0, kFirstCell);
    if (row == 0) return nth(w, kFirstCell, kFirstRow, col - 1, cols - 1);
    return nth(w, kFirstRow, 1, (row - 1) * cols + col, (rows - 1) * cols);
}

Active product_active(double w, int rows, int cols) {
    if (w <= 0 || w >= 1) return {};
    if (w < kFirstCell || (rows == 1 && cols == 1)) return {0, 0};
    if (w < kFirstRow && cols > 1)
        return {0, std::min(1 + static_cast<int>((w - kFirstCell) / (kFirstRow - kFirstCell) * (cols - 1)), cols - 1)};
    if (rows == 1) return {};
    const int n = static_cast<int>((w - kFirstRow) / (1 - kFirstRow) * (rows - 1) * cols);
    return w < kFirstRow ? Active{} : Active{std::min(1 + n / cols, rows - 1), n % cols};
}

double pour_reveal(double w, int row, int rows) {
    if (rows == 1) return ramp(w, 0, 1);
    return row == 0 ? ramp(w, 0, kLeadRow) : nth(w, kLeadRow, 1, row - 1, rows - 1);
}

Active pour_active(double w, int rows) {
    if (w <= 0 || w >= 1) return {};
    for (int row = 0; row < rows; ++row)
        if (pour_reveal(w, row, rows) < 1) return {row, -1};
    return {};
}

double sum_reveal(double w, SumPart part, int row, int col, int rows, int cols) {
    const double share = static_cast<double>(row) / std::max(rows, 1);
    switch (part) {
    case SumPart::words: return ease(ramp(w, 0.2 * share, 0.2 * share + 0.16));
    case SumPart::first: return ease(ramp(w, 0.14 + 0.2 * share, 0.22 + 0.2 * share));
    case SumPart::second: return ease(ramp(w, kSumWords + 0.16 * share, kSumWords + 0.06 + 0.16 * share));
    case SumPart::total:
        if (row == 0) return nth(w, kSumBegins, kSumRow, col, cols);
        return nth(w, kSumRow, 1, (row - 1) * cols + col, (rows - 1) * cols);
    }
    return 1;
}

double sweep_reveal(double w, int row, int col, int rows, int cols) {
    if (row == 0 && col == 0) return ease(ramp(w, 0, rows * cols == 1 ? 1 : kSweptCell));
    // Between `from` and `to` `count` cells begin one after the other, each takes `each`, and the last one ends at `to`.
    const auto swept = [&](double from, double to, double each, int n, int count) {
        const double start = from + (to - from - each) * n / std::max(count - 1, 1);
        return ease(ramp(w, start, start + each));
    };
    if (row == 0) return swept(kSweptCell, rows == 1 ? 1 : kSweptRow, 0.12, col - 1, cols - 1);
    return swept(cols == 1 ? kSweptCell : kSweptRow, 1, 0.2, (row - 1) * cols + col, (rows - 1) * cols);
}

double third(double w, int which) {
    constexpr double ends[] = {0, 0.56, 0.78, 1};
    return ramp(w, ends[which], ends[which + 1]);
}

namespace {
constexpr double kSoftmaxBegins[] = {0.0, 0.17, 0.36, 0.57, 0.7, 0.92},
                 kSoftmaxEnds[] = {0.15, 0.34, 0.55, 0.68, 0.9, 1};
}

double softmax_end(SoftmaxStep step) { return kSoftmaxEnds[static_cast<std::size_t>(step)]; }

double average_reveal(double w) { return ease(ramp(w, kSampled + 0.06, 1)); }

double softmax_reveal(double w, SoftmaxStep step, int row, int rows) {
    const auto at = static_cast<std::size_t>(step);
    const double from = kSoftmaxBegins[at], to = kSoftmaxEnds[at], half = (to - from) / 2;
    // The first row takes half of the time; the others begin one after the other and take a quarter each.
    if (row == 0) return ease(ramp(w, from, rows == 1 ? to : from + half));
    const double start = from + half + half / 2 * (row - 1) / std::max(rows - 2, 1);
    return ease(ramp(w, start, start + half / 2));
}

double position(const Config& config, Stage stage, double time) { return stage_index(config, stage) + time; }

Moment moment(const Config& config, double where) {
    const std::vector<Stage> stages = offered_stages(config);
    const auto count = static_cast<int>(stages.size());
    where = std::isfinite(where) ? std::clamp(where, 0.0, static_cast<double>(count)) : 0.0;
    const int index = std::min(static_cast<int>(where), count - 1);
    return {stages[static_cast<std::size_t>(index)], where - index};
}

} // namespace attn
