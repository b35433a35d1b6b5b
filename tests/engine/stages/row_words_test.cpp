// A row of weights in a sentence.
#include <catch2/catch_test_macros.hpp>

#include "engine/stages/row_words.h"
#include "tests/engine/cases.h"
#include "tests/english.h"

using namespace attn;

TEST_CASE("a row of weights says whom it looks at, the largest share first") {
    Config config;
    parse("text=a+b+c&heads=1&d-model=2&mask=causal&scale=0", config); // every score counts the same
    const Run run = run_of(config);
    CHECK(row_sentence(english(), run, {Tensor::weights, 0, 0, 0}) == "“a” looks at “a” 100 %.");
    CHECK(row_sentence(english(), run, {Tensor::weights, 0, 1, 1}) == "“b” looks at “a” 50 %, “b” 50 %.");
    CHECK(row_sentence(english(), run, {Tensor::weights, 0, 2, 0}, 2) ==
          "“c” looks at “a” 33 %, “b” 33 %, one other 33 %.");
    CHECK(row_sentence(english(), run, {Tensor::weights, 0, 2, 0}, 1) == "“c” looks at “a” 33 %, 2 others 67 %.");
    CHECK(row_sentence(english(), run, {Tensor::scores, 0, 2, 0}).empty());
}

TEST_CASE("the shares fall, and a row that is masked everywhere looks at nothing") {
    Config config;
    parse("text=a+b+c+d&heads=1&mask=none&paint=2:*", config);
    const Run run = run_of(config);
    CHECK(row_sentence(english(), run, {Tensor::weights, 0, 1, 0}) == "“b” looks at nothing: every key is masked.");
    const std::string said = row_sentence(english(), run, {Tensor::weights, 0, 2, 0});
    double before = 101;
    int shares = 0;
    for (auto at = said.find(" %"); at != std::string::npos; at = said.find(" %", at + 1), ++shares) {
        const auto from = said.rfind(' ', at - 1) + 1;
        const double share = std::stod(said.substr(from, at - from));
        CHECK(share <= before);
        before = share;
    }
    CHECK(shares == 4);
}
