// Where a head is in a projected matrix [n, heads * width]: in its columns. The backward pass writes to the same place.
#pragma once

#include "engine/math/matrix.h"
#include "mistakes.h"

namespace attn {

// Head `index` of `whole`, to be read or written. The mistake takes the memory of the matrix as if it were [heads, n,
// width], so that a head gets whole tokens of its own instead of columns of every token.
template <class M>
Eigen::Ref<M, 0, Eigen::OuterStride<>> split(M& whole, int index, int width, const Mistakes& mistakes) {
    if (!mistakes.view_without_transpose) return whole.middleCols(Index{index} * width, width);
    return Eigen::Map<M>(whole.data() + index * whole.rows() * width, whole.rows(), width);
}

} // namespace attn
