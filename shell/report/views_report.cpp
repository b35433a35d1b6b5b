#include "views_report.h"

#include <cmath>

#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"
#include "shell/program/compare.h"
#include "shell/program/scaling_experiment.h"
#include "shell/program/words.h"
#include "shell/views/compare_notes.h"

namespace attn {

std::string_view axis_name(Axis axis) {
    switch (axis) {
    case Axis::query: return "query";
    case Axis::key: return "key";
    case Axis::features:
    case Axis::joined:
    case Axis::head:
    case Axis::one: return "column";
    }
    return "column";
}

namespace {

std::string of(const Program& p, std::string_view what, const std::string& who) {
    return text(words_of(p), "compare.of", {{"what", what}, {"who", who}});
}

struct Table {
    std::string key, name;
    std::string_view row_axis = "column", col_axis = "column";
    std::vector<std::string> rows, cols;
};

// `value` gives the number of a cell, `words` how it is written.
template <class Value, class Words> void write_table(JsonWriter& json, const Table& t, Value&& value, Words&& words) {
    json.object().member("matrix", t.key).member("name", t.name).key("head").raw("null");
    json.member("rowAxis", t.row_axis).member("colAxis", t.col_axis).key("rows").array();
    for (const std::string& name : t.rows) json.value(name);
    json.end().key("cols").array();
    for (const std::string& name : t.cols) json.value(name);
    const auto cells = [&](std::string_view key, auto&& write) {
        json.end().key(key).array();
        for (std::size_t i = 0; i < t.rows.size(); ++i) {
            json.array();
            for (std::size_t j = 0; j < t.cols.size(); ++j) write(i, j);
            json.end();
        }
    };
    cells("values", [&](std::size_t i, std::size_t j) { json.value(value(i, j)); });
    cells("text", [&](std::size_t i, std::size_t j) { json.value(std::string(words(i, j))); });
    json.end().end();
}

Table matrix_table(const RunHead& side, Tensor tensor, std::string key, std::string name, Index rows, Index cols) {
    Table t{.key = std::move(key), .name = std::move(name), .rows = {}, .cols = {}};
    t.row_axis = axis_name(info(tensor).rows), t.col_axis = axis_name(info(tensor).cols);
    for (int i = 0; i < rows; ++i) t.rows.push_back(row_label(*side.trace, tensor, i));
    for (int j = 0; j < cols; ++j) t.cols.push_back(col_label(*side.trace, tensor, j));
    return t;
}

void write_matrix(JsonWriter& json, const Table& t, const Matrix& m, int decimals) {
    const auto at = [&](std::size_t i, std::size_t j) { return m(static_cast<Index>(i), static_cast<Index>(j)); };
    write_table(json, t, at, [&](std::size_t i, std::size_t j) { return fixed(at(i, j), decimals); });
}

void write_measures(JsonWriter& json, const Program& p) {
    Table t{.key = "measures", .name = std::string(text(words_of(p), "compare.measures")), .rows = {}, .cols = {}};
    std::vector<const std::vector<Measured>*> lines;
    for (const bool other : {false, true})
        for (const HeadRow& row : p.comparison.heads) {
            const std::vector<Measured>& line = other ? row.b : row.a;
            if (line.empty()) continue;
            const std::string head = head_title(words_of(p), row.head);
            t.rows.push_back(p.comparison.other ? of(p, head, other ? name_b(p) : name_a(p)) : head);
            lines.push_back(&line);
        }
    if (lines.empty()) return;
    for (const Measured& m : *lines[0]) t.cols.emplace_back(measure_title(words_of(p), m.key));
    const auto at = [&](std::size_t i, std::size_t j) { return (*lines[i])[j].value; };
    write_table(
        json, t, [&](std::size_t i, std::size_t j) { return at(i, j).value_or(NAN); },
        [&](std::size_t i, std::size_t j) { return at(i, j) ? fixed(*at(i, j), 3) : "–"; });
}

} // namespace

std::string compare_tables_json(const Program& p) {
    JsonWriter json;
    json.array();
    if (!is_compared(p) || !has_other(p)) return json.end().take();
    const TensorPair tensors = compared_tensors(p);
    const RunHead a = side_a(p), b = side_b(p);
    const Matrix &in_a = matrix(a, tensors.a), &in_b = matrix(b, tensors.b), apart = difference(in_a, in_b);
    const auto named = [&](Tensor tensor, const std::string& who) {
        return of(p, tensor_title(words_of(p), tensor), who);
    };
    write_matrix(json, matrix_table(a, tensors.a, "a", named(tensors.a, name_a(p)), in_a.rows(), in_a.cols()), in_a, 3);
    write_matrix(json, matrix_table(b, tensors.b, "b", named(tensors.b, name_b(p)), in_b.rows(), in_b.cols()), in_b, 3);
    const std::string between = text(words_of(p), "compare.difference_of", {{"a", name_a(p)}, {"b", name_b(p)}});
    write_matrix(json, matrix_table(a, tensors.a, "difference", between, apart.rows(), apart.cols()), apart, 3);
    write_measures(json, p);
    return json.end().take();
}

std::string scaling_tables_json(const Program& p) {
    JsonWriter json;
    json.array();
    if (!p.experiment) return json.end().take();
    std::vector<ExperimentPoint> points = p.experiment->curve;
    Table t{.key = "scaling", .name = std::string(text(words_of(p), "choice.scene.scaling")), .rows = {}, .cols = {}};
    for (const ExperimentPoint& point : points) t.rows.push_back("d_k = " + std::to_string(point.d_k));
    struct Measure {
        std::string_view key;
        double ExperimentSide::* value;
    };
    constexpr Measure measures[] = {{"lab.deviation", &ExperimentSide::deviation},
                                    {"lab.entropy", &ExperimentSide::entropy},
                                    {"lab.largest", &ExperimentSide::largest},
                                    {"lab.gradient", &ExperimentSide::gradient}};
    for (const bool divided : {false, true})
        for (const Measure& m : measures)
            t.cols.push_back(text(words_of(p), "lab.column",
                                  {{"measure", m.key, Filling::as_key},
                                   {"scores", divided ? "lab.divided" : "lab.raw", Filling::as_key}}));
    const auto at = [&](std::size_t i, std::size_t j) {
        return (j < 4 ? points[i].raw : points[i].divided).*measures[j % 4].value;
    };
    write_table(json, t, at, [&](std::size_t i, std::size_t j) { return fixed(at(i, j), 3); });
    return json.end().take();
}

std::string view_json(const Program& p) {
    std::vector<Finding> said;
    if (p.state.view == View::scaling && p.experiment)
        said = {{Finding::Kind::plain, experiment_finding(words_of(p), *p.experiment)}};
    else if (p.state.view == View::words) {
        for (const std::string& one : words_told(p)) said.push_back({Finding::Kind::plain, one});
    } else if (p.state.view == View::compare) {
        if (const auto place = is_compared(p) ? selected_place(p) : std::nullopt; place && has_other(p))
            said = {{Finding::Kind::plain, compared_sentence(p, *place)}};
        for (Finding& f : findings(p)) said.push_back(std::move(f));
    } else return "null";
    constexpr std::string_view kinds[] = {"plain", "heading", "warning", "code"};
    JsonWriter json;
    json.object().key("findings").array();
    for (const Finding& f : said)
        json.object().member("kind", kinds[static_cast<std::size_t>(f.kind)]).member("text", f.text).end();
    json.end().key("button");
    const std::string_view command = p.state.view == View::compare ? button_command(p) : "";
    if (command.empty()) json.raw("null");
    else json.object().member("command", command).member("label", button_words(p)).end();
    return json.end().take();
}

} // namespace attn
