// The protocol's operations that show, choose, join and write elements without computing (request.h, calls.h).
#include "assign.h"
#include "convert.h"
#include "elementwise.h"
#include "join.h"
#include "request.h"
#include "views.h"

namespace attn {

namespace {

void give_all(Request& r, const Tensors& all) {
    for (const StridedTensor& one : all) r.give(one);
}

void split_by(Request& r) {
    const bool listed = r.word(1).starts_with('[');
    const StridedTensor a = r.tensor(0);
    const std::int64_t dim = r.integer(2, 0);
    give_all(r, listed ? split(r.context, a, r.sizes(1), dim) : split(r.context, a, r.integer(1, 0), dim));
}

void squeeze(Request& r) {
    const Dims dims = r.sizes(1);
    r.give(squeezed(r.context, r.tensor(0), r.none(1) ? nullptr : &dims));
}

StridedTensor masked_filled(Request& r, bool in_place) {
    StridedTensor a = r.tensor(0);
    const StridedTensor mask = r.tensor(1), value = r.operand(2);
    if (in_place || r.context.failed()) return masked_fill_into(r.context, a, mask, value);
    const Dims shape = broadcast_shape(r.context, mask.shape, a.shape);
    return r.context.failed()
               ? a
               : masked_fill_into(r.context, copied(r.context, broadcast(r.context, a, shape)), mask, value);
}

// A result that is the tensor itself would share its numbers; these promise a copy.
StridedTensor to_dtype(Request& r) {
    const StridedTensor a = r.tensor(0);
    return converted(r.context, a, r.dtype(1).value_or(a.dtype));
}

void fill_with(Request& r) {
    const StridedTensor a = r.tensor(0), value = r.operand(1);
    if (value.rank() > 0)
        r.context.wrong("fill_ only supports 0-dimension value tensor but got tensor with " +
                        std::to_string(value.rank()) + " dimensions.");
    if (!r.context.failed()) fill(a, value.as_double());
    r.give_same(0);
}

constexpr Operation kShaping[] = {
    {"view", [](Request& r) { r.give(viewed(r.context, r.tensor(0), r.sizes(1))); }},
    {"reshape", [](Request& r) { r.give(reshaped(r.context, r.tensor(0), r.sizes(1))); }},
    {"transpose", [](Request& r) { r.give(transposed(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, 0))); }},
    {"t", [](Request& r) { r.give(transposed(r.context, r.tensor(0))); }},
    {"mT",
     [](Request& r) {
         const StridedTensor a = r.tensor(0);
         if (a.rank() == 1)
             r.context.wrong("tensor.mT is only supported on matrices or batches of matrices. Got " +
                             std::to_string(a.rank()) + "-D tensor.");
         r.give(r.context.failed() || a.rank() == 0 ? a : transposed(r.context, a, -2, -1));
     }},
    {"permute", [](Request& r) { r.give(permuted(r.context, r.tensor(0), r.sizes(1))); }},
    {"movedim", [](Request& r) { r.give(moved(r.context, r.tensor(0), r.sizes(1), r.sizes(2))); }},
    {"expand", [](Request& r) { r.give(expanded(r.context, r.tensor(0), r.sizes(1))); }},
    {"contiguous", [](Request& r) { r.give(contiguous(r.context, r.tensor(0))); }},
    {"squeeze", squeeze},
    {"unsqueeze", [](Request& r) { r.give(unsqueezed(r.context, r.tensor(0), r.integer(1, 0))); }},
    {"flatten", [](Request& r) { r.give(flattened(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, -1))); }},
    {"unflatten", [](Request& r) { r.give(unflattened(r.context, r.tensor(0), r.integer(1, 0), r.sizes(2))); }},
    {"narrow",
     [](Request& r) { r.give(narrowed(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, 0), r.integer(3, 0))); }},
    {"select", [](Request& r) { r.give(selected(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, 0))); }},
    {"diagonal",
     [](Request& r) { r.give(diagonal(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, 0), r.integer(3, 1))); }},
    {"detach", [](Request& r) { r.give(r.tensor(0)); }},
    {"clone", [](Request& r) { r.give(cloned(r.context, r.tensor(0))); }},
    {"to", [](Request& r) { r.give(to_dtype(r)); }},
    {"split", split_by},
    {"chunk", [](Request& r) { give_all(r, chunk(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, 0))); }},
    {"unbind", [](Request& r) { give_all(r, unbind(r.context, r.tensor(0), r.integer(1, 0))); }},
    {"broadcast_tensors", [](Request& r) { give_all(r, broadcast_all(r.context, r.tensors(0))); }},
    {"meshgrid", [](Request& r) { give_all(r, meshgrid(r.context, r.tensors(0), r.word(1) != "xy")); }},
    {"cat", [](Request& r) { r.give(cat(r.context, r.tensors(0), r.integer(1, 0))); }},
    {"stack", [](Request& r) { r.give(stack(r.context, r.tensors(0), r.integer(1, 0))); }},
    {"repeat", [](Request& r) { r.give(repeat(r.context, r.tensor(0), r.sizes(1))); }},
    {"repeat_interleave",
     [](Request& r) {
         const auto dim = r.integer(2);
         r.give(repeat_interleave(r.context, r.tensor(0), r.integer(1, 1), dim ? &*dim : nullptr));
     }},
    {"flip", [](Request& r) { r.give(flip(r.context, r.tensor(0), r.sizes(1))); }},
    {"roll", [](Request& r) { r.give(roll(r.context, r.tensor(0), r.sizes(1), r.sizes(2))); }},
    {"diag", [](Request& r) { r.give(diag(r.context, r.tensor(0), r.integer(1, 0))); }},
    {"diag_embed", [](Request& r) { r.give(diag_embed(r.context, r.tensor(0))); }},
    // by places and masks
    {"index", [](Request& r) { r.give(indexed(r.context, r.tensor(0), r.index(1))); }},
    {"index_put",
     [](Request& r) {
         index_put(r.context, r.tensor(0), r.index(1), r.operand(2));
         r.give_same(0);
     }},
    {"gather", [](Request& r) { r.give(gather(r.context, r.tensor(0), r.integer(1, 0), r.tensor(2))); }},
    {"take_along_dim",
     [](Request& r) { r.give(take_along_dim(r.context, r.tensor(0), r.tensor(1), r.integer(2, 0))); }},
    {"scatter",
     [](Request& r) {
         const StridedTensor copy = copied(r.context, r.tensor(0));
         r.give(scatter_into(r.context, copy, r.integer(1, 0), r.tensor(2), r.operand(3)));
     }},
    {"scatter_",
     [](Request& r) {
         scatter_into(r.context, r.tensor(0), r.integer(1, 0), r.tensor(2), r.operand(3));
         r.give_same(0);
     }},
    {"index_select", [](Request& r) { r.give(index_select(r.context, r.tensor(0), r.integer(1, 0), r.tensor(2))); }},
    {"index_add_",
     [](Request& r) {
         index_add(r.context, r.tensor(0), r.integer(1, 0), r.tensor(2), r.tensor(3));
         r.give_same(0);
     }},
    {"masked_select", [](Request& r) { r.give(masked_select(r.context, r.tensor(0), r.tensor(1))); }},
    {"masked_fill", [](Request& r) { r.give(masked_filled(r, false)); }},
    {"masked_fill_",
     [](Request& r) {
         masked_filled(r, true);
         r.give_same(0);
     }},
    {"nonzero", [](Request& r) { r.give(nonzero(r.context, r.tensor(0))); }},
    {"one_hot", [](Request& r) { r.give(one_hot(r.context, r.tensor(0), r.integer(1, -1))); }},
    {"where", [](Request& r) { r.give(where(r.context, r.tensor(0), r.operand(1), r.operand(2))); }},
    // written in place
    {"copy_",
     [](Request& r) {
         const StridedTensor a = r.tensor(0), value = r.operand(1);
         broadcast_shape(r.context, a.shape, value.shape);
         copy_into(r.context, a, value);
         r.give_same(0);
     }},
    {"fill_", fill_with},
    {"zero_",
     [](Request& r) {
         const StridedTensor a = r.tensor(0);
         fill(a, 0.0);
         r.give_same(0);
     }},
};

} // namespace

std::span<const Operation> shaping_operations() { return kShaping; }

} // namespace attn
