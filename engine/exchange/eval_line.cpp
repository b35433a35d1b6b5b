#include "eval_line.h"

#include <cmath>

#include "engine/formats/json.h"
#include "engine/formats/json_read.h"
#include "engine/formats/number.h"
#include "engine/formats/utf8.h"
#include "eval_case.h"

namespace attn {

namespace {

Answer failure(const std::string& id, long number, std::string_view error) {
    return {"{\"id\":" + id + ",\"line\":" + std::to_string(number) + ",\"error\":" + json_string(error) + "}", true};
}

template <class R> Answer answer_as(std::string (*answering)(const std::string&, CaseOf<R>), const Json& json,
                                    const std::string& id, long number, Asked asked) {
    std::string error;
    CaseOf<R> c = case_of<R>(json, asked, error);
    if (!error.empty()) return failure(id, number, error);
    return {answering(id, std::move(c))};
}

} // namespace

Answer answer(std::string_view line, long number, Asked asked, const Answering& answering) {
    const std::size_t begin = line.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    if (line.find_first_not_of(" \t\r\n", begin) == std::string_view::npos) return {};
    const JsonDocument document = json_read(line, {.bytes = kMaxEvalBytes, .values = kMaxEvalNumbers, .lenient = true});
    const Json json(document);
    const std::string id = json.has("id") ? compact(json["id"]) : "null";
    if (document.error) return failure(id, number, message(*document.error));
    if (json.kind() != JsonKind::object)
        return failure(id, number, "expected an object, found " + std::string(name_of(json.kind())));

    const std::string precision = json.has("precision") ? json["precision"].text() : "float32";
    if (precision == "float32") return answer_as(answering.single, json, id, number, asked);
    if (precision == "float64") return answer_as(answering.twice, json, id, number, asked);
    return failure(id, number, "precision: expected \"float32\" or \"float64\"");
}

template <class R> TraceOf<R> trace_of(CaseOf<R> c) {
    return c.projected ? attend(c.projected_inputs, std::move(c.projections), std::move(c.options))
                       : attend(std::move(c.inputs), std::move(c.projections), std::move(c.options));
}

template <class R> void append_row(std::string& out, const MatrixOf<R>& m, Index i, const Mask* allowed) {
    for (Index j = 0; j < m.cols(); ++j) {
        out += j == 0 ? '[' : ',';
        if (allowed && !(*allowed)(i, j)) out += "null";
        else if (std::isfinite(m(i, j))) append_shortest(out, m(i, j));
        else out += json_number(m(i, j));
    }
    out += ']';
}

template <class R> void append_table(std::string& out, const MatrixOf<R>& m, const Mask* allowed) {
    for (Index i = 0; i < m.rows(); ++i) {
        out += i == 0 ? '[' : ',';
        append_row(out, m, i, allowed);
    }
    out += ']';
}

template Trace trace_of(CaseOf<float>);
template TraceOf<double> trace_of(CaseOf<double>);
template void append_row(std::string&, const Matrix&, Index, const Mask*);
template void append_row(std::string&, const MatrixOf<double>&, Index, const Mask*);
template void append_table(std::string&, const Matrix&, const Mask*);
template void append_table(std::string&, const MatrixOf<double>&, const Mask*);

} // namespace attn
