#include "cross_attention.h"

#include <catch2/catch_test_macros.hpp>

#include "reference.h"

using namespace exercise;

namespace {

void judge(Index queries, Index keys, int heads, const Mask& allowed) {
    const Matrix x = numbers(queries, 6, 1), memory = numbers(keys, 6, 2);
    const Layer layer = layer_of(6, 3);
    const Matrix yours = cross_attention(x, memory, layer, heads, allowed);
    const std::string says = apart(yours, right_heads(x, memory, layer, heads, allowed));
    if (says.empty()) {
        SUCCEED();
        return;
    }
    const bool swapped = apart(yours, right_heads(memory, x, layer, heads, {})).empty(),
               alone = apart(yours, right_heads(x, x, layer, heads, {})).empty();
    FAIL(says << (swapped ? " Your queries come out of memory; x asks." : "")
              << (alone ? " You look at x only; keys and values come out of memory." : ""));
}

} // namespace

TEST_CASE("three words ask, and four of another sentence answer") { judge(3, 4, 1, {}); }

TEST_CASE("as many ask as answer, in two heads") { judge(4, 4, 2, {}); }

TEST_CASE("a mask shuts words of the memory") {
    Mask allowed = Mask::Constant(2, 5, true);
    allowed.col(4).setConstant(false);
    judge(2, 5, 3, allowed);
}
