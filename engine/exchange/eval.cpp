#include "eval.h"

#include <array>
#include <cmath>

#include "engine/attention/attention.h"
#include "engine/formats/json.h"
#include "engine/formats/json_read.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"
#include "eval_case.h"

namespace attn {

namespace {

template <class R> void append_number(std::string& out, R number) {
    if (std::isfinite(number)) append_shortest(out, number);
    else out += json_number(number);
}

// [[...], ...]; cells that are not `allowed` are null. Without a mask every cell is a number.
template <class R> void append_table(std::string& out, const MatrixOf<R>& m, const Mask* allowed = nullptr) {
    for (Index i = 0; i < m.rows(); ++i) {
        out += i == 0 ? "[[" : "],[";
        for (Index j = 0; j < m.cols(); ++j) {
            if (j > 0) out += ',';
            if (allowed && !(*allowed)(i, j)) out += "null";
            else append_number(out, m(i, j));
        }
    }
    out += "]]";
}

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

template <class R> std::string result_of(const std::string& id, TraceOf<R> trace) {
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

Evaluated failure(const std::string& id, long number, std::string_view error) {
    return {"{\"id\":" + id + ",\"line\":" + std::to_string(number) + ",\"error\":" + json_string(error) + "}", true};
}

template <class R> Evaluated evaluated_as(const Json& json, const std::string& id, long number) {
    std::string error;
    CaseOf<R> c = case_of<R>(json, error);
    if (!error.empty()) return failure(id, number, error);
    return {result_of(id, c.projected ? attend(c.projected_inputs, std::move(c.projections), std::move(c.options))
                                      : attend(std::move(c.inputs), std::move(c.projections), std::move(c.options)))};
}

} // namespace

Evaluated evaluated(std::string_view line, long number) {
    const std::size_t begin = line.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    if (line.find_first_not_of(" \t\r\n", begin) == std::string_view::npos) return {};
    const JsonDocument document = json_read(line, {.bytes = kMaxEvalBytes, .values = kMaxEvalNumbers, .lenient = true});
    const Json json(document);
    const std::string id = json.has("id") ? compact(json["id"]) : "null";
    if (document.error) return failure(id, number, message(*document.error));
    if (json.kind() != JsonKind::object)
        return failure(id, number, "expected an object, found " + std::string(name_of(json.kind())));

    const std::string precision = json.has("precision") ? json["precision"].text() : "float32";
    if (precision == "float32") return evaluated_as<float>(json, id, number);
    if (precision == "float64") return evaluated_as<double>(json, id, number);
    return failure(id, number, "precision: expected \"float32\" or \"float64\"");
}

} // namespace attn
