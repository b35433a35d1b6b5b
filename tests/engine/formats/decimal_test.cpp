// Decimal text to the nearest float and double.
#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/formats/decimal.h"
#include "engine/formats/number.h"
#include "engine/math/random.h"
#include "tests/engine/cases.h"

using namespace attn;

namespace {

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

} // namespace

TEST_CASE("a float is not rounded twice") {
    // A little below the middle between 1 + 2^-23 and 1 + 2^-22; its nearest double is the middle, which ties up.
    const char* below = "1.00000017881393432617187499";
    CHECK(static_cast<float>(nearest_double(below)) == 1.00000024f);
    CHECK(nearest_float(below) == 1.00000012f);
    CHECK(nearest_float("1.00000017881393432617187500") == 1.00000024f); // the middle: to the even one
    CHECK(nearest_float("1.00000017881393432617187501") == 1.00000024f);
    // Just beside a middle, and with few enough digits for the quick way, which gives the middle itself.
    CHECK(nearest_double("0.6179186999797821") == 0.5 * (0.61791867f + static_cast<double>(0.61791873f)));
    CHECK(nearest_float("0.6179186999797821") == 0.61791867f);
    CHECK(nearest_float("2.886766552925110") == 2.88676667f);
    CHECK(nearest_float("16777217") == 16777216.0f); // the middle, short enough for the quick way
    CHECK(nearest_float("16777219") == 16777220.0f);
    CHECK(nearest_float("-16777217") == -16777216.0f);
    CHECK(nearest_float("16777217.0000001") == 16777218.0f);
}

TEST_CASE("the ends of the ranges are rounded as IEEE 754 says") {
    CHECK(nearest_float("3.4028235e38") == 3.4028235e38f);
    CHECK(nearest_float("3.40282356779733661638e38") == INFINITY); // the middle to 2^128 ends in ...66163754
    CHECK(nearest_float("3.40282356779733661637e38") == 3.4028235e38f);
    CHECK(nearest_float("-1e39") == -INFINITY);
    CHECK(nearest_double("1e309") == INFINITY);
    CHECK(nearest_double("1e999999999999") == INFINITY);
    CHECK(nearest_double("1e-999999999999") == 0.0);
    CHECK(nearest_float("1.401298464324817e-45") == 1.401298464324817e-45f);
    CHECK(nearest_float("7.006492321624085e-46") == 0.0f); // half of the smallest: to the even one
    CHECK(nearest_float("7.006492321624086e-46") == 1.401298464324817e-45f);
    CHECK(nearest_float("1.1754943e-38") == 1.1754943e-38f);
    CHECK(nearest_double("4.9406564584124654e-324") == 4.9406564584124654e-324);
    CHECK(same(nearest_double("-0"), -0.0));
    CHECK(std::signbit(nearest_float("-0.0e5")));
    CHECK(same(nearest_double("0.000e9999"), 0.0));
    CHECK(nearest_double("9007199254740993") == 9007199254740992.0);
    CHECK(nearest_double("123E+2") == 12300.0);
    CHECK(nearest_double("0." + std::string(500, '0') + "1e501") == 1.0);
    CHECK(nearest_double("1" + std::string(500, '0') + "e-500") == 1.0);
}

TEST_CASE("decimals are read as the C library reads them") {
    Pcg32 random(4, 1);
    int wrong = 0;
    for (int i = 0; i < 100000; ++i) {
        // Up to twenty digits, a point somewhere, an exponent now and then: on and off the quick way.
        std::string digits = random.next() % 2 ? "-" : "";
        const std::size_t count = 1 + random.next() % 20, point = random.next() % 24;
        for (std::size_t d = 0; d < count; ++d) {
            digits += static_cast<char>('0' + random.next() % 10);
            if (d == point) digits += ".0";
        }
        if (random.next() % 3 == 0) digits += "e" + std::to_string(static_cast<int>(random.next() % 90) - 50);
        wrong += !same(nearest_double(digits), std::strtod(digits.c_str(), nullptr));
        wrong += !same_bits(nearest_float(digits), std::strtof(digits.c_str(), nullptr));
    }
    CHECK(wrong == 0);
}

TEST_CASE("what people type is read as a decimal or not at all") {
    CHECK(read_double("+.5") == 0.5);
    CHECK(read_double("-2.") == -2.0);
    CHECK(read_double("007.50E-1") == 0.75);
    CHECK(read_double("1e999") == INFINITY);
    CHECK(read_float("0.1") == 0.1f);
    CHECK(same(*read_double("-.0"), -0.0));
    for (const char* text : {"",   "-",    ".",   "+-1", "1e",       "1e+", "e5",  "1.2.3", "1,5",  " 1",
                             "1 ", "0x10", "inf", "nan", "infinity", "1f",  "--1", ".e1",   "1e5.", "1e2e3"}) {
        CAPTURE(text);
        CHECK_FALSE(read_double(text));
        CHECK_FALSE(read_float(text));
    }
    CHECK_FALSE(read_double(std::string_view("1\0", 2)));
}

TEST_CASE("digits behind the last one that a double can need still count") {
    // 2^53 + 1 is the middle between two doubles, and a single 1 far behind the point lies above it.
    const std::string middle = "9007199254740993";
    CHECK(nearest_double(middle + "." + std::string(2000, '0')) == 9007199254740992.0);
    CHECK(nearest_double(middle + "." + std::string(2000, '0') + "1") == 9007199254740994.0);
    CHECK(nearest_double(middle + std::string(2000, '0') + "1e-2001") == 9007199254740994.0);
    CHECK(nearest_float("16777217." + std::string(2000, '0') + "1") == 16777218.0f);
}

TEST_CASE("every float survives its shortest text, and every middle between two floats is rounded to even") {
    Pcg32 random(5, 1);
    int wrong = 0;
    for (int i = 0; i < 20000; ++i) {
        const auto bits = random.next() & 0x7FFFFFFF;
        const auto value = std::bit_cast<float>(bits), above = std::bit_cast<float>(bits + 1);
        if (!std::isfinite(above)) continue;
        wrong += !same_bits(nearest_float(shortest(value)), value);
        const double middle = (static_cast<double>(value) + static_cast<double>(above)) / 2;
        char exact[400];
        std::snprintf(exact, sizeof exact, "%.200e", middle);
        wrong += !same_bits(nearest_float(exact), bits % 2 == 0 ? value : above);
    }
    CHECK(wrong == 0);
}
