// Values of settings as text: each kind, what is cut, and what is said then.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "engine/run/remarks.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

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
