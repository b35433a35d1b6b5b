#include "patterns.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "reference.h"

using namespace exercise;

namespace {

Matrix weights_of(unsigned seed) {
    return right_attention(numbers(4, 2, seed), numbers(4, 2, seed + 50), numbers(4, 2, 0), {}).weights;
}

} // namespace

TEST_CASE("weights as a picture of characters, a line for each query") {
    Matrix weights(2, 3);
    weights << 1, 0, 0, 0.25f, 0.65f, 0.1f;
    const std::vector<std::string> yours = heatmap(weights);
    if (yours.size() != 2) FAIL("There are " << yours.size() << " lines, and 2 queries.");
    if (yours[0] != "@  ") FAIL("The first line is \"" << yours[0] << "\", and \"@  \" is right.");
    if (yours[1] != ":*.") FAIL("The second line is \"" << yours[1] << "\", and \":*.\" is right.");
    SUCCEED();
}

TEST_CASE("entropy: 0 for one key, ln 4 for four alike") {
    Matrix weights(3, 4);
    weights << 1, 0, 0, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0, 0;
    const std::vector<float> yours = entropy(weights);
    const float right[] = {0, 1.386294f, 0.693147f};
    if (yours.size() != 3) FAIL("There are " << yours.size() << " numbers, and 3 queries.");
    for (std::size_t i = 0; i < 3; ++i)
        if (!(std::fabs(yours[i] - right[i]) < 1e-4f))
            FAIL("Query " << i + 1 << " has " << yours[i] << ", and " << right[i] << " is right."
                          << (std::fabs(yours[i] - right[i] / std::log(2.0f)) < 1e-4f
                                  ? " That is in bits; nats are asked."
                                  : "")
                          << (std::isnan(yours[i]) ? " 0 ln 0 counts as 0." : ""));
    SUCCEED();
}

TEST_CASE("the two heads that are most alike") {
    std::vector<Matrix> heads{weights_of(1), weights_of(2), weights_of(3), weights_of(4)};
    heads[3] = 0.999f * heads[1] + 0.001f * heads[0];
    auto [a, b] = most_similar_heads(heads);
    if (a > b) std::swap(a, b);
    if (a == b) FAIL("That is head " << a << " and itself.");
    if (a != 1 || b != 3) FAIL("You found " << a << " and " << b << ", and 1 and 3 are nearly the same.");
    SUCCEED();
}
