// Cells in words and in digits.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

// Every number in a printed line, in order. "−" (U+2212) is the minus sign of a number where no space
// follows; "√4" counts as the number 4.
std::vector<double> numbers_in(std::string line) {
    for (auto at = line.find("\u2212"); at != std::string::npos; at = line.find("\u2212", at + 1))
        line.replace(at, 3, "-");
    std::vector<double> out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool minus = line[i] == '-' && i + 1 < line.size() && line[i + 1] >= '0' && line[i + 1] <= '9';
        if (!minus && (line[i] < '0' || line[i] > '9')) continue;
        char* end = nullptr;
        out.push_back(std::strtod(line.c_str() + i, &end));
        i = static_cast<std::size_t>(end - line.c_str()) - 1;
    }
    return out;
}

// What a value is when it is printed with two decimals and read again.
double as_printed(double value, int decimals = 2) { return numbers_in(fixed(value, decimals)).at(0); }

// What must be in the arithmetic of a cell, number by number.
std::vector<double> wanted_numbers(const Trace& t, const Explanation& e) {
    std::vector<double> out;
    const Term own = e.terms.empty() ? Term{} : e.terms[static_cast<std::size_t>(e.own)];
    switch (e.op) {
    case Op::given:
    case Op::copy: break;
    case Op::add: out = {as_printed(own.a), as_printed(own.b)}; break;
    case Op::times:
        if (e.cell.tensor == Tensor::averaged) { // weight × 1/(1 − p) × kept / throws
            const auto kept = t.times_kept[static_cast<std::size_t>(e.cell.head)](e.cell.row, e.cell.col);
            out = {as_printed(own.a), numbers_in(factor_text(t.dropout_factor)).at(0), static_cast<double>(kept),
                   static_cast<double>(t.dropout_samples)};
            break;
        }
        out = {as_printed(own.a), numbers_in(factor_text(e.factor)).at(0)};
        if (scaled_as_in_paper(t)) out.insert(out.begin(), {as_printed(own.a), static_cast<double>(t.d_k)});
        break;
    case Op::cap: {
        const double cap = numbers_in(set_text(e.factor)).at(0);
        out = {cap, as_printed(own.a), cap};
        break;
    }
    case Op::mask: {
        const bool biased = e.terms.size() > 1 && e.terms[1].a_from.tensor == Tensor::bias;
        out = {as_printed(own.a)};
        if (biased && std::isfinite(e.terms[1].a)) out.push_back(as_printed(e.terms[1].a));
        if (e.masked) return out;                    // + (−∞) = −∞
        if (t.options.mistakes.mask_after_softmax) { // the mask comes later
            if (!has(t, Tensor::bias)) out.clear();
            break;
        }
        out.push_back(0);
        break;
    }
    case Op::maximum:
    case Op::total:
        for (const Term& term : e.terms)
            if (std::isfinite(term.a)) out.push_back(as_printed(term.a));
        break;
    case Op::drop:
        out = {as_printed(own.a)};
        if (own.b == 0) return {as_printed(own.a), 0.0};
        out.push_back(as_printed(e.factor, 3));
        break;
    case Op::mean:
        for (const Term& term : e.terms) out.push_back(as_printed(term.a));
        out.push_back(static_cast<double>(e.terms.size()));
        break;
    case Op::exponential:
        if (e.masked) return {0.0}; // exp(−∞) = 0
        out = {as_printed(own.a)};
        break;
    case Op::shift:
        if (!e.masked) out = {as_printed(own.a)};
        out.push_back(as_printed(e.factor));
        break;
    case Op::threshold: out = {as_printed(own.a, 3), numbers_in(set_text(e.factor)).at(0)}; break;
    case Op::share:
        if (e.masked) return {0.0};
        out = {as_printed(own.a), as_printed(e.factor)};
        break;
    case Op::dot:
        for (const Term& term : e.terms) {
            out.push_back(as_printed(term.a));
            if (!term.alone) out.push_back(as_printed(term.b));
        }
        break;
    }
    if (std::isfinite(e.result)) out.push_back(as_printed(e.result));
    return out;
}

} // namespace

TEST_CASE("the arithmetic of a cell shows its operands and its result") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Run t_run = run_of(config);
    const Trace& t = t_run.trace;
    int wrong = 0, looked_at = 0;
    std::string first_wrong;
    for_many_cells(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        if (e.terms.size() > 8 && e.op != Op::shift && e.op != Op::share) return; // folded
        ++looked_at;
        const std::string line = arithmetic(t_run, e);
        if (numbers_in(line) == wanted_numbers(t, e)) return;
        if (wrong++ == 0) first_wrong = std::string(info(c.tensor).key) + ": " + line;
    });
    CAPTURE(first_wrong);
    CHECK(looked_at > 0);
    CHECK(wrong == 0);
}

TEST_CASE("long sums are folded in the middle and can be unfolded") {
    const Run t_run = run_of({.d_model = 16, .heads = 2});
    const Trace& t = t_run.trace;
    const Explanation e = explain(t, {Tensor::q, 0, 1, 2});
    REQUIRE(e.terms.size() == 16);
    const std::vector<double> all = numbers_in(arithmetic(t_run, e, 16)), folded = numbers_in(arithmetic(t_run, e, 6));
    CHECK(all == wanted_numbers(t, e));
    CHECK(arithmetic(t_run, e, 16).find("…") == std::string::npos);
    CHECK(arithmetic(t_run, e, 6).find(" + … + ") != std::string::npos);
    REQUIRE(folded.size() == 13);
    for (std::size_t i = 0; i < 6; ++i) CHECK(folded[i] == all[i]);
    for (std::size_t i = 0; i < 7; ++i) CHECK(folded[6 + i] == all[26 + i]);
}

TEST_CASE("every cell has a sentence with its value and no hole in it") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Run t_run = run_of(config);
    const Trace& t = t_run.trace;
    int wrong = 0;
    std::string first_wrong;
    for_many_cells(t, [&](const Cell& c) {
        const std::string said = sentence(english(), t_run, c);
        const bool hidden = is_masked(t, c.tensor, c.head, c.row, c.col);
        const float value = matrix(t, c.tensor, c.head)(c.row, c.col);
        const bool little = info(c.tensor).ink == Ink::weight && value > 0 && value < 0.005f;
        const bool good = said.size() > 10 && said.find_first_of("{}") == std::string::npos &&
                          said.find("tensor.") == std::string::npos && said.back() == '.' &&
                          said.find(hidden && std::isfinite(value) ? "exactly 0"
                                    : hidden                       ? "−∞"
                                    : c.tensor == Tensor::keep     ? (value == 1 ? "is kept" : "is dropped")
                                    : little                       ? "less than 0.01"
                                                                   : value_text(t_run, c)) != std::string::npos;
        if (!good && wrong++ == 0) first_wrong = said;
    });
    CAPTURE(first_wrong);
    CHECK(wrong == 0);
}

TEST_CASE("sentences read as a person would say them") {
    const Run t_run = run_of({.mask = Masking::causal});
    const Trace& t = t_run.trace;
    const std::string weight = value_text(t_run, {Tensor::weights, 0, 2, 1});
    CHECK(sentence(english(), t_run, {Tensor::weights, 0, 2, 1}) ==
          "“sat” (query) looks at “cat” (key): " + weight + " of its attention.");
    CHECK(sentence(english(), t_run, {Tensor::weights, 0, 1, 2}) ==
          "“cat” (query) may not look at “sat” (key): exactly 0 of its attention.");
    CHECK(value_text(t_run, {Tensor::masked, 0, 1, 2}) == "\u2212∞");
    CHECK(tensor_name(english(), Tensor::scores, 1) == "Scores, head 2");
    CHECK(tensor_name(english(), Tensor::output, 0) == "Output Y");
    CHECK(tensor_name(english(), Tensor::scores, 0) == "Scores, head 1"); // the same with one head
    CHECK(row_label(t, Tensor::scores, 1) == "cat");
    CHECK(col_label(t, Tensor::scores, 2) == "sat");
    CHECK(row_label(t, Tensor::w_q, 2) == "3");
    CHECK(col_label(t, Tensor::q, 0) == "1");
}

TEST_CASE("braces in a token stay as they are typed") {
    const Run t_run = run_of({.text = "{row} {value}"});
    const Trace& t = t_run.trace;
    CHECK(row_label(t, Tensor::scores, 1) == "row");
    CHECK(sentence(english(), t_run, {Tensor::scores, 0, 0, 2})
              .starts_with("“{” (query) meets “}” (key): their score is"));
    CHECK(text(english(), "tensor.scores.says", {{"row", "{col}"}, {"col", "b"}, {"value", "1"}}) ==
          "“{col}” (query) meets “b” (key): their score is 1.");
}

TEST_CASE("the printed terms of a sum add up to the printed result, none off by more than a unit") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Run t_run = run_of(config);
    const Trace& t = t_run.trace;
    int wrong = 0, far = 0, sums = 0;
    for_many_cells(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        const bool share = e.op == Op::share;
        if (e.op != Op::dot && e.op != Op::add && e.op != Op::total && !share) return;
        ++sums;
        const PrintedSum printed = printed_sum(e, 3);
        // Whole numbers of the last decimal, so that this sum has no rounding of its own.
        const auto units = [](const std::string& digits) { return std::llround(numbers_in(digits).at(0) * 1000); };
        long long total = 0;
        for (std::size_t i = 0; i < printed.terms.size(); ++i) {
            const Term& term = e.terms[std::min(i, e.terms.size() - 1)];
            if (term.skipped) {
                wrong += printed.terms[i] != "";
                continue;
            }
            wrong += printed.units[i] != units(printed.terms[i]);
            total += printed.units[i];
            wrong += units(printed.part(0, i + 1)) != total; // and so does what is there so far
            const float exact = i >= e.terms.size() ? term.b : e.op == Op::dot ? contribution(term) : term.a;
            far +=
                std::fabs(static_cast<double>(units(printed.terms[i])) / 1000 - static_cast<double>(exact)) > 0.001001;
        }
        wrong += printed.part(0, printed.units.size()) != printed.result && total != 0; // 0 may be "−0.000"
        wrong += total != units(printed.result) || printed.result != fixed(share ? e.factor : e.result, 3);
    });
    CHECK(wrong == 0);
    CHECK(far == 0);
    CHECK(sums > 0);
}

TEST_CASE("a weight too small for two decimals is said to be little, not nothing") {
    const Run run = run_of({.text = "a b c d e f g h i j k l m n o p q r s t u v w x y z",
                            .d_model = 32,
                            .heads = 1,
                            .mask = Masking::none});
    int little = 0;
    for (int i = 0; i < 26; ++i)
        for (int j = 0; j < 26; ++j) {
            const float weight = matrix(run.trace, Tensor::weights, 0)(i, j);
            const bool says =
                sentence(english(), run, {Tensor::weights, 0, i, j}).find("less than 0.01") != std::string::npos;
            CHECK(says == (weight < 0.005f));
            little += says;
        }
    CHECK(little > 10);
}
