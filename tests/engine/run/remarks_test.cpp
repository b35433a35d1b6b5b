// What is said about a configuration: why it cannot run, and what it does not do.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/run/remarks.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

TEST_CASE("heads that do not divide are told which would") {
    CHECK(possible_heads(8) == "1,2,4,8");
    CHECK(possible_heads(7) == "1,7");
    CHECK(possible_heads(11) == "1,11");
    CHECK(message(*problem({.d_model = 6, .heads = 4})).find("choose 1, 2, 3 or 6;") != std::string::npos);
}

TEST_CASE("a configuration that cannot run says why") {
    CHECK(problem({.text = ""})->key == "text");
    CHECK(problem({.text = " \t\u00A0 "})->key == "text");
    CHECK(problem({.d_model = 8, .heads = 3})->key == "heads");
    CHECK(message(*problem({.d_model = 8, .heads = 3})).starts_with("8 columns cannot be split evenly among 3 heads."));
    CHECK_FALSE(problem({.text = ".", .d_model = 7, .heads = 7}));
    CHECK(problem({.heads = 4, .kv_heads = 3})->key == "kv-heads");
    CHECK(problem({.heads = 2, .kv_heads = 4})->key == "kv-heads");
    CHECK_FALSE(problem({.heads = 4, .kv_heads = 2}));
}

TEST_CASE("advice is given when the sentence does not fit") {
    CHECK(remarks({}).empty());
    std::string longest;
    for (int i = 0; i < 1100; ++i) longest += "w ";
    const Notices advice = remarks({.text = longest, .pad = 4});
    REQUIRE(advice.size() == 1);
    CHECK(advice[0].key == "text");
    CHECK(message(advice[0]) == "Of 1100 tokens the first 1020 are shown: there is room for 1024, padding included.");
}

TEST_CASE("a mistake that has nothing to break is said to change nothing") {
    const Config rich{.heads = 2, .mask = Masking::both, .pad = 2, .memory = "a b"};
    for (const MistakeInfo& m : kMistakes) {
        CAPTURE(m.key);
        Config config = rich, bare{.heads = 1, .mask = Masking::none, .scale = {1.0}, .dropout = 0.5};
        config.mistakes.*m.on = bare.mistakes.*m.on = true;
        const bool always = m.on == &Mistakes::softmax_over_queries || m.on == &Mistakes::no_w_o;
        CHECK(remarks(config).empty());
        CHECK(remarks(bare).size() == (always ? 0 : 1));
        // And it is true: nothing but what the mistake is about has changed.
        Config right = bare;
        right.mistakes = {};
        CHECK(same_bits(trace_of(bare).output, trace_of(right).output) != always);
        right = rich;
        CHECK_FALSE(same_bits(trace_of(config).output, trace_of(right).output));
    }
}
