#include "describe.h"

#include <cmath>
#include <cstdlib>

#include "number.h"
#include "text.h"

namespace attn {

namespace {

std::string label(const Trace& t, Axis axis, int index) {
    switch (axis) {
    case Axis::query:
    case Axis::key: return t.tokens[static_cast<std::size_t>(index)].text;
    case Axis::model:
    case Axis::joined:
    case Axis::head: return std::to_string(index + 1);
    }
    return {};
}

std::string bracketed(double value, int decimals) {
    const std::string digits = fixed(value, decimals);
    return digits.starts_with("\u2212") ? "(" + digits + ")" : digits;
}

// value * 10^decimals rounded as it is printed: the printed digits as a whole number.
long long printed_units(double value, int decimals) { return std::llrint(value * std::pow(10.0, decimals)); }

} // namespace

std::string row_label(const Trace& t, Tensor tensor, int row) { return label(t, info(tensor).rows, row); }
std::string col_label(const Trace& t, Tensor tensor, int col) { return label(t, info(tensor).cols, col); }

std::string tensor_name(const Trace&, Tensor tensor, int head) {
    const std::string name(text("tensor." + std::string(info(tensor).key)));
    if (!info(tensor).per_head) return name;
    return text("tensor.of_head", {{"name", name}, {"head", std::to_string(head + 1)}});
}

std::string value_text(const Trace& t, const Cell& c, int decimals) {
    return fixed(matrix(t, c.tensor, c.head)(c.row, c.col), decimals);
}

std::string sentence(const Trace& t, const Cell& c) {
    std::string key = "tensor." + std::string(info(c.tensor).key) + ".says";
    if (is_masked(t, c.tensor, c.head, c.row, c.col)) key += "_masked";
    return text(key, {{"row", row_label(t, c.tensor, c.row)},
                      {"col", col_label(t, c.tensor, c.col)},
                      {"head", std::to_string(c.head + 1)},
                      {"column", std::to_string(c.col + 1)},
                      {"d_k", std::to_string(t.d_k)},
                      {"value", value_text(t, c)}});
}

int decimals_that_add_up(const Explanation& e) {
    if (e.op != Op::dot && e.op != Op::add && e.op != Op::share) return 2;
    for (int decimals = 2; decimals < 6; ++decimals) {
        long long total = 0;
        for (const Term& term : e.terms) {
            if (term.skipped) continue;
            total += printed_units(e.op == Op::dot ? term.a * term.b : term.a, decimals);
            if (e.op == Op::add) total += printed_units(term.b, decimals);
        }
        const double result = e.op == Op::share ? e.factor : e.result;
        if (total == printed_units(result, decimals)) return decimals;
    }
    return 6;
}

std::string arithmetic(const Trace& t, const Explanation& e, int most_terms) {
    const std::string result = value_text(t, e.cell);
    const auto& own = e.terms.empty() ? Term{} : e.terms[static_cast<std::size_t>(e.own)];
    switch (e.op) {
    case Op::given: return result;
    case Op::copy: return result;
    case Op::add: return fixed(own.a, 2) + " + " + bracketed(own.b, 2) + " = " + result;
    case Op::times:
        return bracketed(own.a, 2) + " / √" + std::to_string(t.d_k) + " = " + bracketed(own.a, 2) + " × " +
               fixed(e.factor, 3) + " = " + result;
    case Op::mask: return e.masked ? fixed(own.a, 2) + " → " + result : result;
    case Op::exponential:
        if (e.masked) return "exp(\u2212∞) = 0";
        return "exp(" + fixed(own.a, 2) + " \u2212 " + bracketed(e.factor, 2) + ") = " + result;
    case Op::share: {
        if (e.masked) return "0";
        return fixed(own.a, 2) + " / " + fixed(e.factor, 2) + " = " + result;
    }
    case Op::dot: {
        std::string out;
        const int count = static_cast<int>(e.terms.size()), head = most_terms / 2, tail = most_terms - head;
        for (int i = 0; i < count; ++i) {
            if (!out.empty()) out += " + ";
            if (count > most_terms && i == head) {
                out += "…";
                i = count - tail - 1;
                continue;
            }
            const Term& term = e.terms[static_cast<std::size_t>(i)];
            out += bracketed(term.a, 2) + " × " + bracketed(term.b, 2);
        }
        return out + " = " + result;
    }
    }
    return result;
}

} // namespace attn
