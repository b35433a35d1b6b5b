#include "calls.h"

#include "elementwise.h"
#include "request.h"

namespace attn {

namespace {

const Operation* operation_named(std::string_view name) {
    for (const auto table : {creating_operations(), shaping_operations(), number_operations(), layer_operations()})
        for (const Operation& one : table)
            if (one.name == name) return &one;
    return nullptr;
}

// NAME_ of an operation on each element: its result is written into the first tensor.
bool run_in_place(Request& r) {
    if (!r.name.ends_with('_')) return false;
    const StridedTensor to = r.tensor(0);
    const auto result = each_element(r, r.name.substr(0, r.name.size() - 1));
    if (!result) return false;
    written_in_place(r.context, to, *result);
    r.give_same(0);
    return true;
}

void run(Request& r) {
    if (const Operation* const found = operation_named(r.name)) return found->run(r);
    if (const auto result = each_element(r, r.name)) return r.give(*result);
    if (run_in_place(r)) return;
    r.context.forget_error();
    r.context.fail("NotImplementedError", "there is no operation '" + std::string(r.name.substr(0, 60)) + "' here");
}

} // namespace

std::string call(Arena& arena, std::string_view line) {
    arena.context.forget_error();
    Request request(arena, line);
    run(request);
    if (arena.context.failed()) return "!" + arena.context.error();
    std::string reply = request.take_reply();
    return reply.empty() ? "-" : reply;
}

} // namespace attn
