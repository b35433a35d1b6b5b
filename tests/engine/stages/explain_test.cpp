// explain() of every cell of every matrix: what it says is what was computed, bit for bit.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <cmath>
#include <set>

#include "engine/stages/cell_formula.h"
#include "engine/stages/explain.h"
#include "engine/stages/influence.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

float value(const Trace& t, const Cell& c) { return matrix(t, c.tensor, c.head)(c.row, c.col); }

// Whether a term shows a cell that is there, with the value that is there. Op::copy and the like have no b.
bool true_to_sources(const Trace& t, const Explanation& e) {
    for (const Term& term : e.terms) {
        const bool has_b = (e.op == Op::dot && !term.alone) || e.op == Op::add || e.op == Op::drop;
        if (!contains(t, term.a_from) || !same_bits(term.a, value(t, term.a_from))) return false;
        if (has_b && (!contains(t, term.b_from) || !same_bits(term.b, value(t, term.b_from)))) return false;
    }
    return true;
}

// Which matrices an explanation may point at: those that the stage table says its matrix is made from.
bool from_the_stage_table(const Explanation& e) {
    if (e.op == Op::given) return e.terms.empty();
    const StageInfo& stage = info(stage_of(e.cell.tensor));
    const auto listed = [&](Tensor tensor) {
        for (const auto& from : stage.from)
            if (from == tensor) return true;
        for (const auto& made : stage.makes)
            if (made == tensor) return made != e.cell.tensor; // softmax makes the weights from its own exps
        return false;
    };
    for (const Term& term : e.terms) {
        const bool has_b = (e.op == Op::dot && !term.alone) || e.op == Op::add || e.op == Op::drop;
        if (!listed(term.a_from.tensor) || (has_b && !listed(term.b_from.tensor))) return false;
    }
    return !e.terms.empty();
}

// Whether explain(to) says that `from` counts: not skipped, and not overruled by the mask.
std::set<std::array<int, 4>> counted_sources(const Trace& t, const Cell& to) {
    const Explanation e = explain(t, to);
    std::set<std::array<int, 4>> out;
    const auto key = [](const Cell& c) { return std::array<int, 4>{static_cast<int>(c.tensor), c.head, c.row, c.col}; };
    for (const Term& term : e.terms) {
        if (term.skipped || e.masked) continue;
        out.insert(key(term.a_from));
        if ((e.op == Op::dot && !term.alone) || e.op == Op::add || e.op == Op::drop) out.insert(key(term.b_from));
    }
    return out;
}

void check_inverse(const Trace& t) {
    std::set<std::pair<std::array<int, 4>, std::array<int, 4>>> backward, forward;
    int doubled = 0;
    for_each_cell(t, [&](const Cell& c) {
        const std::array<int, 4> here{static_cast<int>(c.tensor), c.head, c.row, c.col};
        for (const auto& from : counted_sources(t, c)) backward.insert({from, here});
        for (const Cell& to : influence(t, c))
            doubled += !forward.insert({here, {static_cast<int>(to.tensor), to.head, to.row, to.col}}).second;
    });
    CHECK(doubled == 0);
    CHECK((backward == forward));
}

} // namespace

TEST_CASE("evaluating an explanation gives the bits of the cell") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    int wrong_result = 0, wrong_value = 0, cells = 0;
    for_each_cell(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        ++cells;
        wrong_result += !same_bits(e.result, value(t, c)) || e.cell != c;
        wrong_value += !same_bits(evaluate(e), value(t, c));
    });
    CHECK(cells > 0);
    CHECK(wrong_result == 0);
    CHECK(wrong_value == 0);
}

TEST_CASE("every term of an explanation is a cell of the trace with its value") {
    const Config config = GENERATE(from_range(all_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    int wrong = 0, elsewhere = 0;
    for_each_cell(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        wrong += !true_to_sources(t, e);
        elsewhere += !from_the_stage_table(e);
    });
    CHECK(wrong == 0);
    CHECK(elsewhere == 0);
}

TEST_CASE("an explanation knows the mask") {
    const Config config = GENERATE(from_range(many_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    const oracle::Flags allowed = oracle_mask(t, config);
    int wrong = 0;
    for_each_cell(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        const auto open = [&](int key) {
            return allowed[static_cast<std::size_t>(c.row)][static_cast<std::size_t>(key)];
        };
        const bool can_be_masked = c.tensor == Tensor::mask || c.tensor == Tensor::masked ||
                                   c.tensor == Tensor::shifted || c.tensor == Tensor::exps ||
                                   c.tensor == Tensor::weights;
        wrong += e.masked != (can_be_masked && !open(c.col));
        // Terms over the keys are skipped exactly where the mask is closed; no other term ever is.
        const bool over_keys = c.tensor == Tensor::row_max || c.tensor == Tensor::row_sum ||
                               c.tensor == Tensor::shifted || c.tensor == Tensor::weights ||
                               c.tensor == Tensor::context;
        for (std::size_t i = 0; i < e.terms.size(); ++i)
            wrong += e.terms[i].skipped != (over_keys && !open(static_cast<int>(i)));
    });
    CHECK(wrong == 0);
}

TEST_CASE("the factors of an explanation are the ones that were used") {
    const Config config = GENERATE(from_range(few_cases()));
    CAPTURE(format(config));
    const Trace t = trace_of(config);
    int wrong = 0;
    for_each_cell(t, [&](const Cell& c) {
        const Explanation e = explain(t, c);
        const Softmax& s = t.head(c.head).softmax;
        if (c.tensor == Tensor::scaled) wrong += !same_bits(e.factor, t.scale);
        if (c.tensor == Tensor::shifted) wrong += !same_bits(e.factor, s.row_max(c.row)) || e.own != c.col;
        if (c.tensor == Tensor::weights) wrong += !same_bits(e.factor, s.row_sum(c.row)) || e.own != c.col;
        if (e.op == Op::dot) {
            float total = 0.0f;
            for (const Term& term : e.terms)
                if (!term.skipped) total += contribution(term);
            wrong += !same_bits(total, e.result);
        }
    });
    CHECK(wrong == 0);
}

TEST_CASE("a product's explanation names the row and the column that meet") {
    const Trace t = trace_of({.d_model = 8, .heads = 2, .mask = Masking::causal});
    const Explanation e = explain(t, {Tensor::scores, 1, 2, 3});
    REQUIRE(e.op == Op::dot);
    REQUIRE(e.terms.size() == 4);
    for (int m = 0; m < 4; ++m) {
        CHECK(e.terms[static_cast<std::size_t>(m)].a_from == Cell{Tensor::q_head, 1, 2, m});
        CHECK(e.terms[static_cast<std::size_t>(m)].b_from == Cell{Tensor::k_head, 1, 3, m});
    }
    const Explanation out = explain(t, {Tensor::output, 0, 5, 7});
    REQUIRE(out.terms.size() == 8);
    for (int m = 0; m < 8; ++m) {
        CHECK(out.terms[static_cast<std::size_t>(m)].a_from == Cell{Tensor::concat, 0, 5, m});
        CHECK(out.terms[static_cast<std::size_t>(m)].b_from == Cell{Tensor::w_o, 0, m, 7});
    }
    CHECK(explain(t, {Tensor::concat, 0, 1, 6}).terms[0].a_from == Cell{Tensor::context, 1, 1, 2});
    CHECK(explain(t, {Tensor::v_head, 1, 1, 2}).terms[0].a_from == Cell{Tensor::v, 0, 1, 6});
}

namespace {

// Layers that no sentence makes: keys, values, memory and output have widths of their own.
struct Layer {
    std::string name;
    Inputs inputs;
    Projections projections;
    Options options;
};
std::vector<Layer> layers() {
    auto m = [seed = 0](Index rows, Index cols) mutable {
        return random_matrix(static_cast<std::uint64_t>(++seed), rows, cols);
    };
    const Inputs self{.x = m(3, 5)}, cross{.x = m(3, 5), .memory = m(4, 6)},
        apart{.x = m(2, 5), .memory = m(4, 6), .memory_v = m(4, 3)};
    return {
        {"d_v above d_k", self, {.w_q = m(5, 4), .w_k = m(5, 4), .w_v = m(5, 6), .w_o = m(6, 7)}, {.heads = 2}},
        {"d_v below d_k, with biases",
         self,
         {.w_q = m(5, 6),
          .w_k = m(5, 6),
          .w_v = m(5, 4),
          .w_o = m(4, 5),
          .b_q = m(1, 6),
          .b_k = m(1, 6),
          .b_v = m(1, 4),
          .b_o = m(1, 5)},
         {.heads = 2, .causal = true}},
        {"a wider memory, grouped heads",
         cross,
         {.w_q = m(5, 8), .w_k = m(6, 4), .w_v = m(6, 6), .w_o = m(12, 5)},
         {.heads = 4, .kv_heads = 2, .softcap = 2}},
        {"values from rows of their own",
         apart,
         {.w_q = m(5, 2), .w_k = m(6, 2), .w_v = m(3, 3), .w_o = m(3, 5)},
         {.heads = 1, .causal = true, .causal_offset = 1}},
        {"no W_O", cross, {.w_q = m(5, 4), .w_k = m(6, 4), .w_v = m(6, 2)}, {.heads = 2}},
    };
}

} // namespace

TEST_CASE("layers of any widths are explained to the bit, and influence is the inverse") {
    for (const Layer& layer : layers()) {
        CAPTURE(layer.name);
        REQUIRE_FALSE(misfit(layer.inputs, layer.projections, layer.options));
        const Trace t = attend(layer.inputs, layer.projections, layer.options);
        REQUIRE((t.d_k != t.d_v || !layer.inputs.memory_v.size()));
        int wrong = 0, cells = 0;
        for_each_cell(t, [&](const Cell& c) {
            const Explanation e = explain(t, c);
            ++cells;
            wrong += e.cell != c || !same_bits(e.result, value(t, c)) || !same_bits(evaluate(e), value(t, c)) ||
                     !true_to_sources(t, e);
        });
        CHECK(cells > 100);
        CHECK(wrong == 0);
        check_inverse(t);
    }
    const Matrix q = random_matrix(1, 3, 2), k = random_matrix(2, 4, 2), v = random_matrix(3, 4, 5);
    const ProjectedInputs inputs{.q = {q, q}, .k = {k, k}, .v = {v, v}};
    const Trace ready = attend(inputs, Projections{.w_o = random_matrix(4, 10, 3)}, Options{.heads = 2});
    int wrong = 0;
    for_each_cell(ready, [&](const Cell& c) {
        const Explanation e = explain(ready, c);
        wrong += !same_bits(evaluate(e), value(ready, c)) || !true_to_sources(ready, e);
    });
    CHECK(wrong == 0);
}

TEST_CASE("tokens given as numbers are inputs: they have no embedding behind them") {
    const Matrix x = random_matrix(1, 3, 4);
    const Trace t = attend({.x = x}, seeded_projections(4, 1), {.heads = 2});
    const Explanation e = explain(t, {Tensor::x, 0, 1, 2});
    CHECK(e.op == Op::given);
    CHECK(e.terms.empty());
    CHECK(same_bits(e.result, x(1, 2)));
    CHECK_FALSE(contains(t, {Tensor::embedding, 0, 0, 0}));
}

TEST_CASE("cells outside their matrix are not contained") {
    const Config config = GENERATE(from_range(few_cases()));
    const Trace t = trace_of(config);
    for (const TensorInfo& about : kTensors) {
        const Matrix& m = matrix(t, about.id, 0);
        if (m.size() == 0) continue;
        const int rows = static_cast<int>(m.rows()), cols = static_cast<int>(m.cols()), heads = copies(t, about.id);
        CAPTURE(format(config), about.key);
        CHECK(contains(t, {about.id, heads - 1, rows - 1, cols - 1}));
        CHECK_FALSE(contains(t, {about.id, heads, 0, 0}));
        CHECK_FALSE(contains(t, {about.id, -1, 0, 0}));
        CHECK_FALSE(contains(t, {about.id, 0, rows, 0}));
        CHECK_FALSE(contains(t, {about.id, 0, 0, cols}));
        CHECK_FALSE(contains(t, {about.id, 0, -1, 0}));
        CHECK_FALSE(contains(t, {about.id, 0, 0, -1}));
    }
}

TEST_CASE("influence is the exact inverse of explain") {
    std::vector<Config> configs = special_cases();
    for (const Config& config : few_cases()) configs.push_back(config);
    for (std::uint64_t i = 100; i < 130; ++i) {
        configs.push_back(random_special_case(i));
        configs.back().d_model = configs.back().heads * 2; // small enough to look at every pair
        if (configs.back().unit == Unit::characters) configs.back().text = "ab c";
    }
    for (const Config& config : configs) {
        CAPTURE(format(config));
        check_inverse(trace_of(config));
    }
}
