#include "eval.h"

#include <array>

#include "eval_case.h"

namespace attn {

namespace {

// The members that every head has one table of, in the order of the result.
template <class R> struct HeadMember {
    std::string_view name;
    const MatrixOf<R>& (*table)(const HeadOf<R>&);
    bool masked; // cells under the mask are null
};
template <class R> using H = const HeadOf<R>&;
template <class R> using M = const MatrixOf<R>&;
template <class R> constexpr std::array<HeadMember<R>, 9> kHeadMembers{{
    {"q", [](H<R> h) -> M<R> { return h.q; }, false},
    {"k", [](H<R> h) -> M<R> { return h.k; }, false},
    {"v", [](H<R> h) -> M<R> { return h.v; }, false},
    {"scores", [](H<R> h) -> M<R> { return h.scores; }, false},
    {"scaled", [](H<R> h) -> M<R> { return h.scaled; }, false},
    {"biased", [](H<R> h) -> M<R> { return h.masked; }, true},
    {"weights", [](H<R> h) -> M<R> { return h.softmax.weights; }, false},
    {"dropped", [](H<R> h) -> M<R> { return h.dropped.size() > 0 ? h.dropped : h.softmax.weights; }, false},
    {"context", [](H<R> h) -> M<R> { return h.context; }, false},
}};

template <class R> std::string result_of(const std::string& id, CaseOf<R> c) {
    TraceOf<R> trace = trace_of(std::move(c));
    std::array<std::string, kHeadMembers<R>.size()> tables;
    for (int h = 0; h < trace.heads; ++h) {
        const HeadOf<R>& head = trace.head(h);
        for (std::size_t i = 0; i < tables.size(); ++i) {
            const HeadMember<R>& member = kHeadMembers<R>[i];
            tables[i] += h == 0 ? '[' : ',';
            append_table(tables[i], member.table(head), member.masked ? &head.allowed : nullptr);
        }
        trace.by_head.release(h); // one head at a time is enough memory
    }
    std::string out = "{\"id\":" + id;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        out += ",\"" + std::string(kHeadMembers<R>[i].name) + "\":" + tables[i] + "]";
        tables[i] = {};
    }
    out += ",\"concat\":";
    append_table(out, trace.concat);
    out += ",\"output\":";
    append_table(out, trace.output);
    return out + "}";
}

} // namespace

Answer evaluated(std::string_view line, long number) {
    return answer(line, number, Asked::values, {&result_of<float>, &result_of<double>});
}

} // namespace attn
