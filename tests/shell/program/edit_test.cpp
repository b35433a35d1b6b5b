// Editing by commands: history, numbers and paint.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/math/random.h"
#include "shell/program/commands.h"
#include "shell/program/control.h"
#include "shell/program/edit.h"
#include "shell/program/playback.h"
#include "tests/english.h"
#include "tests/shell/edited.h"

using namespace attn;
using attn_test::same_bits;
using attn_test::up_to_date;

namespace {

float number(const Program& p, const Cell& c) { return matrix(p.now.run.trace, c.tensor, c.head)(c.row, c.col); }

// One change at random, of any kind that a person can make.
void change_something(Program& p, Pcg32& random) {
    const auto below = [&](std::uint32_t limit) { return static_cast<int>(random.next() % limit); };
    const std::vector<std::string> texts{"a b c", "x", "one two three four five six", "le chat"};
    switch (below(8)) {
    case 0: return set(p, "text=" + percent_encoded(texts[random.next() % texts.size()]));
    case 1: return set(p, "seed=" + std::to_string(below(5)) + "&heads=" + std::to_string(1 + below(4)));
    case 2: return set(p, below(2) == 0 ? "mask=causal" : "mask=none&dropout=0.5");
    case 3: return set(p, below(2) == 0 ? "d-model=6" : "d-model=16&edits=w_q.1.1:7");
    case 4: return paint(p, {Tensor::masked, 0, 0, 0}, below(2) == 0);
    case 5: return void(command(p, below(2) == 0 ? "reset-edits" : "reset-mask"));
    default: break;
    }
    const Tensor tensor = below(2) == 0 ? Tensor::x : Tensor::w_q;
    const Matrix& m = matrix(p.now.run.trace, tensor, 0);
    set_number(p, {tensor, 0, below(static_cast<std::uint32_t>(m.rows())), below(static_cast<std::uint32_t>(m.cols()))},
               static_cast<float>(below(200) - 100) / 16);
}

constexpr Cell kWq{Tensor::w_q, 0, 2, 3};

} // namespace

TEST_CASE("undo and redo walk through the same configurations and the same bits") {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        Pcg32 random(seed, 5);
        Program p = started("text=a+b+c+d");
        std::vector<Config> way{p.state.config};
        std::vector<Matrix> outputs{p.now.run.trace.output};
        for (int step = 0; step < 25; ++step) {
            change_something(p, random);
            CHECK(up_to_date(p));
            if (p.state.config == way.back()) continue;
            way.push_back(p.state.config);
            outputs.push_back(p.now.run.trace.output);
        }
        CHECK(p.history.past.size() == way.size() - 1);
        for (std::size_t i = way.size() - 1; i-- > 0;) {
            REQUIRE(command(p, "undo"));
            CHECK(p.state.config == way[i]);
            CHECK(same_bits(p.now.run.trace.output, outputs[i]));
        }
        CHECK_FALSE(command(p, "undo"));
        for (std::size_t i = 1; i < way.size(); ++i) {
            REQUIRE(command(p, "redo"));
            CHECK(p.state.config == way[i]);
            CHECK(same_bits(p.now.run.trace.output, outputs[i]));
        }
        CHECK_FALSE(command(p, "redo"));
        // A random walk back and forth, and something new ends what could be redone.
        for (int i = 0; i < 10; ++i) command(p, random.next() % 2 == 0 ? "undo" : "redo");
        CHECK(up_to_date(p));
        command(p, "undo");
        const std::size_t steps = p.history.past.size();
        set(p, "seed=77");
        CHECK(p.history.past.size() == steps + 1);
        CHECK(p.history.future.empty());
    }
}

TEST_CASE("the steps go through text to a program that takes over") {
    Pcg32 random(8, 5);
    Program p = started("text=a+b+c+d");
    for (int step = 0; step < 20; ++step) change_something(p, random);
    for (int step = 0; step < 6; ++step) command(p, "undo");
    Program other = started(format(p.state));
    other.history = history_of(history_text(p.history));
    CHECK(other.history.past == p.history.past);
    CHECK(other.history.future == p.history.future);
    CHECK(history_of("").past.empty());
    CHECK(history_of("\n<\n>text=\nnonsense").past.size() == 1); // the defaults; the rest has no tokens or no place
}

TEST_CASE("time, selection and view are not steps, nor is what started the program; old steps are forgotten") {
    Program p = started("edits=x.1.1:2&seed=3");
    CHECK_FALSE(command(p, "undo"));
    set(p, "stage=softmax&time=0.5&row=1&col=1&head=2&theme=dark");
    command(p, "next");
    seek(p, 3);
    CHECK(p.history.past.empty());
    for (int i = 0; i < 150; ++i) set(p, "seed=" + std::to_string(i));
    CHECK(p.history.past.size() == kMaxSteps);
    set(p, "stage=dropout&dropout=0.5&stage=dropout");
    REQUIRE(p.state.stage == Stage::dropout);
    command(p, "undo"); // without dropout there is no such stage
    CHECK(p.state.stage == Stage::softmax);
    CHECK(command(p, "forget"));
    CHECK_FALSE(command(p, "undo"));
}

TEST_CASE("what is held is one step, nothing when it comes back, and can be called off") {
    Program p = started("");
    const Config before = p.state.config;
    command(p, "hold");
    for (const char* text : {"text=a", "text=ab", "text=abc"}) set(p, text);
    command(p, "release");
    CHECK(p.history.past.size() == 1);
    command(p, "undo");
    CHECK(p.state.config == before);
    command(p, "hold");
    set_number(p, kWq, 5);
    set_number(p, kWq, p.now.run.edited[0].was);
    command(p, "release");
    CHECK(p.state.config == before);
    CHECK(p.history.past.empty());
    command(p, "hold");
    set_number(p, kWq, 5);
    command(p, "cancel");
    CHECK(p.state.config == before);
    CHECK(p.history.past.empty());
    CHECK(up_to_date(p));
}

TEST_CASE("numbers are set, refused and taken back") {
    Program p = started("");
    const float was = number(p, kWq);
    CHECK(type_number(p, kWq, "-0,5"));
    CHECK(number(p, kWq) == -0.5f);
    CHECK(up_to_date(p));
    for (const char* wrong : {"", "much", "nan", "1e30", "inf"}) {
        CHECK_FALSE(type_number(p, kWq, wrong));
        CHECK(p.notices.size() == 1);
        CHECK(number(p, kWq) == -0.5f);
    }
    take_back(p, kWq);
    CHECK(number(p, kWq) == was);
    CHECK(p.state.config.edits.cells.empty());
    set_number(p, {Tensor::scores, 0, 0, 0}, 3); // not an input
    set_number(p, {Tensor::x, 0, 99, 0}, 3);
    CHECK(p.state.config.edits.cells.empty());
    set(p, "edits=x.1.1:1,x.40.1:2");
    CHECK(message(p.notices.back()).find("not there now: 1") != std::string::npos);
    CHECK(command(p, "restore"));
    CHECK(p.state.config == Config{});
    CHECK_FALSE(command(p, "restore"));
}

TEST_CASE("paint shuts and opens cells, and says why it cannot") {
    Program p = started("stage=mask&mask=causal");
    const Cell open{Tensor::masked, 0, 3, 1}, closed{Tensor::masked, 0, 1, 3};
    CHECK(paint_shuts(p, open));
    paint(p, open, true);
    CHECK(is_masked(p.now.run.trace, Tensor::weights, 1, 3, 1));
    CHECK(is_painted(p, open));
    CHECK_FALSE(paint_shuts(p, open));
    paint(p, open, false);
    CHECK(p.state.config.paint.blocks.empty());
    CHECK_FALSE(paint_shuts(p, closed));
    paint(p, closed, false);
    CHECK(p.notices.size() == 1);
    CHECK(p.history.past.size() == 2);
}
