#include "narration.h"

#include <algorithm>
#include <tuple>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/stages/row_words.h"
#include "playback.h"
#include "shell/layout/reveal.h"
#include "shell/layout/timeline.h"
#include "words.h"

namespace attn {

namespace {

constexpr int kTerms = 3, kNumbers = 3; // of a sum, and of a row, that a sentence has room for

// What a sentence is made of.
struct Teller {
    const Words& w;
    const Run& run;
    const Trace& t;
    int head;
    int rows, keys;
    int lead; // the query that comes first

    std::string row(const Cell& c) const { return row_label(t, c.tensor, c.row); }
    std::string col(const Cell& c) const { return col_label(t, c.tensor, c.col); }
};
using Now = const Teller&;

// "0.31 × 1.20 + … + 0.5 × 2.00 = 0.87": as many terms as are in the sum so far.
std::string sum_so_far(Now m, const Cell& cell, double done) {
    Explanation e = explain(m.t, cell);
    const auto in = static_cast<std::size_t>(done >= 1 ? static_cast<int>(e.terms.size()) : terms_in(e, done));
    if (in >= e.terms.size()) return arithmetic(m.run, e, kTerms);
    e.terms.resize(std::max<std::size_t>(in, 1));
    const std::string whole = arithmetic(m.run, e, kTerms);
    const std::string terms = whole.substr(0, whole.rfind(" = "));
    if (in == 0) return terms + " + …"; // the first product is being made
    return terms + " = " + fixed(evaluate(e), decimals_of(m.run, cell.tensor)) + " …";
}

// The numbers of a row up to a column, as many as there is room for: the last ones.
std::string numbers_up_to(Now m, const Cell& last) {
    std::vector<std::string> out;
    const int first = std::max(0, last.col - kNumbers + 1);
    if (first > 0) out.emplace_back("…");
    for (int col = first; col <= last.col; ++col)
        out.push_back(value_text(m.run, {last.tensor, last.head, last.row, col}));
    return listed(m.w, out);
}

Told told(Now m, std::string_view key, const Cell& cell, std::string_view says = {}) {
    return {text(m.w, key,
                 {{"row", m.row(cell)},
                  {"col", m.col(cell)},
                  {"number", std::to_string(cell.row + 1)},
                  {"column", std::to_string(cell.col + 1)},
                  {"says", says}}),
            cell};
}

// The first row cell by cell, the others as rows.
Told product(Now m, Tensor tensor, double share, std::string_view cell_key, std::string_view row_key) {
    const Extent size = extent_of(m.t, tensor);
    const auto rows = static_cast<int>(size.rows), cols = static_cast<int>(size.cols);
    const Active a = product_active(share, rows, cols);
    Cell cell{tensor, info(tensor).per_head ? m.head : 0, row_at(std::max(a.row, 0), m.lead), a.col};
    if (a.row < 0) cell.col = cols - 1; // the only row is done
    if (a.row != 0) return told(m, row_key, cell, numbers_up_to(m, cell));
    return told(m, cell_key, cell, sum_so_far(m, cell, product_reveal(share, 0, a.col, rows, cols)));
}

// The last cell of a matrix, row by row, that has begun; the first one if none has.
Cell last_begun(Tensor tensor, int head, int rows, int cols, auto&& reveal) {
    int begun = 0, not_begun = rows * cols;
    while (not_begun - begun > 1) {
        const int middle = begun + (not_begun - begun) / 2;
        (reveal(middle / cols, middle % cols) > 0 ? begun : not_begun) = middle;
    }
    return {tensor, head, begun / cols, begun % cols};
}

// Rows of queries take turns.
Cell in_turn(Now m, Cell cell) {
    if (info(cell.tensor).rows == Axis::query) cell.row = row_at(cell.row, m.lead);
    return cell;
}

Cell swept(Now m, Tensor tensor, double w, int rows, int cols) {
    return in_turn(m, last_begun(tensor, info(tensor).per_head ? m.head : 0, rows, cols,
                                 [&](int row, int col) { return sweep_reveal(w, row, col, rows, cols); }));
}

Told tokens(Now m, double w) {
    using enum Tensor;
    const auto width = static_cast<int>(m.t.x.cols());
    if (!has(m.t, embedding)) {
        const Cell cell{x, 0, swept(m, x, w, m.rows, 1).row, width - 1};
        return told(m, "tell.given", cell, numbers_up_to(m, {x, 0, cell.row, std::min(width, kNumbers) - 1}));
    }
    const auto begun = [&](SumPart part) { return sum_reveal(w, part, 0, 0, m.rows, width) > 0; };
    const auto last_row = [&](Tensor tensor, SumPart part) {
        return last_begun(tensor, 0, m.rows, 1,
                          [&](int row, int) { return sum_reveal(w, part, row, 0, m.rows, width); });
    };
    const auto beginning = [&](Tensor tensor, int row) {
        return numbers_up_to(m, {tensor, 0, row, std::min(width, kNumbers) - 1});
    };
    if (begun(SumPart::total)) {
        const Cell turn = last_begun(x, 0, m.rows, width, [&](int row, int col) {
            return sum_reveal(w, SumPart::total, row, col, m.rows, width);
        });
        const Cell cell = in_turn(m, turn);
        if (turn.row > 0) return told(m, "tell.row_added", cell, numbers_up_to(m, cell));
        return told(m, "tell.added", cell, arithmetic(m.run, explain(m.t, cell)));
    }
    for (const auto& [tensor, part, key] :
         {std::tuple{position, SumPart::second, "tell.position"}, {embedding, SumPart::first, "tell.embedding"}})
        if (begun(part)) {
            const Cell cell = last_row(tensor, part);
            return told(m, key, cell, beginning(tensor, cell.row));
        }
    return told(m, "tell.word", last_row(x, SumPart::words));
}

Told project(Now m, double w) {
    using enum Tensor;
    if (third(w, 0) < 1) return product(m, q, third(w, 0), "tell.asks_for", "tell.asks_with");
    const bool keys = third(w, 1) < 1;
    const Tensor tensor = keys ? k : v;
    const Extent size = extent_of(m.t, tensor);
    const Cell cell =
        swept(m, tensor, third(w, keys ? 1 : 2), static_cast<int>(size.rows), static_cast<int>(size.cols));
    return told(m, keys ? "tell.answers_with" : "tell.passes_on", cell, numbers_up_to(m, cell));
}

// Blocks of columns that slide: which head has which.
Told blocks(Now m, Tensor tensor, double w, std::string_view key) {
    const int which = std::min(static_cast<int>(w * m.t.heads), m.t.heads - 1);
    const int width = tensor == Tensor::concat ? m.t.d_v : m.t.d_k;
    return {text(m.w, key,
                 {{"head", std::to_string(which + 1)},
                  {"from", std::to_string(which * width + 1)},
                  {"to", std::to_string((which + 1) * width)}}),
            {tensor, 0, 0, which * width}};
}

// In a row of softmax all cells move at once; the one with the second largest weight is told, as its digits say more
// than those of the largest, whose exponential is 1.
int told_key(Now m, int row) {
    const std::vector<int> keys = seen_keys(m.t, m.head, row);
    return keys.empty() ? 0 : keys[std::min<std::size_t>(1, keys.size() - 1)];
}

Told softmax(Now m, double w) {
    using enum Tensor;
    struct Step {
        SoftmaxStep step;
        Tensor tensor;
        std::string_view key;
    };
    constexpr Step steps[] = {{SoftmaxStep::settle, weights, ""}, // the words' own sentence
                              {SoftmaxStep::divide, weights, "tell.share"},
                              {SoftmaxStep::total, row_sum, "tell.total"},
                              {SoftmaxStep::exponential, exps, "tell.exponential"},
                              {SoftmaxStep::shift, shifted, "tell.shift"},
                              {SoftmaxStep::maximum, row_max, "tell.maximum"}};
    const bool columns = m.t.options.mistakes.softmax_over_queries; // by mistake
    for (const Step& s : steps) {
        const bool first = s.step == SoftmaxStep::maximum;
        int turn = first ? 0 : -1;
        for (int i = 0; i < m.rows; ++i)
            if (softmax_reveal(w, s.step, i, m.rows) > 0) turn = i;
        if (turn < 0) continue;
        const int row = row_at(turn, m.lead);
        const bool sums = s.tensor == row_sum || s.tensor == row_max;
        if (s.step == SoftmaxStep::settle)
            return {looks_sentence(m.w, m.run, m.head, row), {weights, m.head, row, told_key(m, row)}};
        Cell cell{s.tensor, m.head, row, sums ? 0 : told_key(m, row)};
        if (sums && columns) cell.row = 0, cell.col = std::min(row, m.keys - 1);
        return told(m, columns && sums ? std::string(s.key) + "_column" : std::string(s.key), cell,
                    arithmetic(m.run, explain(m.t, cell), 4));
    }
    return {};
}

Told dropout(Now m, double w) {
    using enum Tensor;
    const bool averages = has(m.t, averaged);
    if (averages && w > kSampled) {
        const Cell cell{averaged, m.head, collects_most(m.t), told_key(m, collects_most(m.t))};
        return told(m, "tell.average", cell, arithmetic(m.run, explain(m.t, cell)));
    }
    const Cell at = swept(m, dropped, averages ? ramp(w, 0, kSampled) : w, m.rows, m.keys);
    if (is_masked(m.t, dropped, m.head, at.row, at.col)) return {sentence(m.w, m.run, at), at};
    const std::string die = value_text(m.run, {dropout_uniforms, m.head, at.row, at.col});
    return {text(m.w, "tell.die",
                 {{"row", m.row(at)}, {"col", m.col(at)}, {"die", die}, {"says", arithmetic(m.run, explain(m.t, at))}}),
            at};
}

Told weighted_sum(Now m, double w) {
    const Active a = pour_active(w, m.rows);
    if (a.row < 0) return {};
    const double done = pour_reveal(w, a.row, m.rows);
    const Cell cell{Tensor::context, m.head, row_at(a.row, m.lead), 0};
    if (a.row != 0) {
        const auto last = static_cast<int>(extent_of(m.t, Tensor::context).cols) - 1;
        return told(m, "tell.row_collected", cell, numbers_up_to(m, {cell.tensor, m.head, cell.row, last}));
    }
    const Explanation e = explain(m.t, cell);
    const auto next = static_cast<std::size_t>(std::min(terms_in(e, done), static_cast<int>(e.terms.size()) - 1));
    const Cell& weight = e.terms[next].a_from;
    return {text(m.w, "tell.collects",
                 {{"row", m.row(cell)},
                  {"col", m.col(weight)},
                  {"weight", value_text(m.run, weight)},
                  {"says", sum_so_far(m, cell, done)}}),
            cell};
}

Told handed_on(Now m, double w) {
    if (explain(m.t, {Tensor::output, 0, 0, 0}).op == Op::dot)
        return product(m, Tensor::output, w, "tell.output", "tell.output_row");
    const Extent size = extent_of(m.t, Tensor::output);
    const Cell cell = swept(m, Tensor::output, w, static_cast<int>(size.rows), static_cast<int>(size.cols));
    return told(m, "tell.output_row", cell, numbers_up_to(m, cell));
}

} // namespace

std::string caption(const Program& p) {
    if (p.state.view != View::stage) return {};
    const bool still = p.playing == Playing::no && (p.state.time <= 0 || p.state.time >= 1);
    if (still) return {};
    return narration(words_of(p), p.now.run, moment_of(p), p.state.head - 1).sentence;
}

Told narration(const Words& words, const Run& run, const Moment& at, int head) {
    using enum Tensor;
    const Trace& t = run.trace;
    const Teller m{words, run, t, head, static_cast<int>(t.queries()), static_cast<int>(t.keys()), lead_row(t, at)};
    // While the pieces glide to their places, what comes first is announced; when all is done, what came last stays.
    const double w = std::clamp(work(at.time), 1e-6, 1 - 1e-6);
    switch (at.stage) {
    case Stage::tokens: return tokens(m, w);
    case Stage::project: return project(m, w);
    case Stage::split: return blocks(m, q, w, "tell.split");
    case Stage::scores: return product(m, scores, w, "tell.score", "tell.scores");
    case Stage::scale: {
        const Cell cell = swept(m, has(t, capped) ? capped : scaled, w, m.rows, m.keys);
        return told(m, "tell.scaled", cell, arithmetic(run, explain(t, cell)));
    }
    case Stage::mask: {
        const Cell cell = swept(m, masked, w, m.rows, m.keys);
        return {sentence(words, run, cell), cell};
    }
    case Stage::softmax: return softmax(m, w);
    case Stage::dropout: return dropout(m, w);
    case Stage::weighted_sum: return weighted_sum(m, w);
    case Stage::concat: return blocks(m, concat, w, "tell.concat");
    case Stage::output: return handed_on(m, w);
    }
    return {};
}

} // namespace attn
