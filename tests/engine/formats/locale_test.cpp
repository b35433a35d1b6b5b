// Reading and writing numbers does not depend on the locale of the process. These tests say little in an ordinary run;
// CTest also runs them in a locale whose decimals have a comma (see comma_locale.cpp).
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "engine/exchange/eval.h"
#include "engine/exchange/snippet.h"
#include "engine/formats/decimal.h"
#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/run/config.h"
#include "engine/run/edits.h"
#include "engine/run/settings.h"
#include "tests/engine/cases.h"

using namespace attn;

TEST_CASE("a decimal has a point in every locale") {
    CHECK(nearest_double("0.12345678901234567890123") == 0.12345678901234568);
    CHECK(nearest_float("0.12345678901234567890123") == 0.12345679f);
    CHECK(read_double("-2.5") == -2.5);
    CHECK_FALSE(read_double("-2,5"));
    CHECK(read_float("2.5e-1") == 0.25f);
    CHECK(fixed(-1234.5, 2) == "\u22121234.50");
    CHECK(at_most(-1234.5, 2) == "-1234.5");
    CHECK(significant(1.5e-7, 3) == "1.5e-07");
    CHECK(shortest(0.1f) == "0.1");
    CHECK(shortest(1.5e-7) == "1.5e-07");
    CHECK(json_number(-2.5) == "-2.5");
    std::string out;
    append_shortest(out, 1234.5);
    CHECK(out == "1234.5");
    CHECK(python_number(2.5f) == "2.5");
}

TEST_CASE("settings, edits, published examples and the evaluator know no locale") {
    Config config;
    CHECK(parse("temperature=0.5", config).empty());
    CHECK(config.temperature == 0.5);
    CHECK(format(config).find("temperature=0.5") != std::string::npos);
    CHECK(edits_text(*edits_of("x.1.1:0.5:-.25")) == "x.1.1:0.5:-0.25");
    CHECK(typed_number("0,5") == 0.5f); // people may write a comma, wherever they are

    Config published;
    CHECK(parse("preset=raschka", published).empty());
    const Trace t = trace_of(published);
    CHECK(matrix(t, Tensor::x, 0)(0, 0) == 0.43f);
    CHECK(matrix(t, Tensor::x, 0)(0, 1) == 0.15f);

    const std::string answer = evaluated(R"({"x": [[0.12345678901234567890123]], "w_q": [[1]], "w_k": [[1]],)"
                                         R"("w_v": [[1]], "n_heads": 1, "precision": "float64"})",
                                         1)
                                   .line;
    CHECK(answer.find(R"("output":[[0.12345678901234568]])") != std::string::npos);
}
