#include "context.h"

namespace attn {

bool Context::fits_rank(Index rank) {
    if (rank <= kMaxRank) return true;
    wrong("tensors with more than " + std::to_string(kMaxRank) + " dimensions are not supported here");
    return false;
}

bool Context::fits(const Dims& shape) {
    // A size of 0 counts as 1, so that no stride overflows either.
    std::int64_t elements = 1;
    for (const Index size : shape) {
        if (size < 0) {
            wrong("Trying to create tensor with negative dimension " + std::to_string(size) + ": " + text_of(shape));
            return false;
        }
        if (elements <= max_elements) elements *= std::max<Index>(size, 1);
    }
    if (elements <= max_elements) return true;
    wrong("tensors with more than " + std::to_string(max_elements) +
          " elements are not supported here, and this one has the"
          " shape " +
          text_of(shape));
    return false;
}

StridedTensor Context::zeros(const Dims& shape, DType t) {
    StridedTensor out;
    if (failed() || !fits(shape)) return out;
    Index elements = 1;
    for (const Index size : shape) elements *= size;
    const std::size_t bytes = static_cast<std::size_t>(elements) * element_size(t);
    if (bytes + budget.used > budget.limit)
        return wrong("DefaultCPUAllocator: can't allocate memory: you tried to allocate " + std::to_string(bytes) +
                     " bytes.");
    out.storage = std::make_shared<Storage>(budget, bytes);
    out.dtype = t;
    out.shape = shape;
    out.strides = contiguous_strides(shape);
    return out;
}

Index Context::dimension(std::int64_t dim, Index rank) {
    const Index range = std::max<Index>(rank, 1);
    if (dim >= -range && dim < range) return static_cast<Index>(dim < 0 ? dim + range : dim);
    fail("IndexError", "Dimension out of range (expected to be in range of [" + std::to_string(-range) + ", " +
                           std::to_string(range - 1) + "], but got " + std::to_string(dim) + ")");
    return 0;
}

} // namespace attn
