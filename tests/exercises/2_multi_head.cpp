#include "multi_head.h"

#include <catch2/catch_test_macros.hpp>

#include "reference.h"

using namespace exercise;

namespace {

void same(const Matrix& yours, const Matrix& right, const char* what) {
    const std::string says = apart(yours, right);
    if (!says.empty()) FAIL(what << says);
    SUCCEED();
}

} // namespace

TEST_CASE("columns are split into blocks") {
    const Matrix m = numbers(3, 6, 1);
    const std::vector<Matrix> blocks = split_heads(m, 3);
    if (blocks.size() != 3) FAIL("There are " << blocks.size() << " blocks, and 3 are right.");
    same(blocks[0], m.leftCols(2), "The first block: ");
    same(blocks[2], m.rightCols(2), "The last block: ");
}

TEST_CASE("blocks are joined again") {
    const Matrix m = numbers(4, 8, 2);
    same(join_heads({m.leftCols(4), m.rightCols(4)}), m, "Two blocks side by side: ");
}

TEST_CASE("several heads attend, each in its own columns, and the output layer mixes them") {
    const Matrix x = numbers(5, 6, 3);
    const Layer layer = layer_of(6, 4);
    for (const int heads : {1, 2, 3})
        same(multi_head_attention(x, layer, heads), right_heads(x, x, layer, heads, {}),
             heads == 1 ? "With one head: " : "With several heads: ");
}

TEST_CASE("the mask is for every head") {
    const Matrix x = numbers(3, 4, 9);
    const Layer layer = layer_of(4, 10);
    Mask allowed = Mask::Constant(3, 3, true);
    allowed(0, 1) = allowed(2, 0) = false;
    same(multi_head_attention(x, layer, 2, allowed), right_heads(x, x, layer, 2, allowed), "With a mask: ");
}
