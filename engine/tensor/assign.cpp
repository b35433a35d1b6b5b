#include "assign.h"

#include "convert.h"
#include "views.h"

namespace attn {

namespace {

// Whether the elements fill one piece of memory, in whatever order; and where that ends.
bool is_dense(const StridedTensor& a) {
    Index reach = 1;
    for (Index d = 0; d < a.rank(); ++d) reach += (a.shape[d] - 1) * a.strides[d];
    return reach == a.numel() && !a.overlaps_itself();
}

// Whether two tensors of one storage share elements without being the same view (assert_no_partial_overlap).
bool shifted(const StridedTensor& a, const StridedTensor& b) {
    if (a.numel() == 0 || b.numel() == 0 || !is_dense(a) || !is_dense(b)) return false;
    if (a.offset == b.offset && a.numel() == b.numel()) return !(a.strides == b.strides);
    return a.offset < b.offset + b.numel() && b.offset < a.offset + a.numel();
}

} // namespace

StridedTensor copy_into(Context& c, const StridedTensor& to, const StridedTensor& value) {
    const StridedTensor source = expanded(c, value, to.shape);
    if (!may_write_to(c, to)) return {};
    // What is written may be what is read, shifted or turned.
    if (source.storage == to.storage && shifted(source, to))
        return c.wrong(
            "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single "
            "memory location. Please clone() the tensor before performing the operation.");
    const StridedTensor apart = source.storage == to.storage ? copied(c, source) : source;
    if (c.failed()) return {};
    write(to, apart);
    return to;
}

} // namespace attn
