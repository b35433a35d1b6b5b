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
    const auto compare = [&](double value) {
        const int decimals = static_cast<int>(random.next() % 7);
        char printed[400];
        std::snprintf(printed, sizeof printed, "%.*f", decimals, value);
        wrong += fixed(value, decimals) != printed;
    };
    for (int i = 0; i < 20000; ++i) {
        compare(std::fabs(normal(random)) * std::pow(10.0, static_cast<int>(random.next() % 9) - 3));
        compare(std::ldexp(static_cast<double>(random.next() >> 12), -static_cast<int>(random.next() % 9))); // ties
        compare(static_cast<double>(std::bit_cast<float>(random.next() & 0x7F7FFFFF)));
    }
    CHECK(wrong == 0);
}

TEST_CASE("significant digits and few decimals agree with printf") {
    Pcg32 random(3, 1);
    int wrong = 0;
    for (int i = 0; i < 20000; ++i) {
        const double value = normal(random) * std::pow(10.0, static_cast<int>(random.next() % 30) - 15);
        const int digits = 1 + static_cast<int>(random.next() % 9);
        char printed[400];
        std::snprintf(printed, sizeof printed, "%.*g", digits, value);
        wrong += significant(value, digits) != printed;
    }
    CHECK(wrong == 0);
    CHECK(significant(0.0, 3) == "0");
    CHECK(significant(1200.0, 2) == "1.2e+03");
    CHECK(significant(1200.0, 6) == "1200");
    CHECK(at_most(12.5, 2) == "12.5");
    CHECK(at_most(-12.0, 2) == "-12");
    CHECK(at_most(100.0, 0) == "100");
    CHECK(at_most(-0.001, 2) == "0");
    CHECK(at_most(0.125, 2) == "0.12");
    CHECK(at_most(-std::numeric_limits<double>::infinity(), 2) == "-inf");
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

namespace {
// The fewest digits of printf that read back as the same number.
std::string tried(double value, int most, bool (*same)(const char*, double)) {
    char printed[64];
    for (int digits = 1; digits <= most; ++digits) {
        std::snprintf(printed, sizeof printed, "%.*g", digits, value);
        if (same(printed, value)) break;
    }
    return printed;
}
} // namespace

TEST_CASE("the shortest decimal has as few digits as printf needs, and the nearest of them") {
    Pcg32 random(6, 1);
    int wrong = 0;
    for (int i = 0; i < 20000; ++i) {
        const auto single = std::bit_cast<float>(random.next());
        const auto twice = std::bit_cast<double>((static_cast<std::uint64_t>(random.next()) << 32) | random.next());
        if (std::isfinite(single) && single != std::floor(single))
            wrong += shortest(single) != tried(single, 9, [](const char* digits, double value) {
                         return static_cast<double>(std::strtof(digits, nullptr)) == value;
                     });
        if (std::isfinite(twice) && twice != std::floor(twice))
            wrong += shortest(twice) != tried(twice, 17, [](const char* digits, double value) {
                         return std::strtod(digits, nullptr) == value;
                     });
    }
    CHECK(wrong == 0);
    // Just above a power of two numbers are twice as far apart as below, and a decimal that is not the nearest of its
    // length may be the shortest: 5.684341886080801e-14 is nearer but reads back as another number.
    CHECK(shortest(std::ldexp(1.0, -44)) == "5.684341886080802e-14");
    CHECK(shortest(std::ldexp(1.0f, -96)) == "1.2621775e-29");
    CHECK(shortest(123456789.0f) == "123456792"); // whole numbers are written out
    CHECK(shortest(1e15) == "1e+15");
    CHECK(shortest(1234567890123456.0) == "1234567890123456");
    CHECK(shortest(12345678901234567.0) == "12345678901234568");
    CHECK(shortest(0.0001) == "0.0001");
    CHECK(shortest(0.00001) == "1e-05");
    CHECK(shortest(-0.0) == "-0");
    CHECK(shortest(5e-324) == "5e-324");
}

TEST_CASE("numbers in the fewest characters are appended") {
    std::string out = "x";
    append_shortest(out, 0.1f);
    append_shortest(out, -1e-4);
    CHECK(out == "x0.1-1e-04");
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
