// The protocol's operations that make tensors, and those that tell about one (request.h, calls.h).
#include <cmath>

#include "close.h"
#include "convert.h"
#include "elementwise.h"
#include "engine/formats/number.h"
#include "print.h"
#include "random_numbers.h"
#include "request.h"
#include "views.h"

namespace attn {

namespace {

void give_filled(Request& r, const StridedTensor& out, double value) {
    if (!r.context.failed() && value != 0.0) fill(out, value);
    r.give(out);
}

void of_sizes(Request& r, double value) {
    give_filled(r, r.context.zeros(r.sizes(0), r.dtype(1).value_or(DType::float32)), value);
}

// With the other's order of strides, as there.
void like(Request& r, double value) {
    const StridedTensor a = r.tensor(0);
    give_filled(r, zeros_in_order(r.context, a.shape, r.dtype(1).value_or(a.dtype), {a.strides}), value);
}

void random_like(Request& r, StridedTensor (*make)(Context&, const Dims&, DType)) {
    const StridedTensor a = r.tensor(0);
    const DType t = r.dtype(1).value_or(a.dtype);
    if (!r.context.failed()) r.give(make(r.context, a.shape, t));
}

// Something is told about a tensor, if it is there.
template <class F> void tell(Request& r, F f) {
    const StridedTensor a = r.tensor(0);
    if (!r.context.failed()) r.say(f(a));
}

const char* truth(bool value) { return value ? "True" : "False"; }

// The tensor as one number; what Python's item(), int() and float() say when it is none.
bool is_one(Request& r, const StridedTensor& a) {
    if (!r.context.failed() && a.numel() != 1)
        r.context.fail("ValueError", "only one element tensors can be converted to Python scalars");
    return !r.context.failed();
}

void item(Request& r) {
    const StridedTensor a = r.tensor(0);
    if (is_one(r, a)) r.say(item_text(a));
}

void to_list(Request& r) {
    constexpr Index most = Index{1} << 20;
    const StridedTensor a = r.tensor(0);
    if (a.numel() > most)
        r.context.wrong("lists of more than " + std::to_string(most) + " numbers are not supported here");
    if (!r.context.failed()) r.say(list_text(a));
}

void truth_of(Request& r) {
    const StridedTensor a = r.tensor(0);
    if (a.numel() > 1) r.context.wrong("Boolean value of Tensor with more than one value is ambiguous");
    else if (a.numel() == 0) r.context.wrong("Boolean value of Tensor with no values is ambiguous");
    if (!r.context.failed()) r.say(truth(a.as_bool()));
}

void as_int(Request& r) {
    const StridedTensor a = r.tensor(0);
    if (!is_one(r, a)) return;
    const double value = a.as_double();
    if (is_floating(a.dtype) && std::isnan(value)) r.context.fail("ValueError", "cannot convert float NaN to integer");
    else if (is_floating(a.dtype) && std::isinf(value))
        r.context.fail("OverflowError", "cannot convert float infinity to integer");
    else r.say(std::to_string(a.as_integer()));
}

void as_float(Request& r) {
    const StridedTensor a = r.tensor(0);
    if (is_one(r, a)) r.say(item_text(converted(r.context, a, DType::float64)));
}

void print_options(Request& r) {
    const auto set = [&](std::size_t i, Index& to, Index most) {
        if (const auto n = r.integer(i)) to = static_cast<Index>(std::clamp<std::int64_t>(*n, 0, most));
    };
    PrintOptions& print = r.context.print;
    set(0, print.precision, 20);
    set(1, print.threshold, Context::max_elements);
    set(2, print.edge_items, 1000);
    set(3, print.line_width, 10'000);
    print.sci_mode = r.none(4) ? -1 : r.flag(4, false);
    print.edge_items = std::max<Index>(print.edge_items, 1);
}

constexpr Operation kCreating[] = {
    {"tensor", [](Request& r) { r.give(from_nested(r.context, r.arena, r.word(0), r.dtype(1))); }},
    {"zeros", [](Request& r) { of_sizes(r, 0.0); }},
    {"empty", [](Request& r) { of_sizes(r, 0.0); }},
    {"ones", [](Request& r) { of_sizes(r, 1.0); }},
    {"zeros_like", [](Request& r) { like(r, 0.0); }},
    {"empty_like", [](Request& r) { like(r, 0.0); }},
    {"ones_like", [](Request& r) { like(r, 1.0); }},
    {"full",
     [](Request& r) {
         const Number n = r.number(1);
         r.give(full(r.context, r.sizes(0), n, r.dtype(2).value_or(n.dtype())));
     }},
    {"full_like",
     [](Request& r) {
         const StridedTensor a = r.tensor(0);
         r.give(full(r.context, a.shape, r.number(1), r.dtype(2).value_or(a.dtype)));
     }},
    {"eye",
     [](Request& r) {
         const std::int64_t rows = r.integer(0, 0);
         r.give(eye(r.context, rows, r.integer(1, rows), r.dtype(2).value_or(DType::float32)));
     }},
    {"arange",
     [](Request& r) {
         const Number one{Number::Kind::integer, 1, 1.0};
         r.give(arange(r.context, r.number(0), r.number(1), r.none(2) ? one : r.number(2), r.dtype(3)));
     }},
    {"linspace",
     [](Request& r) {
         const DType t = r.dtype(3).value_or(DType::float32);
         r.give(linspace(r.context, r.real(0, 0.0), r.real(1, 0.0), r.integer(2, 0), t));
     }},
    {"tril_indices",
     [](Request& r) { r.give(triangle_indices(r.context, r.integer(0, 0), r.integer(1, 0), r.integer(2, 0), true)); }},
    {"triu_indices",
     [](Request& r) { r.give(triangle_indices(r.context, r.integer(0, 0), r.integer(1, 0), r.integer(2, 0), false)); }},
    // random numbers
    {"manual_seed",
     [](Request& r) {
         const Number seed = r.number(0);
         if (!r.context.failed()) r.context.random.seed(static_cast<std::uint64_t>(seed.integer));
     }},
    {"rand", [](Request& r) { r.give(random_uniform(r.context, r.sizes(0), r.dtype(1).value_or(DType::float32))); }},
    {"randn", [](Request& r) { r.give(random_normal(r.context, r.sizes(0), r.dtype(1).value_or(DType::float32))); }},
    {"rand_like", [](Request& r) { random_like(r, random_uniform); }},
    {"randn_like", [](Request& r) { random_like(r, random_normal); }},
    {"randint",
     [](Request& r) {
         const DType t = r.dtype(3).value_or(DType::int64);
         r.give(random_integers(r.context, r.integer(0, 0), r.integer(1, 0), r.sizes(2), t));
     }},
    {"randperm", [](Request& r) { r.give(random_permutation(r.context, r.integer(0, 0))); }},
    {"bernoulli", [](Request& r) { r.give(bernoulli(r.context, r.tensor(0))); }},
    {"uniform_",
     [](Request& r) {
         fill_uniform(r.context, r.tensor(0), r.real(1, 0.0), r.real(2, 1.0));
         r.give_same(0);
     }},
    {"normal_",
     [](Request& r) {
         fill_normal(r.context, r.tensor(0), r.real(1, 0.0), r.real(2, 1.0));
         r.give_same(0);
     }},
    {"bernoulli_",
     [](Request& r) {
         fill_bernoulli(r.context, r.tensor(0), r.real(1, 0.5));
         r.give_same(0);
     }},
    // handles
    {"free",
     [](Request& r) {
         if (!r.none(0)) r.arena.forget(r.word(0));
     }},
    {"mark", [](Request& r) { r.say(std::to_string(r.arena.next())); }},
    {"release",
     [](Request& r) {
         if (const auto from = r.integer(0))
             r.arena.forget_from(static_cast<std::uint64_t>(std::max<std::int64_t>(*from, 0)));
     }},
    {"reset", [](Request& r) { r.arena.reset(); }},
    {"print_options", print_options},
    // about a tensor
    {"info", [](Request& r) { r.give_same(0); }},
    {"repr", [](Request& r) { tell(r, [&](const StridedTensor& a) { return repr(r.context.print, a, r.word(1)); }); }},
    {"item", item},
    {"tolist", to_list},
    {"bool", truth_of},
    {"int", as_int},
    {"float", as_float},
    {"len",
     [](Request& r) {
         const StridedTensor a = r.tensor(0);
         if (a.rank() == 0) r.context.fail("TypeError", "len() of a 0-d tensor");
         if (!r.context.failed()) r.say(std::to_string(a.shape[0]));
     }},
    {"stride", [](Request& r) { tell(r, [](const StridedTensor& a) { return text_of(a.strides, ","); }); }},
    {"storage_offset", [](Request& r) { tell(r, [](const StridedTensor& a) { return std::to_string(a.offset); }); }},
    {"data_ptr",
     [](Request& r) {
         tell(r, [](const StridedTensor& a) {
             const auto bytes = static_cast<std::uint64_t>(a.offset) * element_size(a.dtype);
             return std::to_string(reinterpret_cast<std::uintptr_t>(a.storage->data()) + bytes);
         });
     }},
    {"is_contiguous", [](Request& r) { tell(r, [](const StridedTensor& a) { return truth(a.is_contiguous()); }); }},
    {"equal",
     [](Request& r) {
         const bool same = is_equal(r.context, r.tensor(0), r.tensor(1));
         if (!r.context.failed()) r.say(truth(same));
     }},
    {"allclose",
     [](Request& r) {
         const StridedTensor close =
             is_close(r.context, r.tensor(0), r.tensor(1), r.real(2, 1e-5), r.real(3, 1e-8), r.flag(4, false));
         const bool all = all_true(r.context, close);
         if (!r.context.failed()) r.say(truth(all));
     }},
    {"isclose",
     [](Request& r) {
         r.give(is_close(r.context, r.tensor(0), r.tensor(1), r.real(2, 1e-5), r.real(3, 1e-8), r.flag(4, false)));
     }},
    {"result_type",
     [](Request& r) {
         const DType t = promoted(r.operand(0), r.operand(1));
         if (!r.context.failed()) r.say(dtype_name(t));
     }},
};

} // namespace

std::span<const Operation> creating_operations() { return kCreating; }

} // namespace attn
