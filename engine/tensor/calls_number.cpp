// The protocol's operations from many numbers to one, and their order (request.h, calls.h).
#include <cmath>

#include "convert.h"
#include "order.h"
#include "reduce.h"
#include "request.h"
#include "views.h"

namespace attn {

namespace {

void give_both(Request& r, const Found& found) {
    r.give(found.values);
    r.give(found.indices);
}

void spread(Request& r, bool root) {
    r.give(variance(r.context, r.tensor(0), r.sizes(1), r.integer(2, 1), r.flag(3, false), root));
}

void largest(Request& r, const char* name, bool largest) {
    const auto dim = r.integer(1);
    if (!dim) return r.give(extreme(r.context, name, r.tensor(0), {}, false, largest));
    give_both(r, extreme_at(r.context, name, r.tensor(0), &*dim, r.flag(2, false), largest));
}

void place_of(Request& r, const char* name, bool largest) {
    const StridedTensor a = r.tensor(0);
    if (a.dtype == DType::boolean)
        r.context.wrong("\"" + std::string(name).substr(0, 6) + "_cpu\" not implemented for 'Bool'");
    const auto dim = r.integer(1);
    r.give(extreme_at(r.context, name, a, dim ? &*dim : nullptr, r.flag(2, false), largest).indices);
}

void norm_of(Request& r) {
    const std::string_view p = r.word(1);
    r.give(norm(r.context, r.tensor(0), p == "fro" ? 2.0 : r.real(1, 2.0), r.sizes(2), r.flag(3, false)));
}

void trace(Request& r) {
    const StridedTensor a = r.tensor(0);
    if (a.rank() != 2) r.context.wrong("trace: expected a matrix, but got tensor with dim " + std::to_string(a.rank()));
    const StridedTensor diagonal_ = r.context.failed() ? a : diagonal(r.context, a, 0, 0, 1);
    r.give(sum(r.context, diagonal_, {}, false, std::nullopt));
}

constexpr Operation kNumbers[] = {
    {"sum", [](Request& r) { r.give(sum(r.context, r.tensor(0), r.sizes(1), r.flag(2, false), r.dtype(3))); }},
    {"mean", [](Request& r) { r.give(mean(r.context, r.tensor(0), r.sizes(1), r.flag(2, false), r.dtype(3))); }},
    {"prod", [](Request& r) { r.give(product_of(r.context, r.tensor(0), r.sizes(1), r.flag(2, false), r.dtype(3))); }},
    {"std", [](Request& r) { spread(r, true); }},
    {"var", [](Request& r) { spread(r, false); }},
    {"max", [](Request& r) { largest(r, "max()", true); }},
    {"min", [](Request& r) { largest(r, "min()", false); }},
    {"amax", [](Request& r) { r.give(extreme(r.context, "amax()", r.tensor(0), r.sizes(1), r.flag(2, false), true)); }},
    {"amin",
     [](Request& r) { r.give(extreme(r.context, "amin()", r.tensor(0), r.sizes(1), r.flag(2, false), false)); }},
    {"argmax", [](Request& r) { place_of(r, "argmax()", true); }},
    {"argmin", [](Request& r) { place_of(r, "argmin()", false); }},
    {"any", [](Request& r) { r.give(any_of(r.context, r.tensor(0), r.sizes(1), r.flag(2, false), false)); }},
    {"all", [](Request& r) { r.give(any_of(r.context, r.tensor(0), r.sizes(1), r.flag(2, false), true)); }},
    {"count_nonzero", [](Request& r) { r.give(count_nonzero(r.context, r.tensor(0), r.sizes(1))); }},
    {"logsumexp", [](Request& r) { r.give(logsumexp(r.context, r.tensor(0), r.sizes(1), r.flag(2, false))); }},
    {"norm", norm_of},
    {"cumsum", [](Request& r) { r.give(accumulated(r.context, r.tensor(0), r.integer(1, 0), r.dtype(2), false)); }},
    {"cumprod", [](Request& r) { r.give(accumulated(r.context, r.tensor(0), r.integer(1, 0), r.dtype(2), true)); }},
    {"trace", trace},
    {"median", [](Request& r) { r.give(median(r.context, r.tensor(0))); }},
    {"unique", [](Request& r) { r.give(unique(r.context, r.tensor(0))); }},
    {"bincount", [](Request& r) { r.give(bincount(r.context, r.tensor(0))); }},
    {"sort", [](Request& r) { give_both(r, sorted(r.context, r.tensor(0), r.integer(1, -1), r.flag(2, false))); }},
    {"argsort", [](Request& r) { r.give(sorted(r.context, r.tensor(0), r.integer(1, -1), r.flag(2, false)).indices); }},
    {"topk",
     [](Request& r) { give_both(r, top(r.context, r.tensor(0), r.integer(1, 0), r.integer(2, -1), r.flag(3, true))); }},
};

} // namespace

std::span<const Operation> number_operations() { return kNumbers; }

} // namespace attn
