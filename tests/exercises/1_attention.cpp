#include "attention.h"

#include <catch2/catch_test_macros.hpp>

#include "reference.h"

using namespace exercise;

namespace {

void judge(Index queries, Index keys, Index d_k, Index d_v, const Mask& allowed) {
    const Matrix q = numbers(queries, d_k, 1), k = numbers(keys, d_k, 2), v = numbers(keys, d_v, 3);
    const Attended yours = scaled_dot_product_attention(q, k, v, allowed), right = right_attention(q, k, v, allowed);
    const std::string weights = apart(yours.weights, right.weights);
    if (!weights.empty()) FAIL("The weights: " << weights << known_mistake(yours.weights, q, k, v, allowed));
    const std::string output = apart(yours.output, right.output);
    const bool keys_summed =
        apart(yours.output, right_attention(q, k, v, allowed, Slip::keys_for_values).output).empty();
    if (!output.empty())
        FAIL("The output: " << output
                            << (keys_summed ? " The weights sum the keys; they have to sum the values." : ""));
    SUCCEED();
}

} // namespace

TEST_CASE("three words look at each other") { judge(3, 3, 4, 4, {}); }

TEST_CASE("two words look at five others, and values have another width") { judge(2, 5, 4, 3, {}); }

TEST_CASE("what a mask shuts gets no weight, and the rest of its row adds up to 1") {
    Mask allowed = Mask::Constant(3, 4, true);
    allowed(0, 2) = allowed(1, 0) = allowed(1, 3) = false;
    judge(3, 4, 2, 2, allowed);
}

TEST_CASE("large scores are no trouble") {
    const Matrix q = numbers(2, 2, 4) * 300, k = numbers(3, 2, 5) * 300, v = numbers(3, 2, 6);
    const Matrix yours = scaled_dot_product_attention(q, k, v).weights;
    const std::string says = apart(yours, right_attention(q, k, v, {}).weights);
    if (!says.empty()) FAIL(says << (yours.hasNaN() ? " Is the row's maximum subtracted before the exponential?" : ""));
    SUCCEED();
}
