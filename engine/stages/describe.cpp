#include "describe.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "engine/attention/mask.h"
#include "engine/formats/number.h"
#include "engine/words/text.h"

namespace attn {

namespace {

std::string label(const Trace& t, Axis axis, int index) {
    const auto at = static_cast<std::size_t>(index);
    switch (axis) {
    case Axis::query: return t.tokens[at].text;
    case Axis::key: return (t.memory_tokens.empty() ? t.tokens : t.memory_tokens)[at].text;
    case Axis::features:
    case Axis::joined:
    case Axis::head:
    case Axis::one: return std::to_string(index + 1);
    }
    return {};
}

// What the rows and columns of a matrix are. Softmax over the queries has one maximum and one sum per key.
std::pair<Axis, Axis> axes(const Trace& t, Tensor tensor) {
    const bool turned =
        t.options.mistakes.softmax_over_queries && (tensor == Tensor::row_max || tensor == Tensor::row_sum);
    return turned ? std::pair{Axis::one, Axis::key} : std::pair{info(tensor).rows, info(tensor).cols};
}

bool is_token(Axis axis) { return axis == Axis::query || axis == Axis::key; }

} // namespace

std::string row_label(const Trace& t, Tensor tensor, int row) { return label(t, axes(t, tensor).first, row); }
std::string col_label(const Trace& t, Tensor tensor, int col) { return label(t, axes(t, tensor).second, col); }

int decimals_of(const Run& r, Tensor tensor) {
    const Trace& t = r.trace;
    if (!r.fewest_decimals) return r.decimals;
    // Weights are never exact, so all their digits are shown.
    if (info(tensor).ink == Ink::weight) return r.decimals;
    int max = 0;
    for (int h = 0; h < (info(tensor).per_head ? t.heads : 1); ++h) {
        const Matrix& m = matrix(t, tensor, h);
        for (Index i = 0; i < m.size() && max < r.decimals; ++i) {
            if (!std::isfinite(m.data()[i])) continue;
            const std::string digits = fixed(m.data()[i], r.decimals);
            max = std::max(max, r.decimals - static_cast<int>(digits.size() - 1 - digits.find_last_not_of('0')));
        }
    }
    return max;
}

bool scaled_as_in_paper(const Trace& t) {
    return !t.options.scale && t.options.temperature == 1 && !t.options.mistakes.no_scaling;
}

std::string factor_text(float factor) {
    const float size = std::fabs(factor);
    int decimals = 3;
    for (float least = 0.1f; size > 0 && size < least && decimals < 9; least /= 10) ++decimals;
    return fixed(factor, decimals);
}

std::string set_text(float value) {
    const std::string digits = shortest(value);
    const auto point = digits.find('.');
    const bool plain = point != std::string::npos && digits.find('e') == std::string::npos;
    return fixed(value, plain ? std::max(2, static_cast<int>(digits.size() - point - 1)) : 2);
}

std::string value_text(const Run& r, const Cell& c, int decimals) {
    if (decimals < 0) decimals = decimals_of(r, c.tensor);
    return fixed(matrix(r.trace, c.tensor, c.head)(c.row, c.col), decimals);
}

namespace {

float value_at(const Trace& t, const Cell& c) { return matrix(t, c.tensor, c.head)(c.row, c.col); }

// How many of the samples kept a weight.
int kept_times(const Trace& t, const Cell& c) {
    return static_cast<int>(t.times_kept[static_cast<std::size_t>(c.head)](c.row, c.col));
}

// Whether the mask would let a query see a key if it were made without mistakes.
bool should_see(const Trace& t, const Cell& c) {
    Options right = t.options;
    right.mistakes = {};
    if (t.options.mistakes.padding_on_rows && !right.key_padding.empty())
        right.key_padding = real_tokens(t.memory_tokens.empty() ? t.tokens : t.memory_tokens);
    return allowed_rows(right, c.head, c.row, 1, t.keys())(0, c.col);
}

// Whether softmax meets nothing but −∞ in the row of a cell, or by mistake in its column.
bool shares_nothing(const Trace& t, const Cell& c) {
    const auto closed = [](const auto& line) {
        return (line.array() == -std::numeric_limits<float>::infinity()).all();
    };
    const Matrix& masked = t.head(c.head).masked;
    return t.options.mistakes.softmax_over_queries ? closed(masked.col(c.col)) : closed(masked.row(c.row));
}

// Which of the sentences of a cell is the true one: the ending of its key.
std::string_view ending(const Trace& t, const Cell& c) {
    using enum Tensor;
    const Mistakes& mistakes = t.options.mistakes;
    const bool hidden = is_masked(t, c.tensor, c.head, c.row, c.col);
    const bool wrong_mask = mistakes.mask_after_softmax || mistakes.padding_on_rows || mistakes.mask_turned_round;
    if (wrong_mask && (c.tensor == Tensor::mask || c.tensor == masked))
        if (should_see(t, c) == hidden) return hidden ? "_hidden" : "_shown";
    if (hidden) return "_masked";
    if (c.tensor == scaled && !scaled_as_in_paper(t)) return "_times";
    if (c.tensor == keep && value_at(t, c) == 0) return "_dropped";
    if (c.tensor == dropped && t.head(c.head).keep(c.row, c.col) == 0) return "_dropped";
    if (c.tensor == x && !has(t, embedding)) return "_given";
    if (c.tensor == row_max && shares_nothing(t, c))
        return mistakes.softmax_over_queries ? "_closed_column" : "_closed";
    if (mistakes.softmax_over_queries && (c.tensor == row_max || c.tensor == shifted || c.tensor == row_sum))
        return "_column";
    return "";
}

// Where a head has this number from, if that is not the head's own column of the same row.
std::optional<Cell> moved_from(const Trace& t, const Cell& c) {
    const bool block = c.tensor == Tensor::q_head || c.tensor == Tensor::k_head || c.tensor == Tensor::v_head;
    if (!block || !t.options.mistakes.view_without_transpose) return std::nullopt;
    const int index = c.tensor == Tensor::q_head ? c.head : c.head / (t.heads / t.kv_heads);
    const Cell from = explain(t, c).terms[0].a_from;
    const bool right = from.row == c.row && from.col == index * (c.tensor == Tensor::v_head ? t.d_v : t.d_k) + c.col;
    return right ? std::nullopt : std::optional(from);
}

// "a, b, …, z" of the terms that count; sums of more than `max_terms` terms are folded in the middle.
std::string list(const Explanation& e, int max_terms, std::string_view between, auto&& one) {
    std::string out;
    const int count = static_cast<int>(e.terms.size()), head = max_terms / 2, tail = max_terms - head;
    for (int i = 0; i < count; ++i) {
        if (!out.empty()) out += between;
        if (count > max_terms && i == head) {
            out += "…";
            i = count - tail - 1;
        } else out += one(e.terms[static_cast<std::size_t>(i)]);
    }
    return out;
}

} // namespace

std::string sentence(const Words& w, const Run& r, const Cell& c) {
    const Trace& t = r.trace;
    if (const Edited* e = edited(r, c))
        return text(w, "cell.edited",
                    {{"name", tensor_name(w, c.tensor, c.head)},
                     {"row", text(w, is_token(info(c.tensor).rows) ? "cell.token" : "cell.number",
                                  {{"row", row_label(t, c.tensor, c.row)}})},
                     {"column", std::to_string(c.col + 1)},
                     {"value", value_text(r, c)},
                     {"was", fixed(e->was, 2)}});
    std::string key = "tensor." + std::string(info(c.tensor).key) + ".says";
    const auto moved = moved_from(t, c);
    key += moved ? "_moved" : ending(t, c);
    const float value = value_at(t, c);
    const bool small = info(c.tensor).ink == Ink::weight && value > 0 && value < 0.005f;
    return text(w, key,
                {{"row", row_label(t, c.tensor, c.row)},
                 {"col", col_label(t, c.tensor, c.col)},
                 {"head", std::to_string(c.head + 1)},
                 {"column", std::to_string(c.col + 1)},
                 {"other", moved ? row_label(t, moved->tensor, moved->row) : std::string()},
                 {"from", moved ? std::to_string(moved->col + 1) : std::string()},
                 {"d_k", std::to_string(t.d_k)},
                 {"factor", factor_text(t.factor)},
                 {"p", set_text(static_cast<float>(t.options.dropout_p))},
                 {"kept", c.tensor == Tensor::averaged ? std::to_string(kept_times(t, c)) : std::string()},
                 {"draws", std::to_string(t.dropout_samples)},
                 {"value", small ? std::string(text(w, "cell.little")) : value_text(r, c)}});
}

PrintedSum printed_sum(const Explanation& e, int decimals) {
    struct Part {
        std::size_t term;
        double exact;    // in units of the last decimal
        long long units; // as printed
    };
    const double unit = std::pow(10.0, decimals);
    std::vector<Part> parts;
    long long missing = std::llrint((e.op == Op::share ? e.factor : e.result) * unit);
    const auto add = [&](std::size_t term, double value) {
        parts.push_back({term, value * unit, std::llrint(value * unit)});
        missing -= parts.back().units;
    };
    for (std::size_t i = 0; i < e.terms.size(); ++i) {
        const Term& term = e.terms[i];
        if (term.skipped) continue;
        add(i, e.op == Op::dot ? contribution(term) : term.a);
        if (e.op == Op::add) add(i + 1, term.b);
    }
    const long long step = missing < 0 ? -1 : 1;
    const auto room = [step](const Part& p) {
        return static_cast<double>(step) * (p.exact - static_cast<double>(p.units));
    };
    for (; missing != 0 && !parts.empty(); missing -= step)
        std::max_element(parts.begin(), parts.end(), [&](const Part& a, const Part& b) {
            return room(a) < room(b);
        })->units += step;

    PrintedSum out;
    out.decimals = decimals;
    out.terms.resize(e.terms.size() + (e.op == Op::add ? 1 : 0));
    out.units.resize(out.terms.size());
    for (const Part& p : parts) out.units[p.term] = p.units;
    for (const Part& p : parts) out.terms[p.term] = fixed(static_cast<double>(p.units) / unit, decimals);
    out.result = fixed(e.op == Op::share ? e.factor : e.result, decimals);
    return out;
}

std::string printed_difference(const Explanation& e, int decimals) {
    const float score = e.terms[static_cast<std::size_t>(e.own)].a;
    if (!std::isfinite(score) || !std::isfinite(e.factor)) // nothing to round
        return fixed(score, decimals) + " \u2212 " + bracketed(e.factor, decimals) + " = " + fixed(e.result, decimals);
    const PrintedSum sum = printed_sum(
        {.cell = e.cell, .op = Op::add, .terms = {{.a_from = e.cell, .a = score, .b = -e.factor}}, .result = e.result},
        decimals);
    const double max = -static_cast<double>(sum.units[1]) / std::pow(10.0, decimals);
    return sum.terms[0] + " \u2212 " + bracketed(max, decimals) + " = " + sum.result;
}

std::string PrintedSum::part(std::size_t begin, std::size_t end) const {
    long long sum = 0;
    for (std::size_t i = begin; i < std::min(end, units.size()); ++i) sum += units[i];
    return fixed(static_cast<double>(sum) / std::pow(10.0, decimals), decimals);
}

std::string arithmetic(const Run& r, const Explanation& e, int max_terms) {
    const Trace& t = r.trace;
    const std::string result = value_text(r, e.cell);
    const Term own = e.terms.empty() ? Term{} : e.terms[static_cast<std::size_t>(e.own)];
    const auto of = [&](const Cell& from) { return decimals_of(r, from.tensor); };
    const auto plain = [&](const Term& term) { return bracketed(term.a, of(term.a_from)); };
    const auto first = [&](const Term& term) { return fixed(term.a, of(term.a_from)); };
    switch (e.op) {
    case Op::given:
    case Op::copy: return result;
    case Op::add: return first(own) + " + " + bracketed(own.b, of(own.b_from)) + " = " + result;
    case Op::times: {
        if (e.cell.tensor == Tensor::averaged)
            return first(own) + " × " + factor_text(t.dropout_factor) + " × " + std::to_string(kept_times(t, e.cell)) +
                   " / " + std::to_string(t.dropout_samples) + " = " + result;
        const std::string factor = e.factor < 0 ? "(" + factor_text(e.factor) + ")" : factor_text(e.factor);
        const std::string product = plain(own) + " × " + factor + " = " + result;
        return scaled_as_in_paper(t) ? plain(own) + " / √" + std::to_string(t.d_k) + " = " + product : product;
    }
    case Op::cap: {
        const std::string cap = set_text(e.factor);
        return cap + " × tanh(" + first(own) + " / " + cap + ") = " + result;
    }
    case Op::mask: {
        std::string sum = first(own);
        for (const Term& term : e.terms)
            if (term.a_from.tensor == Tensor::bias) sum += " + " + plain(term);
        if (!e.masked && t.options.mistakes.mask_after_softmax) // the mask adds nothing here, open or not
            return has(t, Tensor::bias) ? sum + " = " + result : result;
        return sum + (e.masked ? " + (\u2212∞) = " : " + 0 = ") + result;
    }
    case Op::maximum:
        if (shares_nothing(t, e.cell)) return result;
        return "max(" + list(e, max_terms, ", ", first) + ") = " + result;
    case Op::shift:
        return (e.masked ? std::string("\u2212∞") : first(own)) + " \u2212 " +
               bracketed(e.factor, decimals_of(r, Tensor::row_max)) + " = " + result;
    case Op::exponential: return (e.masked ? "exp(\u2212∞)" : "exp(" + first(own) + ")") + " = " + result;
    case Op::threshold:
        return fixed(own.a, 3) + (e.result != 0 ? " ≥ " : " < ") + set_text(e.factor) + " → " + fixed(e.result, 0);
    case Op::total: return list(e, max_terms, " + ", plain) + " = " + result;
    case Op::share:
        return e.masked || e.factor == 0
                   ? "0"
                   : first(own) + " / " + fixed(e.factor, decimals_of(r, Tensor::row_sum)) + " = " + result;
    case Op::drop:
        if (own.b == 0) return first(own) + " → 0";
        return first(own) + " × " + factor_text(e.factor) + " = " + result;
    case Op::mean:
        return "(" + list(e, max_terms, " + ", plain) + ") / " + std::to_string(e.terms.size()) + " = " + result;
    case Op::dot:
        return list(e, max_terms, " + ",
                    [&](const Term& term) {
                        return term.alone ? plain(term) : plain(term) + " × " + bracketed(term.b, of(term.b_from));
                    }) +
               " = " + result;
    }
    return result;
}

} // namespace attn
