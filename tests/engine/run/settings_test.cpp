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

Config parsed(std::string_view query, Notices& notices) {
    Config config;
    notices = parse(query, config);
    return config;
}

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
    CHECK(keys.size() == 22);
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
    CHECK(parsed("heads=99", notices).heads == 8);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].key == "heads");
    CHECK(message(notices[0]) == "Heads goes from 1 to 8; “99” became 8.");
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

TEST_CASE("a bad value does not keep the good ones from being read") {
    Notices notices;
    const Config config = parsed("heads=x&text=hello&d-model=12&mask=?&pad=3&pad=4", notices);
    CHECK(config == Config{.text = "hello", .d_model = 12, .pad = 4});
    CHECK(notices.size() == 2);
}

TEST_CASE("long values are cut or shown in part") {
    Notices notices;
    const Config config = parsed("text=" + std::string(100000, 'x'), notices);
    CHECK(config.text == std::string(kMaxTextBytes, 'x'));
    CHECK(notices.size() == 1);
    CHECK_FALSE(notices[0].refused);
    // Never in the middle of a character.
    std::string euros = "text=";
    for (int i = 0; i < 6000; ++i) euros += "%E2%82%AC";
    CHECK(parsed(euros, notices).text.size() == 3 * kMaxTokens); // each is a word of its own
    std::string accents = "text=";
    for (int i = 0; i < 6000; ++i) accents += "b%E2%82%82"; // b, subscript two: one word
    CHECK(parsed(accents, notices).text.size() <= kMaxTextBytes);
    parsed("heads=" + std::string(100000, 'x'), notices);
    REQUIRE(notices.size() == 1);
    CHECK(message(notices[0]).size() < 200);
    parsed(std::string(100000, 'k') + "=1", notices);
    REQUIRE(notices.size() == 1);
    CHECK(message(notices[0]).size() < 200);
}

TEST_CASE("a scale is auto, off or a number") {
    Notices notices;
    CHECK(parsed("scale=auto", notices).scale.number == std::nullopt);
    CHECK(parsed("scale=off", notices).scale.number == 1.0);
    CHECK(parsed("scale=1", notices).scale.number == 1.0);
    CHECK(parsed("scale=-0.25", notices).scale.number == -0.25);
    CHECK(notices.empty());
    CHECK(parsed("scale=1000", notices).scale.number == 100.0);
    CHECK(notices.size() == 1);
    CHECK(format(Config{.scale = {1.0}}) == "scale=off");
    CHECK(format(Config{.scale = {0.1}}) == "scale=0.1");
}

TEST_CASE("mistakes are a list of names") {
    Notices notices;
    CHECK(parsed("break=none", notices).mistakes == Mistakes{});
    CHECK(parsed("break=", notices).mistakes == Mistakes{});
    const Mistakes two{.no_scaling = true, .no_w_o = true};
    CHECK(parsed("break=no-w-o,no-scaling", notices).mistakes == two);
    CHECK(notices.empty());
    CHECK(format(Config{.mistakes = two}) == "break=no-scaling,no-w-o");
}

TEST_CASE("painted cells are blocks counted from 1, and close nothing outside the mask") {
    Notices notices;
    const Paint paint = parsed("paint=2:3,1-3:5,4:*,*:1", notices).paint;
    CHECK(notices.empty());
    CHECK(paint_text(paint) == "2:3,1-3:5,4:*,*:1");
    const Mask open = painted_mask(paint, 5, 6);
    for (Index i = 0; i < 5; ++i)
        for (Index j = 0; j < 6; ++j) {
            const bool shut = (i == 1 && j == 2) || (i < 3 && j == 4) || i == 3 || j == 0;
            CHECK(open(i, j) == !shut);
        }
    CHECK(painted_mask(*paint_of("9:9,3-9:2-9"), 3, 3)(2, 1) == false);
    CHECK(painted_mask(*paint_of("9:9,4-9:2-9"), 3, 3).all());
    CHECK_FALSE(paint_of(std::string(2 * 64, '1') + ":1"));
    // The whole length of a text can be written, and "*" reaches its end.
    const Mask longest = painted_mask(*paint_of("*:1,1024:1024"), kMaxTokens, kMaxTokens);
    CHECK_FALSE((longest(kMaxTokens - 1, 0) || longest(kMaxTokens - 1, kMaxTokens - 1)));
    CHECK(longest(kMaxTokens - 1, 1));
    std::string many = "1:1";
    for (int i = 1; i < kMaxPainted; ++i) many += ",1:1";
    CHECK(paint_of(many));
    CHECK_FALSE(paint_of(many + ",1:1"));
}

TEST_CASE("a sentence is cut behind the last word there is room for, and all its words are counted") {
    std::string words;
    for (int i = 0; i < 10000; ++i) words += "word ";
    Notices notices;
    const Config config = parsed("text=" + words, notices);
    CHECK(config.text == words.substr(0, 5 * kMaxTokens - 1));
    REQUIRE(notices.size() == 1);
    CHECK(message(notices[0]) == "The sentence has 10000 words and signs; the first 1024 are used.");
    CHECK(remarks(config).empty());
    // Also when characters are tokens, so that going back to words brings them back.
    CHECK(parsed("unit=characters&text=" + words, notices).text == config.text);
    // Spaces at the end of a sentence that fits belong to the person who types it.
    CHECK(parsed("text=a%20b%20%20", notices).text == "a b  ");
    // Nobody counts the words of a megabyte.
    std::string megabytes = "text=";
    for (int i = 0; i < 600000; ++i) megabytes += "yes ";
    CHECK(parsed(megabytes, notices).text.size() == 4 * kMaxTokens - 1);
    REQUIRE(notices.size() == 1);
    CHECK(message(notices[0]) == "The sentence is far too long; its first 1024 words and signs are used.");
}

TEST_CASE("a real number is called a number and keeps the decimals of its parameter") {
    const Param p{.key = "time", .kind = Kind::real, .min = 0, .max = 1, .decimals = 3};
    Notices notices;
    double value = 0.5;
    read_real(p, "abc", value, notices);
    REQUIRE(notices.size() == 1);
    CHECK(message(notices[0]) == "Time must be a number from 0 to 1; “abc” is not, so nothing changed.");
    CHECK(value == 0.5);
    read_real(p, "0.04998999", value, notices);
    CHECK(value == 0.05);
    CHECK(param_text(p, 0.123456) == "0.123");
    const Param whole{.key = "heads", .min = 1, .max = 8};
    int heads = 2;
    read_integer(whole, "2.5", heads, notices);
    CHECK(message(notices.back()) == "Heads must be a whole number from 1 to 8; “2.5” is not, so nothing changed.");
}

TEST_CASE("names are read with a hyphen or an underscore") {
    CHECK(same_name("weighted-sum", "weighted-sum"));
    CHECK(same_name("q_head", "q-head"));
    CHECK_FALSE(same_name("weighted-sum", "weightedsum"));
    CHECK_FALSE(same_name("a-", "a"));
}

TEST_CASE("heads that do not divide are told which would") {
    CHECK(possible_heads(8) == "1,2,4,8");
    CHECK(possible_heads(7) == "1,7");
    CHECK(possible_heads(11) == "1");
    CHECK(message(*problem({.d_model = 6, .heads = 4})).find("choose 1, 2, 3 or 6;") != std::string::npos);
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
