// Numbers set by hand and painted cells: as text, and in a run.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "engine/cli/cli.h"
#include "engine/math/random.h"
#include "engine/stages/explain.h"
#include "engine/stages/influence.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

Edits random_edits(std::uint64_t seed) {
    Pcg32 random(seed, 1);
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    Edits out;
    for (int i = below(40); i > 0; --i) {
        const float value = static_cast<float>(normal(random)) * (below(4) == 0 ? 1e-6f : 1.0f);
        out = *with_edit(out, {static_cast<Editable>(below(6)), 1 + below(12), 1 + below(9), value});
    }
    return out;
}

} // namespace

TEST_CASE("edits read back from their text to the bit, and the text is the only one of its kind") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Edits edits = random_edits(seed);
        const std::string text = edits_text(edits);
        CAPTURE(text);
        const auto back = edits_of(text);
        REQUIRE(back.has_value());
        REQUIRE(back->cells.size() == edits.cells.size());
        bool same = true;
        for (std::size_t i = 0; i < edits.cells.size(); ++i)
            same = same && back->cells[i] == edits.cells[i] && same_bits(back->cells[i].value, edits.cells[i].value);
        CHECK(same);
        CHECK(edits_text(*back) == text);
    }
    CHECK(edits_text({}).empty());
    CHECK(edits_text(*edits_of("w_q.3.4:-1,x.1.3:2,x.1.2:0.50,x.1.2:.25")) == "x.1.2:0.25:2,w_q.3.4:-1");
    CHECK(edits_text(*edits_of("x.1.1:-0")) == "x.1.1:0");
    CHECK(edits_text(*edits_of("x.2.2:1e-3:100:-1E2")) == "x.2.2:0.001:100:-100");
}

TEST_CASE("what is no list of edits is refused as a whole") {
    for (const char* wrong : {"x",
                              "x.1",
                              "x.1.2",
                              "x.1.2:",
                              "x.1.2:nan",
                              "x.1.2:inf",
                              "x.1.2:0x1",
                              "x.1.2:1e9",
                              "x.1.2:100.1",
                              "x.0.1:1",
                              "x.1.0:1",
                              "x.-1.1:1",
                              "x.10000.1:1",
                              "x.1.1.1:1",
                              "q.1.1:1",
                              "X.1.1:1",
                              "x.1.1:1,",
                              ",x.1.1:1",
                              "x.1.1:1,,x.1.2:1",
                              "x.1.1:1:",
                              "x.1.1::1",
                              "x.1.1:1;x.1.2:1",
                              "x.1.1: 1",
                              "x.1.1:--1",
                              "x.1.1:1e",
                              "x.1.9999:",
                              "x.1.1:1111111111111111111111111111111111111111111111111111",
                              "x.1.1:0.0000000000000000000000000000000000000001",
                              "w_q",
                              ":",
                              ".",
                              "x..1:1",
                              "x.1.:1"})
        CHECK_FALSE(edits_of(wrong).has_value());
    std::string many;
    for (int i = 0; i < kMaxEdits; ++i) many += (i > 0 ? ",x." : "x.") + std::to_string(i + 1) + ".1:1";
    CHECK(edits_of(many).has_value());
    CHECK(edits_of(many + ",x.1.1:2").has_value());
    CHECK_FALSE(edits_of(many + ",x.1.2:2").has_value());
    Config config{.edits = *edits_of("x.1.1:1")};
    const Notices notices = parse("edits=x.1.1:nan", config);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].refused);
    CHECK(message(notices[0]).find("“x.1.1:nan”") != std::string::npos);
    CHECK(edits_text(config.edits) == "x.1.1:1");
}

TEST_CASE("a typed number may have a comma, a plus or a true minus sign, and nothing else") {
    CHECK(typed_number(" 0.5 ") == 0.5f);
    CHECK(typed_number("0,5") == 0.5f);
    CHECK(typed_number("+.5") == 0.5f);
    CHECK(typed_number("\u22121,25") == -1.25f);
    CHECK(typed_number("1e-2") == 0.01f);
    for (const char* wrong :
         {"", " ", "-", "a", "1.2.3", "1,2,3", "nan", "inf", "1e9", "101", "\u2212\u22121", "0x10", "½"})
        CHECK_FALSE(typed_number(wrong).has_value());
}

TEST_CASE("a number set by hand is in its cell, and everything that follows is computed from it") {
    const Config plain{.text = "a b c", .d_model = 4, .memory = "x y"};
    Config config = plain;
    config.edits = *edits_of("x.2.3:0.5,memory.1.4:-2,w_q.1.2:3,w_k.4.4:1.5,w_v.2.1:-1,w_o.3.3:0.125");
    const Run t_run = run_of(config);
    const Trace before = trace_of(plain);
    const Trace& t = t_run.trace;
    CHECK(t_run.edited.size() == 6);
    Projections projections = projections_of(plain);
    Matrix x = before.x, memory = before.memory;
    x(1, 2) = 0.5f, memory(0, 3) = -2, projections.w_q(0, 1) = 3, projections.w_k(3, 3) = 1.5f,
         projections.w_v(1, 0) = -1, projections.w_o(2, 2) = 0.125f;
    const Trace wanted = attend({.x = x, .memory = memory}, projections, attention_options(plain));
    for (const Tensor tensor : {Tensor::x, Tensor::memory, Tensor::w_q, Tensor::w_k, Tensor::w_v, Tensor::w_o,
                                Tensor::scores, Tensor::weights, Tensor::output})
        CHECK(same_bits(matrix(t, tensor, 0), matrix(wanted, tensor, 0)));
    CHECK(same_bits(t.embedding, before.embedding));
    // It is explained as given, and says what was there.
    const Cell cell{Tensor::x, 0, 1, 2};
    CHECK(explain(t, cell).op == Op::given);
    CHECK(explain(t, {Tensor::x, 0, 1, 1}).op == Op::add);
    CHECK(influence(t, {Tensor::embedding, 0, 1, 2}).empty());
    REQUIRE(edited(t_run, cell));
    CHECK(same_bits(edited(t_run, cell)->was, before.x(1, 2)));
    CHECK(same_bits(edited(t_run, {Tensor::w_o, 0, 2, 2})->was, before.projections.w_o(2, 2)));
    CHECK(same_bits(edited(t_run, {Tensor::memory, 0, 0, 3})->was, before.memory(0, 3)));
    CHECK_FALSE(edited(t_run, {Tensor::x, 0, 2, 1}));
    CHECK_FALSE(edited(t_run, {Tensor::q, 0, 1, 2}));
    CHECK_FALSE(inactive_edits(t_run));
}

TEST_CASE("every name of an edited matrix is that of a tensor") {
    std::set<Tensor> found;
    for (const TensorInfo& about : kTensors)
        if (const auto which = editable(about.id)) {
            CHECK(kEditable[static_cast<std::size_t>(*which)] == about.key);
            found.insert(about.id);
        }
    CHECK(found == std::set{Tensor::x, Tensor::memory, Tensor::w_q, Tensor::w_k, Tensor::w_v, Tensor::w_o});
}

TEST_CASE("edits of cells that are not there sleep, and are said to") {
    Config config{
        .text = "a b c", .d_model = 4, .edits = *edits_of("x.3.1:1,x.4.1:1,memory.1.1:1,w_q.5.1:1,w_k.1.3:1")};
    const Run run = run_of(config);
    CHECK(run.edited.size() == 2);
    REQUIRE(inactive_edits(run));
    CHECK(message(*inactive_edits(run)).find("3") != std::string::npos);
    config.text = "a b c d";
    CHECK(run_of(config).edited.size() == 3);
    config.memory = "m";
    CHECK(run_of(config).edited.size() == 4);
    config.mistakes.keys_from_queries = true; // the memory is not read
    CHECK(run_of(config).edited.size() == 3);
    config.kv_heads = 1; // W_K has two columns only
    CHECK(run_of(config).edited.size() == 2);
}

TEST_CASE("the command line takes edits, also from a link whose long part is in the fragment") {
    const Reply asked = command_line({"run", "--edits", "x.1.1:2,w_q.1.1:-1", "--json"});
    CHECK(asked.exit_code == 0);
    CHECK(asked.out != command_line({"run", "--json"}).out);
    CHECK(command_line({"run", "https://example.org/?seed=1#c=edits=x.1.1:2,w_q.1.1:-1", "--json"}).out == asked.out);
    CHECK(command_line({"run", "https://example.org/#c=edits=x.1.1%3A2%2Cw_q.1.1:-1", "--json"}).out == asked.out);
    CHECK(command_line({"run", "--edits", "x.1.1:nan"}).exit_code == 2);
    CHECK(command_line({"run", "edits=x.99.1:1"}).err.find("not there now") != std::string::npos);
    CHECK(command_line({"explain", "--edits", "x.1.1:2", "--cell", "x:1:1"}).out.find("set by hand to 2.00") !=
          std::string::npos);
    CHECK(linked_settings("a=1&b=2#c=3") == "a=1&b=2#c=3");
    CHECK(linked_settings("?a=1#top") == "a=1");
    CHECK(linked_settings("http://x/y?a=1#c=b=2&d=3") == "a=1&b=2&d=3");
    CHECK(linked_settings("") == "");
}

TEST_CASE("painting a cell changes this cell of the mask and no other") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Pcg32 random(seed, 3);
        const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
        Paint paint = seed % 3 == 0 ? *paint_of("2:*,*:3,1-4:2-6") : Paint{};
        for (int step = 0; step < 40; ++step) {
            const int row = 1 + below(9), col = 1 + below(9);
            const bool shut = below(2) == 0;
            Mask wanted = painted_mask(paint, 9, 9);
            wanted(row - 1, col - 1) = !shut;
            const auto next = with_cell(paint, row, col, shut);
            REQUIRE(next.has_value());
            const bool as_wanted = painted_mask(*next, 9, 9) == wanted;
            CHECK(as_wanted);
            CHECK(is_painted(*next, row, col) == shut);
            CHECK(is_painted(*next, 500, 2) == is_painted(paint, 500, 2)); // beyond the sentence nothing changes
            paint = *next;
            CHECK(paint_of(paint_text(paint)) == paint);
        }
    }
}

TEST_CASE("cells painted in a row or as a rectangle are one block, and a scattered mask is refused in the end") {
    Paint paint;
    for (int row = 1; row <= 4; ++row)
        for (int col = 2; col <= 5; ++col) paint = *with_cell(paint, row, col, true);
    CHECK(paint_text(paint) == "1-4:2-5");
    for (int row = 4; row >= 1; --row)
        for (int col = 5; col >= 2; --col) paint = *with_cell(paint, row, col, false);
    CHECK(paint.blocks.empty());
    std::optional<Paint> scattered = Paint{};
    int cells = 0;
    for (int i = 0; scattered && i < 64 * 64; ++i)
        if ((i / 64 + i % 64) % 2 == 0) scattered = with_cell(*scattered, i / 64 + 1, i % 64 + 1, true), ++cells;
    CHECK_FALSE(scattered.has_value());
    CHECK(cells == kMaxPainted + 1);
}
