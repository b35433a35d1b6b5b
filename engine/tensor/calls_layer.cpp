// The protocol's operations on matrices, and the layers made of them (request.h, calls.h).
#include "elementwise.h"
#include "layers.h"
#include "products.h"
#include "request.h"

namespace attn {

namespace {

using Product = StridedTensor (*)(Context&, const StridedTensor&, const StridedTensor&);

void two(Request& r, Product product) { r.give(product(r.context, r.tensor(0), r.tensor(1))); }

void added(Request& r, Product product) {
    r.give(binary(r.context, Binary::add, r.tensor(0), product(r.context, r.tensor(1), r.tensor(2))));
}

// A tensor that may be left out.
struct Optional {
    Optional(Request& r, std::size_t i) : there(!r.none(i)), tensor(there ? r.tensor(i) : StridedTensor{}) {}
    const StridedTensor* get() const { return there ? &tensor : nullptr; }

    bool there;
    StridedTensor tensor;
};

constexpr Operation kLayers[] = {
    {"matmul", [](Request& r) { two(r, matmul); }},
    {"mm", [](Request& r) { two(r, mm); }},
    {"bmm", [](Request& r) { two(r, bmm); }},
    {"mv", [](Request& r) { two(r, mv); }},
    {"dot", [](Request& r) { two(r, dot); }},
    {"outer", [](Request& r) { two(r, outer); }},
    {"addmm", [](Request& r) { added(r, mm); }},
    {"baddbmm", [](Request& r) { added(r, bmm); }},
    {"einsum", [](Request& r) { r.give(einsum(r.context, r.word(0), r.tensors(1))); }},
    {"linear",
     [](Request& r) {
         const Optional bias(r, 2);
         r.give(linear(r.context, r.tensor(0), r.tensor(1), bias.get()));
     }},
    {"softmax", [](Request& r) { r.give(softmax(r.context, r.tensor(0), r.integer(1, -1), r.dtype(2), false)); }},
    {"log_softmax", [](Request& r) { r.give(softmax(r.context, r.tensor(0), r.integer(1, -1), r.dtype(2), true)); }},
    {"layer_norm",
     [](Request& r) {
         const Optional weight(r, 2), bias(r, 3);
         r.give(layer_norm(r.context, r.tensor(0), r.sizes(1), weight.get(), bias.get(), r.real(4, 1e-5)));
     }},
    {"dropout", [](Request& r) { r.give(dropout(r.context, r.tensor(0), r.real(1, 0.5), r.flag(2, true))); }},
    {"embedding", [](Request& r) { r.give(embedding(r.context, r.tensor(0), r.tensor(1))); }},
    {"cosine_similarity",
     [](Request& r) {
         r.give(cosine_similarity(r.context, r.tensor(0), r.tensor(1), r.integer(2, 1), r.real(3, 1e-8)));
     }},
    {"attention",
     [](Request& r) {
         const Optional mask(r, 3);
         const double p = r.real(4, 0.0);
         r.give(attention(r.context, r.tensor(0), r.tensor(1), r.tensor(2), mask.get(), p, r.flag(5, false)));
     }},
    {"cross_entropy", [](Request& r) { r.give(cross_entropy(r.context, r.tensor(0), r.tensor(1))); }},
    {"mse_loss", [](Request& r) { r.give(mse_loss(r.context, r.tensor(0), r.tensor(1))); }},
};

} // namespace

std::span<const Operation> layer_operations() { return kLayers; }

} // namespace attn
