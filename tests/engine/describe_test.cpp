// Cells in words and in digits.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "cases.h"
#include "engine/describe.h"
#include "engine/number.h"
#include "engine/text.h"

using namespace attn;

namespace {

void for_each_cell(const Trace& t, const std::function<void(const Cell&)>& visit) {
    for (const TensorInfo& about : kTensors)
        for (int h = 0; h < copies(t, about.id); ++h) {
            const Matrix& m = matrix(t, about.id, h);
            for (int i = 0; i < static_cast<int>(m.rows()); ++i)
                for (int j = 0; j < static_cast<int>(m.cols()); ++j) visit({about.id, h, i, j});
        }
}

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

// What must stand in the arithmetic of a cell, number by number.
std::vector<double> wanted_numbers(const Trace& t, const Explanation& e) {
    std::vector<double> out;
    const Term own = e.terms.empty() ? Term{} : e.terms[static_cast<std::size_t>(e.own)];
    switch (e.op) {
    case Op::given:
    case Op::copy: break;
    case Op::add: out = {as_printed(own.a), as_printed(own.b)}; break;
    case Op::times:
        out = {as_printed(own.a), static_cast<double>(t.d_k), as_printed(own.a), as_printed(e.factor, 3)};
        break;
    case Op::mask:
        if (e.masked) return {as_printed(own.a)}; // → −∞
        break;
    case Op::exponential:
        if (e.masked) return {0.0}; // exp(−∞) = 0
        out = {as_printed(own.a), as_printed(e.factor)};
        break;
    case Op::share:
        if (e.masked) return {0.0};
        out = {as_printed(own.a), as_printed(e.factor)};
        break;
    case Op::dot:
        for (const Term& term : e.terms) out.insert(out.end(), {as_printed(term.a), as_printed(term.b)});
        break;
    }
    out.push_back(as_printed(e.result));
    return out;
}

} // namespace

TEST_CASE("the arithmetic of a cell shows its operands and its result") {
    const Config config = GENERATE(from_range(few_cases()));
    CAPTURE(format(config));
    const Trace t = run_of(config);
    int wrong = 0, looked_at = 0;
    std::string first_wrong;
    for_each_cell(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        if (e.op == Op::dot && e.terms.size() > 8) return;
        ++looked_at;
        const std::string line = arithmetic(t, e);
        if (numbers_in(line) == wanted_numbers(t, e)) return;
        if (wrong++ == 0) first_wrong = std::string(info(c.tensor).key) + ": " + line;
    });
    CAPTURE(first_wrong);
    CHECK(looked_at > 0);
    CHECK(wrong == 0);
}

TEST_CASE("long sums are folded in the middle and can be unfolded") {
    const Trace t = run_of({.d_model = 16, .heads = 2});
    const Explanation e = explain(t, {Tensor::q, 0, 1, 2});
    REQUIRE(e.terms.size() == 16);
    const std::vector<double> all = numbers_in(arithmetic(t, e, 16)), folded = numbers_in(arithmetic(t, e, 6));
    CHECK(all == wanted_numbers(t, e));
    CHECK(arithmetic(t, e, 16).find("…") == std::string::npos);
    CHECK(arithmetic(t, e, 6).find(" + … + ") != std::string::npos);
    REQUIRE(folded.size() == 13);
    for (std::size_t i = 0; i < 6; ++i) CHECK(folded[i] == all[i]);
    for (std::size_t i = 0; i < 7; ++i) CHECK(folded[6 + i] == all[26 + i]);
}

TEST_CASE("every cell has a sentence with its value and no hole in it") {
    const Config config = GENERATE(from_range(few_cases()));
    CAPTURE(format(config));
    const Trace t = run_of(config);
    int wrong = 0;
    std::string first_wrong;
    for_each_cell(t, [&](const Cell& c) {
        const std::string said = sentence(t, c);
        const bool hidden = is_masked(t, c.tensor, c.head, c.row, c.col);
        const bool good =
            said.size() > 10 && said.find_first_of("{}") == std::string::npos &&
            said.find("tensor.") == std::string::npos && said.back() == '.' &&
            said.find(hidden && c.tensor != Tensor::masked ? "exactly 0" : value_text(t, c)) != std::string::npos;
        if (!good && wrong++ == 0) first_wrong = said;
    });
    CAPTURE(first_wrong);
    CHECK(wrong == 0);
}

TEST_CASE("sentences read as a person would say them") {
    const Trace t = run_of({.mask = Masking::causal});
    const std::string weight = value_text(t, {Tensor::weights, 0, 2, 1});
    CHECK(sentence(t, {Tensor::weights, 0, 2, 1}) ==
          "“sat” (query) looks at “cat” (key): " + weight + " of its attention.");
    CHECK(sentence(t, {Tensor::weights, 0, 1, 2}) ==
          "“cat” (query) may not look at “sat” (key): exactly 0 of its attention.");
    CHECK(value_text(t, {Tensor::masked, 0, 1, 2}) == "\u2212∞");
    CHECK(tensor_name(t, Tensor::scores, 1) == "Scores, head 2");
    CHECK(tensor_name(t, Tensor::output, 0) == "Output Y");
    CHECK(tensor_name(run_of({.heads = 1}), Tensor::scores, 0) == "Scores, head 1"); // the same with one head
    CHECK(row_label(t, Tensor::scores, 1) == "cat");
    CHECK(col_label(t, Tensor::scores, 2) == "sat");
    CHECK(row_label(t, Tensor::w_q, 2) == "3");
    CHECK(col_label(t, Tensor::q, 0) == "1");
}

TEST_CASE("braces in a token stay as they are typed") {
    const Trace t = run_of({.text = "{row} {value}"});
    CHECK(row_label(t, Tensor::scores, 1) == "row");
    CHECK(sentence(t, {Tensor::scores, 0, 0, 2}).starts_with("“{” (query) meets “}” (key): their score is"));
    CHECK(text("tensor.scores.says", {{"row", "{col}"}, {"col", "b"}, {"value", "1"}}) ==
          "“{col}” (query) meets “b” (key): their score is 1.");
}

TEST_CASE("with the decimals that add up, the printed terms add up to the printed result") {
    const Config config = GENERATE(from_range(few_cases()));
    CAPTURE(format(config));
    const Trace t = run_of(config);
    int wrong = 0, too_many = 0;
    for_each_cell(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        const bool share = e.op == Op::share;
        if (e.op != Op::dot && e.op != Op::add && !share) return;
        const auto adds_up = [&](int decimals) {
            // Whole numbers of the last decimal, so that this sum has no rounding of its own.
            const auto units = [&](double v) {
                return std::llround(as_printed(v, decimals) * std::pow(10.0, decimals));
            };
            long long total = 0;
            for (const Term& term : e.terms)
                if (!term.skipped) total += e.op == Op::dot ? units(term.a * term.b) : units(term.a);
            if (e.op == Op::add) total += units(e.terms[0].b);
            return total == units(share ? e.factor : e.result);
        };
        const int decimals = decimals_that_add_up(e);
        wrong += decimals < 2 || decimals > 6 || (decimals < 6 && !adds_up(decimals));
        for (int fewer = 2; fewer < decimals; ++fewer) too_many += adds_up(fewer);
    });
    CHECK(wrong == 0);
    CHECK(too_many == 0);
}

TEST_CASE("what is not a sum needs no more than two decimals") {
    const Trace t = run_of({.mask = Masking::causal});
    for (const Tensor tensor :
         {Tensor::embedding, Tensor::q_head, Tensor::scaled, Tensor::masked, Tensor::exps, Tensor::concat})
        for (int j = 0; j < 4; ++j) CHECK(decimals_that_add_up(explain(t, {tensor, 0, 1, j})) == 2);
}
