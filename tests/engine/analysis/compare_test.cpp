// Two runs, or two heads of one run, beside each other.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "engine/analysis/compare.h"
#include "engine/run/remarks.h"
#include "engine/run/settings.h"
#include "tests/engine/cases.h"

using namespace attn;
using Catch::Approx;

namespace {

Config config_of(std::string_view settings) {
    Config config;
    for (const Notice& n : parse(settings, config)) REQUIRE(n.says.key == kUnmasked); // a memory that is set says so
    REQUIRE_FALSE(problem(config));
    return config;
}
Trace trace_by(std::string_view settings) { return trace_of(config_of(settings)); }

std::optional<Stage> first(const Trace& a, const Trace& b) {
    return first_difference(stage_differences({&a, 0}, {&b, 0}));
}

} // namespace

TEST_CASE("a difference is exact, covers what both have, and knows equal infinities") {
    constexpr float inf = std::numeric_limits<float>::infinity();
    Matrix a(3, 2), b(2, 3);
    a << 1, -inf, 0.1f, -inf, 5, 6;
    b << 3, -inf, 7, 0.3f, 2, 8;
    const Matrix d = difference(a, b);
    REQUIRE(d.rows() == 2);
    REQUIRE(d.cols() == 2);
    CHECK(d(0, 0) == -2);
    CHECK(d(0, 1) == 0);
    CHECK(d(1, 0) == 0.1f - 0.3f);
    CHECK(d(1, 1) == -inf);
    CHECK(difference(a, Matrix()).size() == 0);
}

TEST_CASE("a run does not differ from itself") {
    const Trace t = trace_by("mask=both&pad=2&dropout=0.3&softcap=2&bias=on");
    for (const StageDifference& d : stage_differences({&t, 1}, {&t, 1})) {
        CHECK_FALSE(d.any);
        CHECK_FALSE(d.shape);
        CHECK(d.apart.largest == 0);
    }
    CHECK_FALSE(first(t, t));
    CHECK(head_distance(t, 1, t, 1) == 0);
}

TEST_CASE("every mistake first differs in the stage that its row names, where it shows") {
    for (const MistakeInfo& m : kMistakes) {
        INFO(m.key);
        Config broken = config_of(m.shown_with);
        const Config right = broken;
        broken.mistakes.*m.on = true;
        CHECK_FALSE(changes_nothing(broken, m.on));
        const auto stage = first(trace_of(broken), trace_of(right));
        REQUIRE(stage);
        CHECK(info(*stage).key == m.stage);
    }
}

TEST_CASE("a mistake that changes nothing leaves every bit, and its settings make it visible") {
    for (const MistakeInfo& m : kMistakes) {
        INFO(m.key);
        if (m.shown_with.empty()) continue;
        Config broken = config_of("mask=none&heads=1&scale=off&dropout=0.2");
        const Config right = broken;
        broken.mistakes.*m.on = true;
        CHECK(changes_nothing(broken, m.on));
        CHECK_FALSE(first(trace_of(broken), trace_of(right)));
        REQUIRE(parse(m.shown_with, broken).empty());
        CHECK_FALSE(changes_nothing(broken, m.on));
        Config mended = broken;
        mended.mistakes = {};
        CHECK(first(trace_of(broken), trace_of(mended)));
    }
}

TEST_CASE("the largest difference of a stage is that of its result") {
    const Trace a = trace_by(""), b = trace_by("temperature=2");
    const std::vector<StageDifference> all = stage_differences({&a, 0}, {&b, 0});
    const auto at = [&](Stage s) { return all[static_cast<std::size_t>(s)]; };
    CHECK_FALSE(at(Stage::scores).any);
    CHECK(first_difference(all) == Stage::scale);
    float most = 0;
    const Matrix &wa = a.head(0).softmax.weights, &wb = b.head(0).softmax.weights;
    for (Index i = 0; i < wa.size(); ++i) most = std::max(most, std::fabs(wa.data()[i] - wb.data()[i]));
    CHECK(at(Stage::softmax).apart.largest == most);
    CHECK(most > 0);
}

TEST_CASE("a cell that is masked in one run only is a difference of its own, not a number") {
    constexpr float inf = std::numeric_limits<float>::infinity();
    Matrix d(2, 2);
    d << inf, 0, -inf, -3;
    CHECK(apart(d).one_sided == 2);
    CHECK(apart(d).largest == 3);
    const Config broken = config_of("break=mask-turned-round"), right = config_of("");
    const Trace a = trace_of(broken), b = trace_of(right);
    const StageDifference mask = stage_differences({&a, 0}, {&b, 0})[static_cast<std::size_t>(Stage::mask)];
    CHECK(mask.any);
    CHECK(mask.apart.largest == 0);
    CHECK(mask.apart.one_sided == 36); // the other half of 6 x 6, and what was open before
}

TEST_CASE("a stage whose result has the same shape in both differs by a number, whatever is beside it") {
    const Trace a = trace_by("break=softmax-over-queries"), b = trace_by("");
    const StageDifference softmax = stage_differences({&a, 0}, {&b, 0})[static_cast<std::size_t>(Stage::softmax)];
    CHECK(softmax.any);
    CHECK_FALSE(softmax.shape);
    CHECK(softmax.apart.largest > 0.5f);
}

TEST_CASE("where only one run drops weights, its dropped weights are compared with the weights of the other") {
    const Trace a = trace_by("break=dropout-left-on"), b = trace_by("");
    const StageDifference d = stage_differences({&a, 0}, {&b, 0})[static_cast<std::size_t>(Stage::dropout)];
    CHECK(d.any);
    CHECK(d.only_a);
    CHECK_FALSE(d.only_b);
    CHECK_FALSE(d.shape);
    CHECK(d.apart.largest == apart(difference(a.head(0).dropped, b.head(0).softmax.weights)).largest);
    CHECK(d.apart.largest > 0.1f);
    CHECK(stage_differences({&b, 0}, {&a, 0})[static_cast<std::size_t>(Stage::dropout)].only_b);
}

TEST_CASE("runs of different length differ in shape and are compared where they overlap") {
    const Trace a = trace_by("text=the+cat+sat+down"), b = trace_by("text=the+cat");
    const std::vector<StageDifference> all = stage_differences({&a, 0}, {&b, 0});
    CHECK(all[0].any);
    CHECK(all[0].shape);
    CHECK(all[0].apart.largest == 0); // the same words in the same places
    // The rows that both have are the same under a causal mask: no key in the future is seen.
    REQUIRE(head_distance(a, 0, b, 0));
    CHECK(*head_distance(a, 0, b, 0) == Approx(0).margin(1e-6));
}

TEST_CASE("the distance of heads of two runs is the one within a run, and 1 where no key is common") {
    const Trace t = trace_by("heads=4");
    CHECK(*head_distance(t, 0, t, 3) == head_distance(t, 0, 3));
    // Query 1 looks at itself only, in one run at key 1, in the other at key 2.
    const Trace first_key = trace_by("text=a+b&mask=none&paint=*:2"),
                second_key = trace_by("text=a+b&mask=none&paint=*:1");
    CHECK(*head_distance(first_key, 0, second_key, 0) == Approx(1));
    CHECK_FALSE(head_distance(t, 0, trace_by("heads=4&break=mask-after-softmax"), 0));
}

TEST_CASE("a pattern has a name only when it is clear") {
    // Two tokens under a causal mask: even attention gives the first token 0.75, so 0.75 is no pattern.
    const Trace even = trace_by("text=a+b&temperature=20&scale=0");
    CHECK(*pattern_scores(even, 0).first_token == Approx(0.75));
    CHECK(*even_scores(even, 0).first_token == Approx(0.75));
    CHECK_FALSE(named_pattern(even, 0));
    // Query i may look at key i - 1 only, the first one at itself.
    const Trace previous = trace_by("text=a+b+c+d&mask=causal&paint=2:2,3:3,4:4,3:1,4:1,4:2");
    const auto pattern = named_pattern(previous, 0);
    // With one key allowed even attention does the same: the mask does it, not the head.
    CHECK(*pattern_scores(previous, 0).previous_token == 1);
    CHECK_FALSE(pattern);
}

TEST_CASE("a head that looks at the token before is named so") {
    ProjectedInputs projected_inputs;
    const Index count = 5;
    projected_inputs.q = {Matrix::Identity(count, count) * 40}, projected_inputs.k = {Matrix::Zero(count, count)},
    projected_inputs.v = {Matrix::Ones(count, 1)};
    for (Index i = 1; i < count; ++i) projected_inputs.k[0](i - 1, i) = 40;
    projected_inputs.k[0](0, 0) = 40;
    Trace t = attend(projected_inputs, {}, Options{.heads = 1});
    for (std::size_t i = 0; i < t.tokens.size(); ++i) t.tokens[i].text = std::string(1, static_cast<char>('a' + i));
    t.memory_tokens.clear();
    const auto pattern = named_pattern(t, 0);
    REQUIRE(pattern);
    CHECK(pattern->key == "previous_token");
    CHECK(pattern->score == Approx(1).margin(1e-6));
    CHECK(pattern->even == Approx(0.2));
}
