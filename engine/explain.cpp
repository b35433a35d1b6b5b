#include "explain.h"

#include <limits>

#include "elementary.h"

namespace attn {

namespace {

using enum Tensor;

// The operands of a matrix product: row of `left` against column of `right` (or a row, when transposed).
Explanation dot(const Trace& t, const Cell& c, Tensor left, Tensor right, bool transposed = false) {
    Explanation e{.cell = c, .op = Op::dot};
    const Matrix& a = matrix(t, left, c.head);
    for (int m = 0; m < static_cast<int>(a.cols()); ++m) {
        Term term{.a_from = {left, c.head, c.row, m}, .b_from = {right, c.head, m, c.col}};
        if (transposed) term.b_from = {right, c.head, c.col, m};
        if (!info(left).per_head) term.a_from.head = 0;
        if (!info(right).per_head) term.b_from.head = 0;
        term.a = a(c.row, m);
        term.b = matrix(t, right, c.head)(term.b_from.row, term.b_from.col);
        term.skipped = left == weights && !t.head(c.head).allowed(c.row, m);
        e.terms.push_back(term);
    }
    return e;
}

Explanation one(const Trace& t, const Cell& c, Op op, const Cell& from) {
    return {
        .cell = c, .op = op, .terms = {{.a_from = from, .a = matrix(t, from.tensor, from.head)(from.row, from.col)}}};
}

// The cell's whole row of another matrix: softmax needs all of it.
Explanation row(const Trace& t, const Cell& c, Op op, Tensor from) {
    Explanation e{.cell = c, .op = op, .own = c.col};
    const Matrix& m = matrix(t, from, c.head);
    for (int j = 0; j < static_cast<int>(m.cols()); ++j)
        e.terms.push_back(
            {.a_from = {from, c.head, c.row, j}, .a = m(c.row, j), .skipped = !t.head(c.head).allowed(c.row, j)});
    return e;
}

// A column of Q, K, V or of the concatenation, and the head it belongs to.
Explanation split(const Trace& t, const Cell& c, Tensor whole, int width) {
    return one(t, c, Op::copy, {whole, 0, c.row, c.head * width + c.col});
}

Explanation sources(const Trace& t, const Cell& c) {
    const auto softmax_of_head = [&]() -> const Softmax& { return t.head(c.head).softmax; };
    switch (c.tensor) {
    case embedding:
    case position:
    case w_q:
    case w_k:
    case w_v:
    case w_o: return {.cell = c};
    case x: {
        if (t.embedding.size() == 0) return {.cell = c};
        Explanation e = one(t, c, Op::add, {embedding, 0, c.row, c.col});
        e.terms[0].b_from = {position, 0, c.row, c.col};
        e.terms[0].b = t.position(c.row, c.col);
        return e;
    }
    case q: return dot(t, c, x, w_q);
    case k: return dot(t, c, x, w_k);
    case v: return dot(t, c, x, w_v);
    case q_head: return split(t, c, q, t.d_k);
    case k_head: return split(t, c, k, t.d_k);
    case v_head: return split(t, c, v, t.d_v);
    case scores: return dot(t, c, q_head, k_head, true);
    case scaled: {
        Explanation e = one(t, c, Op::times, {scores, c.head, c.row, c.col});
        e.factor = t.scale;
        return e;
    }
    case masked: return one(t, c, Op::mask, {scaled, c.head, c.row, c.col});
    case exps: {
        Explanation e = row(t, c, Op::exponential, masked);
        e.factor = softmax_of_head().row_max(c.row);
        return e;
    }
    case weights: {
        Explanation e = row(t, c, Op::share, exps);
        e.factor = softmax_of_head().row_sum(c.row);
        return e;
    }
    case context: return dot(t, c, weights, v_head);
    case concat: return one(t, c, Op::copy, {context, c.col / t.d_v, c.row, c.col % t.d_v});
    case output: return dot(t, c, concat, w_o);
    }
    return {.cell = c};
}

} // namespace

Explanation explain(const Trace& t, const Cell& cell) {
    Explanation e = sources(t, cell);
    e.masked = is_masked(t, cell.tensor, cell.head, cell.row, cell.col);
    e.result = matrix(t, cell.tensor, cell.head)(cell.row, cell.col);
    return e;
}

float contribution(const Term& term) { return term.skipped ? 0.0f : term.a * term.b; }

float evaluate(const Explanation& e) {
    switch (e.op) {
    case Op::given: return e.result;
    case Op::copy: return e.terms[0].a;
    case Op::add: return e.terms[0].a + e.terms[0].b;
    case Op::times: return e.terms[0].a * e.factor;
    case Op::mask: return e.masked ? -std::numeric_limits<float>::infinity() : e.terms[0].a;
    case Op::dot: {
        float acc = 0.0f;
        for (const Term& term : e.terms)
            if (!term.skipped) acc += term.a * term.b;
        return acc;
    }
    case Op::exponential: {
        if (e.masked) return 0.0f;
        float most = -std::numeric_limits<float>::infinity();
        for (const Term& term : e.terms)
            if (!term.skipped && term.a > most) most = term.a;
        return exp(e.terms[static_cast<std::size_t>(e.own)].a - most);
    }
    case Op::share: {
        if (e.masked) return 0.0f;
        std::vector<float> row;
        for (const Term& term : e.terms) row.push_back(term.a);
        return row[static_cast<std::size_t>(e.own)] / row_total(row.data(), static_cast<Index>(row.size()));
    }
    }
    return e.result;
}

bool contains(const Trace& t, const Cell& c) {
    if (c.head < 0 || c.head >= (info(c.tensor).per_head ? t.heads : 1)) return false;
    const Matrix& m = matrix(t, c.tensor, c.head);
    return c.row >= 0 && c.col >= 0 && c.row < m.rows() && c.col < m.cols();
}

} // namespace attn
