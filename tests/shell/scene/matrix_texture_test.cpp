// When cells are too small to be drawn one by one, and too small to be seen.
#include <catch2/catch_test_macros.hpp>

#include "shell/scene/matrix_texture.h"

using namespace attn;

namespace {

Panel panel_of(Tensor tensor, int rows, int cols, float cell_w, float cell_h) {
    Panel p{.tensor = tensor, .rows = rows, .cols = cols};
    p.area = {10, 20, cell_w * static_cast<float>(cols), cell_h * static_cast<float>(rows)};
    return p;
}

} // namespace

TEST_CASE("many cells that are small in one direction at least are one picture") {
    CHECK(uses_texture(panel_of(Tensor::scores, 64, 64, 5.9f, 30)));
    CHECK(uses_texture(panel_of(Tensor::scores, 64, 64, 30, 5.9f)));
    CHECK_FALSE(uses_texture(panel_of(Tensor::scores, 64, 64, 6, 6)));
    CHECK(uses_texture(panel_of(Tensor::scores, 64, 8, 2, 2)));
    CHECK_FALSE(uses_texture(panel_of(Tensor::scores, 64, 7, 2, 2)));
    CHECK_FALSE(uses_texture(panel_of(Tensor::row_max, 1024, 1, 2, 2)));
}

TEST_CASE("cells share pixels when they are narrower or lower than one of the screen") {
    CHECK(shares_pixels(panel_of(Tensor::scores, 64, 64, 0.9f, 4), 1));
    CHECK(shares_pixels(panel_of(Tensor::scores, 64, 64, 4, 0.9f), 1));
    CHECK_FALSE(shares_pixels(panel_of(Tensor::scores, 64, 64, 1.01f, 1.01f), 1));
    CHECK_FALSE(shares_pixels(panel_of(Tensor::scores, 64, 64, 4, 0.9f), 2));
    CHECK(shares_pixels(panel_of(Tensor::scores, 64, 64, 4, 0.9f), 1.1f));
    CHECK_FALSE(shares_pixels(panel_of(Tensor::scores, 8, 8, 0.5f, 0.5f), 1)); // few cells are drawn one by one
}
