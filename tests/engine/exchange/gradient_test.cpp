// The gradients: hundreds of cases against the oracle's tape and against central differences of the oracle's forward pass.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "engine/exchange/gradient.h"
#include "eval_cases.h"
#include "gradient_tables.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

Json gradient_answer(const std::string& line) {
    const Answer done = differentiated(line, 1);
    CAPTURE(done.line);
    CHECK_FALSE(done.failed);
    CHECK(done.line.find('\n') == std::string::npos);
    return kept_json(done.line);
}
void check_bars(const std::map<std::string, double>& errors, double bar) {
    for (const auto& [name, error] : errors) {
        CAPTURE(name);
        CHECK(error <= bar);
    }
}

// Masked cells are exactly 0, and not -0.
void check_masked(const oracle::Case& c, const GradientTables& have) {
    for (const char* name : {"d_scores", "d_weights"}) {
        const std::vector<oracle::Table>& heads = have.at(name);
        for (std::size_t h = 0; h < heads.size(); ++h) {
            const oracle::Flags allowed = oracle::allowed(c, h, heads[h].size(), heads[h][0].size());
            for (std::size_t i = 0; i < allowed.size(); ++i)
                for (std::size_t j = 0; j < allowed[i].size(); ++j)
                    if (!allowed[i][j]) CHECK((heads[h][i][j] == 0 && !std::signbit(heads[h][i][j])));
        }
    }
}

// Everything that the output was made from, by the names of the gradients.
std::map<std::string, std::vector<double*>> inputs_of(oracle::Case& c) {
    std::map<std::string, std::vector<double*>> out;
    const auto add = [&](const char* name, std::vector<oracle::Table>& tables) {
        for (oracle::Table& table : tables)
            for (auto& row : table)
                for (double& number : row) out[name].push_back(&number);
    };
    const auto add_table = [&](const char* name, oracle::Table& table) {
        for (auto& row : table)
            for (double& number : row) out[name].push_back(&number);
    };
    const auto add_row = [&](const char* name, std::vector<double>& row) {
        for (double& number : row) out[name].push_back(&number);
    };
    add("d_q", c.q), add("d_k", c.k), add("d_v", c.v);
    add_table("d_x", c.x), add_table("d_memory", c.memory), add_table("d_memory_v", c.memory_v);
    add_table("d_w_q", c.p.w_q), add_table("d_w_k", c.p.w_k), add_table("d_w_v", c.p.w_v), add_table("d_w_o", c.p.w_o);
    add_row("d_b_q", c.b_q), add_row("d_b_k", c.b_k), add_row("d_b_v", c.b_v), add_row("d_b_o", c.b_o);
    return out;
}

// The loss whose gradient with respect to the output is c.d_output.
double loss(const oracle::Case& c) {
    const oracle::Table output = oracle::attention(c).output;
    double out = 0;
    for (std::size_t i = 0; i < output.size(); ++i)
        for (std::size_t j = 0; j < output[i].size(); ++j) out += output[i][j] * c.d_output[i][j];
    return out;
}

} // namespace

TEST_CASE("the oracle's tape computes what the oracle computes") {
    for (std::uint64_t number = 0; number < 100; ++number) {
        const oracle::Case c = random_gradient_case(number, false);
        CAPTURE(number);
        check_bars(
            gradient_errors({{"output", {oracle::gradients(c).output}}}, {{"output", {oracle::attention(c).output}}}),
            1e-12);
    }
}

TEST_CASE("gradients in float64 agree with the oracle's tape") {
    const auto number = GENERATE(range(std::uint64_t{0}, std::uint64_t{400}));
    CAPTURE(number);
    const oracle::Case c = random_gradient_case(number, false);
    const GradientTables have = gradient_tables(gradient_answer(eval_line(c, "1", false)));
    check_bars(gradient_errors(have, gradient_tables(oracle::gradients(c))), 1e-11);
    check_masked(c, have);
}

TEST_CASE("gradients in float32 agree with the oracle's tape") {
    const auto number = GENERATE(range(std::uint64_t{0}, std::uint64_t{400}));
    CAPTURE(number);
    const oracle::Case c = random_gradient_case(number, true);
    const GradientTables have = gradient_tables(gradient_answer(eval_line(c, "1", true)));
    check_bars(gradient_errors(have, gradient_tables(oracle::gradients(c))), 2e-5);
    check_masked(c, have);
}

TEST_CASE("gradients agree with central differences of the oracle's forward pass") {
    const auto number = GENERATE(range(std::uint64_t{0}, std::uint64_t{80}));
    CAPTURE(number);
    oracle::Case c = random_gradient_case(number, false);
    const GradientTables have = gradient_tables(gradient_answer(eval_line(c, "1", false)));
    const double step = 1e-6;
    for (const auto& [name, places] : inputs_of(c)) {
        const std::vector<double> gradients = numbers_in(have.at(name));
        REQUIRE(gradients.size() == places.size());
        double worst = 0;
        for (std::size_t i = 0; i < places.size(); i += 1 + places.size() / 24) {
            const double kept = *places[i];
            *places[i] = kept + step;
            const double above = loss(c);
            *places[i] = kept - step;
            const double below = loss(c);
            *places[i] = kept;
            const double wanted = (above - below) / (2 * step);
            worst = std::max(worst, std::fabs(gradients[i] - wanted) - 1e-3 * std::fabs(wanted));
        }
        CAPTURE(name);
        CHECK(worst <= 1e-5);
    }
}

// engine_tests "[.measure]" prints the worst errors over many cases.
TEST_CASE("measured: the worst errors of gradients against the oracle's tape", "[.measure]") {
    std::map<std::string, double> single, twice;
    int over = 0;
    for (std::uint64_t number = 0; number < 3000; ++number) {
        const oracle::Case c = random_gradient_case(number, true), d = random_gradient_case(number, false);
        double worst = 0;
        for (const auto& [name, error] : gradient_errors(gradient_tables(gradient_answer(eval_line(c, "1", true))),
                                                         gradient_tables(oracle::gradients(c))))
            single[name] = std::max(single[name], error), worst = std::max(worst, error);
        for (const auto& [name, error] : gradient_errors(gradient_tables(gradient_answer(eval_line(d, "1", false))),
                                                         gradient_tables(oracle::gradients(d))))
            twice[name] = std::max(twice[name], error);
        if (worst > 2e-5) std::printf("case %d is off by %.3g in float32\n", static_cast<int>(number), worst), ++over;
    }
    std::printf("%-12s %12s %12s   (|error| / max(1, largest))\n", "member", "float32", "float64");
    for (const auto& [name, error] : single) std::printf("%-12s %12.3g %12.3g\n", name.c_str(), error, twice[name]);
    std::printf("above 2e-5: %d of 3000 cases\n", over);
}
