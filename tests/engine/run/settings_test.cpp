// Settings as text: what is written reads back, and nonsense does no harm.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <set>

#include "engine/math/random.h"
#include "engine/run/remarks.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

namespace {

// Every member within its stated range.
bool in_range(const Config& config) {
    bool good = true;
    for_each_param(config, [&](const Param& p, const auto& member) {
        using Member = std::remove_cvref_t<decltype(member)>;
        if constexpr (std::is_same_v<Member, bool>) return;
        else if constexpr (std::is_same_v<Member, int> || std::is_same_v<Member, double>)
            good = good && member >= p.min && member <= p.max;
        else if constexpr (std::is_enum_v<Member>)
            good = good && static_cast<int>(member) >= 0 && static_cast<std::size_t>(member) < p.choices.size();
        else good = good && static_cast<int>(param_text(p, member).size()) <= p.max_bytes;
    });
    return good;
}

} // namespace

TEST_CASE("the parameters have keys of their own and defaults in range") {
    std::set<std::string_view> keys;
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) { CHECK(keys.insert(p.key).second); });
    CHECK(keys.size() == 24);
    CHECK(in_range(defaults));
    CHECK_FALSE(problem(defaults));
    CHECK(format(defaults).empty());
}

TEST_CASE("what format writes, parse reads") {
    for (std::uint64_t i = 0; i < 500; ++i) {
        const Config config = i % 2 == 0 ? random_case(i) : random_special_case(i);
        Notices notices;
        const Config back = parsed(format(config), notices);
        CAPTURE(format(config));
        CHECK(back == config);
        CHECK(notices.empty());
        CHECK(in_range(config));
    }
    const Config odd{.text = "a&b=c #1 100% + “é” {x} ?/\\ <pad> \"q\" 👩‍🚀"};
    Notices notices;
    CHECK(parsed(format(odd), notices) == odd);
    CHECK(notices.empty());
}

TEST_CASE("format writes only what differs, and can be told from what") {
    CHECK(format(Config{.heads = 4, .mask = Masking::both}) == "heads=4&mask=both");
    CHECK(format(Config{.heads = 4, .seed = 2}, Config{.heads = 4}) == "seed=2");
    CHECK(format(Config{.text = "a b"}) == "text=a%20b");
}

TEST_CASE("cross-attention that begins has no causal mask, unless one is named") {
    const auto after = [](const Config& start, std::string_view text) {
        Config config = start;
        const Notices notices = parse(text, config);
        const bool unmasks = config.mask != start.mask && text.find("mask=") == std::string_view::npos;
        CHECK(notices.size() == (unmasks ? 1 : 0));
        for (const Notice& n : notices) {
            CHECK(n.key == "mask");
            CHECK(n.says == said(kUnmasked));
            CHECK_FALSE(n.refused);
        }
        return config;
    };
    const Config start; // under a causal mask
    CHECK(after(start, "memory=die+Katze+schlief").mask == Masking::none);
    CHECK(after({.mask = Masking::both, .pad = 1}, "memory=die").mask == Masking::padding);
    for (const char* named : {"memory=die&mask=causal", "mask=causal&memory=die"})
        CHECK(after(start, named).mask == Masking::causal);
    CHECK(after(start, "memory=+").mask == Masking::causal); // no tokens, so no memory
    CHECK(after(start, "text=die").mask == Masking::causal);
    // A memory that was there before brings nothing along, and one that goes away neither.
    const Config crossed = after(start, "memory=die&mask=causal");
    CHECK(after(crossed, "memory=der+Hund").mask == Masking::causal);
    CHECK(after(crossed, "memory=").mask == Masking::causal);
    Config translation;
    CHECK(parse("preset=translation&memory=der+Hund", translation).empty());
    CHECK(translation.mask == Masking::none);
    // So a link with a memory names its mask, and says nothing when it is opened.
    CHECK(format(Config{.memory = "die"}) == "mask=causal&memory=die");
    CHECK(format(Config{.mask = Masking::none, .memory = "die"}) == "mask=none&memory=die");
    CHECK(format(crossed, crossed).empty());
    translation.preset = preset_named("translation"), translation.memory = "der";
    CHECK(format(translation) == "preset=translation&memory=der");
}

TEST_CASE("percent encoding is what a browser does") {
    CHECK(percent_encoded("a b&c=d+é") == "a%20b%26c%3Dd%2B%C3%A9");
    CHECK(percent_decoded("a+b%20c%2Bd%C3%a9") == "a b c+dé");
    CHECK(percent_decoded("100%") == "100%");
    CHECK(percent_decoded("%zz%4") == "%zz%4");
    const auto pairs = key_values("a=1&&b&c=x=y&=z");
    REQUIRE(pairs.size() == 4);
    CHECK(pairs[0] == std::pair<std::string, std::string>{"a", "1"});
    CHECK(pairs[1] == std::pair<std::string, std::string>{"b", ""});
    CHECK(pairs[2] == std::pair<std::string, std::string>{"c", "x=y"});
    CHECK(pairs[3] == std::pair<std::string, std::string>{"", "z"});
}

TEST_CASE("out of range is clamped and said") {
    Notices notices;
    CHECK(parsed("heads=99", notices).heads == 32);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].key == "heads");
    CHECK(message(notices[0]) == "Heads goes from 1 to 32; “99” became 32.");
    CHECK_FALSE(notices[0].refused);
    CHECK(parsed("seed=-5", notices).seed == 0);
    CHECK(notices.size() == 1);
    CHECK(parsed("d-model=1e300", notices).d_model == 64);
    CHECK(notices.size() == 1);
    CHECK(parsed("d-model=1e999", notices).d_model == 64);
    CHECK(notices.size() == 1);
}

TEST_CASE("what cannot be read leaves the setting as it was and is said") {
    const std::string query = GENERATE(from_range(std::vector<std::string>{"heads=three",
                                                                           "heads=",
                                                                           "heads",
                                                                           "heads=2.5",
                                                                           "heads=nan",
                                                                           "heads=inf",
                                                                           "heads=0x4",
                                                                           "heads=4 ",
                                                                           "heads= 4",
                                                                           "heads=1e",
                                                                           "heads=--3",
                                                                           "heads=+-3",
                                                                           "heads=.",
                                                                           "heads=e",
                                                                           "heads=4;",
                                                                           "mask=casual",
                                                                           "mask=",
                                                                           "mask=0",
                                                                           "unit=WORDS",
                                                                           "nonsense=1",
                                                                           "=",
                                                                           "heads%00=3",
                                                                           "scale=automatic",
                                                                           "scale=",
                                                                           "scale=1,5",
                                                                           "paint=1",
                                                                           "paint=0:1",
                                                                           "paint=1:2,",
                                                                           "paint=2-1:3",
                                                                           "paint=1:2:3",
                                                                           "paint=a:b",
                                                                           "paint=10000:1",
                                                                           "break=everything",
                                                                           "break=no-scaling,",
                                                                           "break=none,no-scaling",
                                                                           "bias=maybe",
                                                                           "<script>=alert(1)",
                                                                           "seed=%00"}));
    CAPTURE(query);
    Config config{.text = "kept", .heads = 4, .mask = Masking::causal, .seed = 77};
    const Config before = config;
    const Notices notices = parse(query, config);
    CHECK(config == before);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].refused);
    CHECK_FALSE(message(notices[0]).empty());
    CHECK(message(notices[0]).find_first_of("{}") == std::string::npos);
}

TEST_CASE("an ampersand as the source of a page has it is one, with a notice") {
    Notices notices;
    const Config config = parsed("heads=4&amp;text=b&amp;amp;=c&amp;sed=2", notices);
    CHECK(config.heads == 4);
    CHECK(config.text == "b");
    REQUIRE(notices.size() == 3);
    CHECK(message(notices[0]) == "The link has “&amp;” where “&” belongs; it was read as “&”.");
    CHECK(notices[2].key == "sed");
    CHECK(notices[2].refused);
}

TEST_CASE("a bad value does not keep the good ones from being read") {
    Notices notices;
    const Config config = parsed("heads=x&text=hello&d-model=12&mask=?&pad=3&pad=4", notices);
    CHECK(config == Config{.text = "hello", .d_model = 12, .pad = 4});
    CHECK(notices.size() == 2);
}

TEST_CASE("random bytes never break the settings") {
    Pcg32 random(2, 3);
    std::vector<std::string> keys{"x"};
    const Config defaults;
    for_each_param(defaults, [&](const Param& p, const auto&) { keys.emplace_back(p.key); });
    for (int round = 0; round < 2000; ++round) {
        std::string query;
        for (std::uint32_t part = random.next() % 4; part < 4; ++part) {
            query += keys[random.next() % keys.size()] + "=";
            for (std::uint32_t i = random.next() % 12; i < 12; ++i) query += static_cast<char>(random.next() % 256);
            query += '&';
        }
        Config config;
        const Notices notices = parse(query, config);
        CHECK(in_range(config));
        for (const Notice& notice : notices) CHECK_FALSE(message(notice).empty());
        Config again;
        CHECK(parse(format(config), again).empty());
        CHECK(again == config);
        if (problem(config)) continue;
        const Trace t = trace_of(config);
        CHECK(t.output.allFinite());
    }
}
