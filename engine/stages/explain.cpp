#include "explain.h"

#include <algorithm>
#include <limits>

#include "engine/math/elementary.h"

namespace attn {

namespace {

using enum Tensor;

float value(const Trace& t, const Cell& c) { return matrix(t, c.tensor, c.head)(c.row, c.col); }

// A cell of a tensor that may or may not belong to a head.
Cell cell(Tensor tensor, int head, Index row, Index col) {
    return {tensor, info(tensor).per_head ? head : 0, static_cast<int>(row), static_cast<int>(col)};
}

// The operands of a matrix product: row of `left` against column of `right` (or a row, when transposed), and the
// bias of that column, where there is one.
Explanation dot(const Trace& t, const Cell& c, Tensor left, Tensor right, bool transposed = false) {
    Explanation e{.cell = c, .op = Op::dot};
    const Matrix &a = matrix(t, left, c.head), &b = matrix(t, right, c.head);
    for (Index m = 0; m < a.cols(); ++m) {
        Term term{.a_from = cell(left, c.head, c.row, m)};
        term.b_from = transposed ? cell(right, c.head, c.col, m) : cell(right, c.head, m, c.col);
        term.a = a(c.row, m);
        term.b = b(term.b_from.row, term.b_from.col);
        term.skipped = c.tensor == context && !t.head(c.head).allowed(c.row, m);
        e.terms.push_back(term);
    }
    return e;
}
Explanation projected(const Trace& t, const Cell& c, Tensor left, Tensor right, Tensor bias_row) {
    if (t.x.size() == 0) return {.cell = c}; // queries, keys and values were given
    Explanation e = dot(t, c, left, right);
    const Cell b = cell(bias_row, 0, 0, c.col);
    if (has(t, bias_row)) e.terms.push_back({.a_from = b, .a = value(t, b), .alone = true});
    return e;
}

Explanation one(const Trace& t, const Cell& c, Op op, const Cell& from) {
    return {.cell = c, .op = op, .terms = {{.a_from = from, .a = value(t, from)}}};
}
Explanation two(const Trace& t, const Cell& c, Op op, const Cell& a, const Cell& b) {
    return {.cell = c, .op = op, .terms = {{.a_from = a, .a = value(t, a), .b_from = b, .b = value(t, b)}}};
}

// The whole line of another matrix that softmax runs along: the cell's row, or by mistake its column.
Explanation line(const Trace& t, const Cell& c, Op op, Tensor from) {
    const bool down = t.options.mistakes.softmax_over_queries;
    Explanation e{.cell = c, .op = op, .own = down ? c.row : c.col};
    const Matrix& m = matrix(t, from, c.head);
    const Mask& seen = t.head(c.head).seen;
    for (Index at = 0; at < (down ? m.rows() : m.cols()); ++at) {
        const Cell source = down ? cell(from, c.head, at, c.col) : cell(from, c.head, c.row, at);
        e.terms.push_back({.a_from = source, .a = value(t, source), .skipped = !seen(source.row, source.col)});
    }
    return e;
}
// The entry of row_max or row_sum that belongs to a cell.
float of_line(const Trace& t, const Matrix& m, const Cell& c) {
    return t.options.mistakes.softmax_over_queries ? m(0, c.col) : m(c.row, 0);
}

// A cell of a head's block, and where it is in the whole matrix of all heads.
Explanation split(const Trace& t, const Cell& c, Tensor whole, int index, int width) {
    const Matrix& m = matrix(t, whole, 0);
    if (!t.options.mistakes.view_without_transpose)
        return one(t, c, Op::copy, cell(whole, 0, c.row, index * width + c.col));
    const Index flat = (index * m.rows() + c.row) * width + c.col;
    return one(t, c, Op::copy, cell(whole, 0, flat / m.cols(), flat % m.cols()));
}

Explanation hidden_or_kept(const Trace& t, const Cell& c) {
    Explanation e = one(t, c, Op::mask, {has(t, capped) ? capped : scaled, c.head, c.row, c.col});
    for (const Tensor also : {bias, Tensor::mask})
        if (has(t, also)) {
            const Cell from{also, c.head, c.row, c.col};
            e.terms.push_back({.a_from = from, .a = value(t, from), .alone = true});
        }
    return e;
}

Explanation joined(const Trace& t, const Cell& c) {
    const int head = c.col / t.d_v, col = c.col % t.d_v;
    if (!t.options.mistakes.heads_averaged) return one(t, c, Op::copy, {context, head, c.row, col});
    Explanation e{.cell = c, .op = Op::mean};
    for (int h = 0; h < t.heads; ++h) {
        const Cell from{context, h, c.row, col};
        e.terms.push_back({.a_from = from, .a = value(t, from)});
    }
    return e;
}

Explanation result(const Trace& t, const Cell& c) {
    const Cell from{concat, 0, c.row, c.col};
    if (t.options.mistakes.no_w_o) return one(t, c, Op::copy, from);
    if (!has(t, w_o)) return has(t, b_o) ? two(t, c, Op::add, from, {b_o, 0, 0, c.col}) : one(t, c, Op::copy, from);
    Explanation e = dot(t, c, concat, w_o);
    const Cell b{b_o, 0, 0, c.col};
    if (has(t, b_o)) e.terms.push_back({.a_from = b, .a = value(t, b), .alone = true});
    return e;
}

Explanation sources(const Trace& t, const Cell& c) {
    const auto head = [&]() -> const Head& { return t.head(c.head); };
    const auto same = [&](Tensor tensor) { return cell(tensor, c.head, c.row, c.col); };
    const int group = t.heads / t.kv_heads;
    const Tensor keys_from = has(t, memory) ? memory : x, values_from = has(t, memory_v) ? memory_v : keys_from;
    switch (c.tensor) {
    case embedding:
    case position:
    case memory_embedding:
    case memory_position:
    case memory_v:
    case w_q:
    case w_k:
    case w_v:
    case b_q:
    case b_k:
    case b_v:
    case w_o:
    case b_o:
    case bias:
    case Tensor::mask:
    case dropout_uniforms: return {.cell = c};
    case x:
        return is_sum(t, c, embedding, position) ? two(t, c, Op::add, same(embedding), same(position))
                                                 : Explanation{.cell = c};
    case memory:
        return is_sum(t, c, memory_embedding, memory_position)
                   ? two(t, c, Op::add, same(memory_embedding), same(memory_position))
                   : Explanation{.cell = c};
    case q: return projected(t, c, x, w_q, b_q);
    case k: return projected(t, c, keys_from, w_k, b_k);
    case v: return projected(t, c, values_from, w_v, b_v);
    case q_head: return split(t, c, q, c.head, t.d_k);
    case k_head: return split(t, c, k, c.head / group, t.d_k);
    case v_head: return split(t, c, v, c.head / group, t.d_v);
    case scores: return dot(t, c, q_head, k_head, true);
    case scaled: {
        Explanation e = one(t, c, Op::times, same(scores));
        e.factor = t.factor;
        return e;
    }
    case capped: {
        Explanation e = one(t, c, Op::cap, same(scaled));
        e.factor = t.options.softcap;
        return e;
    }
    case masked: return hidden_or_kept(t, c);
    case row_max: return line(t, c, Op::maximum, masked);
    case shifted: {
        Explanation e = line(t, c, Op::shift, masked);
        e.factor = of_line(t, head().softmax.row_max, c);
        return e;
    }
    case exps: return one(t, c, Op::exponential, same(shifted));
    case row_sum: return line(t, c, Op::total, exps);
    case weights: {
        Explanation e = line(t, c, Op::share, exps);
        e.factor = of_line(t, head().softmax.row_sum, c);
        return e;
    }
    case keep: {
        if (!has(t, dropout_uniforms)) return {.cell = c};
        Explanation e = one(t, c, Op::threshold, same(dropout_uniforms));
        e.factor = static_cast<float>(t.options.dropout_p);
        return e;
    }
    case dropped: {
        Explanation e = two(t, c, Op::drop, same(weights), same(keep));
        e.factor = t.dropout_factor;
        return e;
    }
    case averaged: {
        Explanation e = one(t, c, Op::times, same(weights));
        e.factor = t.dropout_factor * t.times_kept[static_cast<std::size_t>(c.head)](c.row, c.col) /
                   static_cast<float>(t.dropout_samples);
        return e;
    }
    case context: return dot(t, c, has(t, dropped) ? dropped : weights, v_head);
    case concat: return joined(t, c);
    case output: return result(t, c);
    }
    return {.cell = c};
}

float total_of(const Explanation& e) {
    std::vector<float> line;
    for (const Term& term : e.terms) line.push_back(term.a);
    return row_total(line.data(), static_cast<Index>(line.size()));
}

// As softmax() looks for it: the first allowed value, then whatever is larger; 0 where nothing is shared out.
float maximum_of(const Explanation& e) {
    float max = 0.0f;
    bool any = false, shares = false;
    for (const Term& term : e.terms) {
        if (term.skipped) continue;
        if (!any || term.a > max) max = term.a;
        any = true;
        shares = shares || term.a != -std::numeric_limits<float>::infinity();
    }
    return shares ? max : 0.0f;
}

// The cell's own part of the line; 0 where nothing is shared out, and so nothing adds up.
float share_of(const Explanation& e) {
    const float total = total_of(e);
    return e.masked || total == 0 ? 0.0f : e.terms[static_cast<std::size_t>(e.own)].a / total;
}

} // namespace

Explanation explain(const Trace& t, const Cell& c) {
    Explanation e = sources(t, c);
    e.masked = is_masked(t, c.tensor, c.head, c.row, c.col);
    e.result = value(t, c);
    return e;
}

float contribution(const Term& term) { return term.skipped ? 0.0f : term.alone ? term.a : term.a * term.b; }

float evaluate(const Explanation& e) {
    const auto own = [&] { return e.terms[static_cast<std::size_t>(e.own)].a; };
    switch (e.op) {
    case Op::given: return e.result;
    case Op::copy: return e.terms[0].a;
    case Op::add: return e.terms[0].a + e.terms[0].b;
    case Op::times: return e.terms[0].a * e.factor;
    case Op::cap: return e.factor * tanh(e.terms[0].a / e.factor);
    case Op::mask: {
        if (e.masked) return -std::numeric_limits<float>::infinity();
        float sum = e.terms[0].a;
        for (const Term& term : e.terms)
            if (term.a_from.tensor == Tensor::bias) sum += term.a;
        return sum;
    }
    case Op::dot: {
        float acc = 0.0f;
        for (const Term& term : e.terms)
            if (!term.skipped) acc += contribution(term);
        return acc;
    }
    case Op::maximum: return maximum_of(e);
    case Op::shift: return own() - maximum_of(e);
    case Op::exponential: return e.masked ? 0.0f : exp(e.terms[0].a);
    case Op::total: return total_of(e);
    case Op::share: return share_of(e);
    case Op::threshold: return e.terms[0].a >= e.factor ? 1.0f : 0.0f;
    case Op::drop: return e.terms[0].b != 0.0f ? e.terms[0].a * e.factor : 0.0f;
    case Op::mean: {
        float acc = 0.0f;
        for (const Term& term : e.terms) acc += term.a;
        return acc / static_cast<float>(e.terms.size());
    }
    }
    return e.result;
}

std::optional<Editable> editable(Tensor tensor) {
    const auto key = std::find(kEditable.begin(), kEditable.end(), info(tensor).key);
    if (key == kEditable.end()) return std::nullopt;
    return static_cast<Editable>(key - kEditable.begin());
}

const Edited* edited(const Run& r, const Cell& c) {
    if (r.edited.empty()) return nullptr; // this is asked for every cell that is drawn
    const auto matrix = editable(c.tensor);
    if (!matrix) return nullptr;
    const Edit wanted{*matrix, c.row + 1, c.col + 1, 0};
    const auto at = std::lower_bound(r.edited.begin(), r.edited.end(), wanted,
                                     [](const Edited& e, const Edit& w) { return comes_before(e.set, w); });
    return at != r.edited.end() && !comes_before(wanted, at->set) ? &*at : nullptr;
}

bool is_sum(const Trace& t, const Cell& c, Tensor a, Tensor b) {
    if (!has(t, a)) return false;
    const Cell first{a, c.head, c.row, c.col}, second{b, c.head, c.row, c.col};
    return value(t, c) == value(t, first) + value(t, second);
}

bool contains(const Trace& t, const Cell& c) {
    if (c.head < 0 || c.head >= (info(c.tensor).per_head ? t.heads : 1) || !has(t, c.tensor)) return false;
    const Matrix& m = matrix(t, c.tensor, c.head);
    return c.row >= 0 && c.col >= 0 && c.row < m.rows() && c.col < m.cols();
}

} // namespace attn
