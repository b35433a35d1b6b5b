// Numbers and JSON as text.
#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

TEST_CASE("fixed decimals are for people") {
    CHECK(fixed(0.5, 2) == "0.50");
    CHECK(fixed(-0.5, 2) == "\u22120.50");
    CHECK(fixed(-0.001, 2) == "0.00"); // never a negative zero
    CHECK(fixed(-0.0, 3) == "0.000");
    CHECK(fixed(-0.005001, 2) == "\u22120.01");
    CHECK(fixed(1234567.125, 0) == "1234567");
    CHECK(fixed(0.125, 2) == "0.12"); // half to even, of a value that is exact in binary
    CHECK(fixed(0.375, 2) == "0.38");
    CHECK(fixed(2.5, 0) == "2");
    CHECK(fixed(3.5, 0) == "4");
    CHECK(fixed(-0.5, 0) == "0");
    CHECK(fixed(std::numeric_limits<double>::quiet_NaN(), 2) == "undefined");
    CHECK(fixed(std::numeric_limits<double>::infinity(), 2) == "∞");
    CHECK(fixed(-std::numeric_limits<double>::infinity(), 2) == "\u2212∞");
    CHECK(fixed(std::numeric_limits<double>::max(), 6).size() == 309 + 7);
    CHECK(fixed(5e-324, 2) == "0.00");
}

TEST_CASE("fixed decimals agree with printf") {
    Pcg32 random(1, 1);
    int wrong = 0;
    for (int i = 0; i < 20000; ++i) {
        const double value = std::fabs(normal(random)) * std::pow(10.0, static_cast<int>(random.next() % 9) - 3);
        const int decimals = static_cast<int>(random.next() % 7);
        char printed[64];
        std::snprintf(printed, sizeof printed, "%.*f", decimals, value);
        wrong += fixed(value, decimals) != printed;
    }
    CHECK(wrong == 0);
}

TEST_CASE("the shortest decimal reads back as the same number") {
    CHECK(shortest(0.1f) == "0.1");
    CHECK(shortest(0.1) == "0.1");
    CHECK(shortest(-2.0f) == "-2");
    CHECK(shortest(10.0) == "10");
    CHECK(shortest(999999.0) == "999999");
    CHECK(shortest(100000.0f) == "100000");
    CHECK(shortest(1e20) == "1e+20");
    CHECK(shortest(0.0f) == "0");
    CHECK(shortest(0.25) == "0.25");
    CHECK(shortest(std::numeric_limits<float>::quiet_NaN()) == "nan");
    CHECK(shortest(-std::numeric_limits<float>::infinity()) == "-inf");
    CHECK(shortest(std::numeric_limits<double>::infinity()) == "inf");
    Pcg32 random(2, 1);
    int wrong = 0;
    for (int i = 0; i < 10000; ++i) {
        const auto single = std::bit_cast<float>(random.next());
        if (std::isfinite(single)) wrong += !same_bits(std::strtof(shortest(single).c_str(), nullptr), single);
        const auto twice = std::bit_cast<double>((static_cast<std::uint64_t>(random.next()) << 32) | random.next());
        if (std::isfinite(twice)) wrong += std::strtod(shortest(twice).c_str(), nullptr) != twice;
    }
    CHECK(wrong == 0);
}

TEST_CASE("JSON text is quoted and escaped") {
    CHECK(json_string("plain") == "\"plain\"");
    CHECK(json_string("a\"b\\c\n\x01é") == "\"a\\\"b\\\\c\\u000a\\u0001é\"");
    CHECK(kept_json(json_string("a\"b\\c\n\x01é👩‍🚀")).text() == "a\"b\\c\n\x01é👩‍🚀");
}

TEST_CASE("JSON numbers are JSON, and what JSON lacks is a string") {
    CHECK(json_number(1.5f) == "1.5");
    CHECK(json_number(-std::numeric_limits<double>::infinity()) == "\"-inf\"");
    CHECK(json_number(std::numeric_limits<float>::quiet_NaN()) == "\"nan\"");
}

TEST_CASE("JSON nests with commas where they belong") {
    JsonWriter json;
    json.object().member("a", 1).key("b").array().value(true).value("x").array().end().object().end().end();
    json.key("c")
        .object()
        .member("d", 0.5f)
        .member("e", std::string("f"))
        .end()
        .key("m")
        .raw(json_matrix(Matrix::Identity(2, 2)));
    const std::string text = json.end().take();
    CHECK(text == R"({"a":1,"b":[true,"x",[],{}],"c":{"d":0.5,"e":"f"},"m":[[1,0],[0,1]]})");
    CHECK(kept_json(text)["c"]["d"].number() == 0.5);
}
