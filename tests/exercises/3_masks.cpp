#include "masks.h"

#include <catch2/catch_test_macros.hpp>

#include "reference.h"

using namespace exercise;

namespace {

void same(const Mask& yours, const Mask& right) {
    const std::string says = apart(yours, right);
    if (!says.empty()) FAIL(says);
    SUCCEED();
}

} // namespace

TEST_CASE("a query may look at itself and at what is before it") {
    Mask right(3, 3);
    right << true, false, false, true, true, false, true, true, true;
    same(causal_mask(3), right);
    same(causal_mask(1), Mask::Constant(1, 1, true));
}

TEST_CASE("nobody may look at padding") {
    Mask right(2, 4);
    right << true, true, false, false, true, true, false, false;
    same(padding_mask({5, 7, 0, 0}, 2), right);
}

TEST_CASE("what padding is called is given") {
    Mask right(3, 3);
    right << true, false, true, true, false, true, true, false, true;
    same(padding_mask({0, 9, 4}, 3, 9), right);
}

TEST_CASE("both masks together, before softmax") {
    const Matrix q = numbers(4, 2, 1), k = numbers(4, 2, 2), v = numbers(4, 3, 3);
    Mask both(4, 4);
    both << true, false, false, false, true, true, false, false, true, true, false, false, true, true, false, true;
    const Attended yours = masked_attention(q, k, v, {3, 8, 0, 2}), right = right_attention(q, k, v, both);
    const std::string weights = apart(yours.weights, right.weights), output = apart(yours.output, right.output);
    if (!weights.empty()) FAIL("The weights: " << weights);
    if (!output.empty()) FAIL("The output: " << output);
    SUCCEED();
}
