#include "report.h"

#include <algorithm>

#include "engine/analysis/scaling.h"
#include "engine/formats/json.h"
#include "engine/formats/number.h"
#include "engine/run/preset_table.h"
#include "engine/run/remarks.h"
#include "engine/stages/describe.h"
#include "engine/stages/preset_words.h"
#include "engine/stages/row_words.h"
#include "engine/words/text.h"
#include "shell/input/keys.h"
#include "shell/input/pointer.h"
#include "shell/layout/timeline.h"
#include "shell/layout/transition.h"
#include "shell/program/ask.h"
#include "shell/program/edit.h"
#include "shell/program/narration.h"
#include "shell/program/words.h"
#include "shell/views/breadcrumb.h"
#include "views_report.h"

namespace attn {

namespace {

std::string_view kind_name(Kind kind) {
    switch (kind) {
    case Kind::text: return "text";
    case Kind::integer: return "integer";
    case Kind::real: return "real";
    case Kind::choice: return "choice";
    case Kind::flag: return "flag";
    }
    return "text";
}

void write_param(JsonWriter& json, const Words& w, const Param& p, const std::string& value) {
    json.object().member("key", p.key).member("kind", kind_name(p.kind)).member("group", p.group);
    json.member("label", param_title(w, p)).member("help", param_help(w, p)).member("value", value);
    if (p.kind == Kind::integer || p.kind == Kind::real)
        json.member("min", p.min).member("max", p.max).member("step", p.step);
    if (p.kind == Kind::text) json.member("maxBytes", p.max_bytes);
    if (!p.choices.empty()) {
        json.key("choices").array();
        for (const auto choice : p.choices) {
            const MistakeInfo* mistake = p.key == "break" ? mistake_named(choice) : nullptr;
            const std::string_view label = mistake ? mistake_title(w, *mistake) : choice_title(w, p, choice);
            json.object().member("value", choice).member("label", label);
            if (p.key == "preset") json.member("group", kind_title(w, info(preset_named(choice)).kind));
            json.end();
        }
        json.end();
    }
    json.end();
}

// The selected cell, with the tensor whose number the figure shows in its place. Which matrices a stage shows does not
// depend on the canvas, so any will do.
std::optional<Cell> selected_cell(const Program& p) {
    const auto chosen = selection(p.state, p.now.run.trace);
    if (asks_for_word(p)) return std::nullopt; // its number would be the answer
    if (!chosen || p.state.view != View::stage) return chosen;
    const Layout l =
        transition(dims(p.now.run.trace), p.state.stage, p.state.time, p.state.head - 1, {0, 0, 1280, 720}, {});
    return shown_cell(p, l, *chosen).value_or(*chosen); // what is not computed yet is named all the same
}

// The part of a matrix that a table shows: all of it, or of a long text what is around the selected cell.
struct Part {
    int first_row, rows, first_col, cols;
};
Part part_of(const Matrix& m, const AppState& state) {
    static constexpr int max_tokens = 64, shown = 32;
    const auto piece = [](int selected, Index length) {
        const auto all = static_cast<int>(length);
        if (all <= max_tokens) return std::pair{0, all};
        return std::pair{std::clamp(selected - 1 - shown / 2, 0, all - shown), shown};
    };
    const auto [first_row, rows] = piece(state.row, m.rows());
    const auto [first_col, cols] = piece(state.col, m.cols());
    return {first_row, rows, first_col, cols};
}

void write_table(JsonWriter& json, const Program& p, Tensor tensor, int head) {
    const Trace& trace = p.now.run.trace;
    const TensorInfo& t = info(tensor);
    const Matrix& m = matrix(trace, tensor, head);
    const Part part = part_of(m, p.state);
    const int last_row = part.first_row + part.rows, last_col = part.first_col + part.cols;
    json.object()
        .member("matrix", t.key)
        .member("name", tensor_name(words_of(p), tensor, head))
        .member("symbol", t.symbol);
    json.key("head");
    if (t.per_head) json.value(head);
    else json.raw("null");
    json.member("rowAxis", axis_name(t.rows)).member("colAxis", axis_name(t.cols));
    json.member("firstRow", part.first_row).member("firstCol", part.first_col);
    json.member("rowCount", static_cast<int>(m.rows())).member("colCount", static_cast<int>(m.cols()));
    json.key("rows").array();
    for (int i = part.first_row; i < last_row; ++i) json.value(row_label(trace, tensor, i));
    json.end().key("cols").array();
    for (int j = part.first_col; j < last_col; ++j) json.value(col_label(trace, tensor, j));
    Matrix block = m.block(part.first_row, part.first_col, part.rows, part.cols);
    const auto blank = [&](int i, int j) { return is_blank(p, {tensor, t.per_head ? head : 0, i, j}); };
    if (p.state.ask.cell)
        for (int i = part.first_row; i < last_row; ++i)
            for (int j = part.first_col; j < last_col; ++j)
                if (blank(i, j)) block(i - part.first_row, j - part.first_col) = NAN;
    json.end().key("values").raw(json_matrix(block)).key("text").array();
    for (int i = part.first_row; i < last_row; ++i) {
        json.array();
        for (int j = part.first_col; j < last_col; ++j)
            json.value(blank(i, j) ? "?" : value_text(p.now.run, {tensor, head, i, j}));
        json.end();
    }
    json.end().key("masked").array();
    for (int i = part.first_row; i < last_row; ++i) {
        json.array();
        for (int j = part.first_col; j < last_col; ++j) json.value(is_masked(trace, tensor, head, i, j));
        json.end();
    }
    json.end().end();
}

} // namespace

std::string schema_json(const Words& w, const Words& page) {
    JsonWriter json;
    json.object().key("params").array();
    const AppState defaults;
    for_each_param(defaults, [&](const Param& p, const auto& value) { write_param(json, w, p, param_text(p, value)); });
    json.end().key("stages").array();
    for (const StageInfo& s : kStages) {
        json.object().member("key", s.key).member("title", stage_title(w, s.id));
        json.member("does", stage_usually_does(w, s.id));
        json.member("formula", s.formula).member("seconds", s.seconds).member("perHead", s.per_head).end();
    }
    json.end().key("text").object();
    for (const Sentence& s : w.sentences)
        if (s.key.starts_with("control.") || s.key.starts_with("group.")) json.member(s.key, s.text);
    for (const Sentence& s : page.sentences) json.member(s.key, s.text);
    json.end().key("keys").array();
    for (const KeyRow& row : key_table())
        json.object()
            .member("key", row.dom)
            .member("ctrl", (row.chord & ImGuiMod_Ctrl) != 0)
            .member("shift", (row.chord & ImGuiMod_Shift) != 0)
            .member("command", row.command)
            .end();
    json.end().key("keyHelp").array();
    for (const KeyHelp& line : key_help(w)) json.object().member("keys", line.keys).member("says", line.says).end();
    json.end().key("widths").array();
    for (const int width : kExperimentWidths) json.value(width);
    return json.end().end().take();
}

std::string notices_json(const Words& w, const Notices& notices) {
    JsonWriter json;
    json.array();
    for (const Notice& n : notices)
        json.object().member("key", n.key).member("message", text(w, n.says)).member("refused", n.refused).end();
    return json.end().take();
}

std::string cell_json(const Program& p, const std::optional<Cell>& cell) {
    if (!cell || is_blank(p, *cell)) return "null"; // nobody is told what is asked for
    const Trace& trace = p.now.run.trace;
    const Explanation e = explain(trace, *cell);
    JsonWriter json;
    json.object()
        .member("matrix", info(cell->tensor).key)
        .member("name", tensor_name(words_of(p), cell->tensor, cell->head));
    json.member("head", cell->head).member("row", cell->row).member("col", cell->col);
    json.member("rowLabel", row_label(trace, cell->tensor, cell->row))
        .member("colLabel", col_label(trace, cell->tensor, cell->col));
    json.member("value", e.result).member("text", value_text(p.now.run, *cell)).member("masked", e.masked);
    json.member("sentence", sentence(words_of(p), p.now.run, *cell))
        .member("arithmetic", arithmetic(p.now.run, e))
        .member("rowSentence", row_sentence(words_of(p), p.now.run, *cell))
        .end();
    return json.take();
}

std::string ask_json(const Program& p) {
    const auto cell = asked_cell(p);
    if (!cell) return "null";
    const auto right = is_right(p);
    JsonWriter json;
    json.object().member("matrix", info(cell->tensor).key).member("row", cell->row).member("col", cell->col);
    json.member("sentence", asked_sentence(p)).key("guess");
    if (p.state.guess.value) json.value(*p.state.guess.value);
    else json.raw("null");
    json.key("right").raw(!right ? "null" : *right ? "true" : "false");
    return json.end().take();
}

std::string status_json(const Program& p) {
    const AppState& s = p.state;
    JsonWriter json;
    json.object().key("values").object();
    for_each_param(s, [&](const Param& param, const auto& value) { json.member(param.key, param_text(param, value)); });
    json.end().key("drafts").object();
    if (p.draft && p.draft->heads != s.config.heads) json.member("heads", std::to_string(p.draft->heads));
    if (p.draft && p.draft->d_model != s.config.d_model) json.member("d-model", std::to_string(p.draft->d_model));
    json.end()
        .member("stage", info(s.stage).key)
        .member("stageIndex", stage_index(s.config, s.stage))
        .member("where", where(p));
    json.key("stages").array();
    for (const Stage stage : offered_stages(s.config)) json.value(info(stage).key);
    json.end();
    json.member("title", stage_title(words_of(p), s.stage)).member("does", stage_does(words_of(p), p.now.run, s.stage));
    json.member("origin", origin(words_of(p), s.config)).member("about", about_preset(words_of(p), s.config));
    json.member("file", given_of(s.config) ? "shown" : needs_file(s.config) ? "needed" : "none");
    const auto missing = missing_file(s.config);
    json.member("fileSays", missing ? text(words_of(p), missing->says) : std::string());
    json.member("own", starts_from_own(s.config)).member("otherStep", other_step(s.config));
    json.member("position", position(s.config, s.stage, s.time))
        .member("time", s.time)
        .member("caption", caption(p))
        .key("ask")
        .raw(ask_json(p))
        .member("playing", p.playing != Playing::no)
        .member("undo", !p.history.past.empty())
        .member("redo", !p.history.future.empty())
        .member("edited", static_cast<int>(s.config.edits.cells.size() + s.config.paint.blocks.size()));
    json.member("head", s.head - 1)
        .member("heads", p.now.run.trace.heads)
        .member("appearance", kAppearances[static_cast<std::size_t>(appearance(p))])
        .key("tokens")
        .array();
    for (const Token& token : p.now.run.trace.tokens) json.value(token.text);
    json.end().key("memoryTokens").array();
    for (const Token& token : p.now.run.trace.memory_tokens) json.value(token.text);
    json.end().key("selection").raw(cell_json(p, selected_cell(p)));
    json.key("view").raw(view_json(p));
    json.key("hover").raw(cell_json(p, p.hover)).key("notices").raw(notices_json(words_of(p), p.notices));
    return json.end().take();
}

std::string tables_json(const Program& p) {
    if (p.state.view == View::compare) return compare_tables_json(p);
    if (p.state.view == View::scaling) return scaling_tables_json(p);
    JsonWriter json;
    json.array();
    if (p.state.view == View::words) {
        const int last = p.state.all_heads ? p.now.run.trace.heads - 1 : p.state.head - 1;
        for (int h = p.state.all_heads ? 0 : last; h <= last; ++h) write_table(json, p, Tensor::weights, h);
        return json.end().take();
    }
    for (const auto& made : info(p.state.stage).makes)
        if (made && has(p.now.run.trace, *made))
            write_table(json, p, *made, info(*made).per_head ? p.state.head - 1 : 0);
    return json.end().take();
}

std::string rect_json(const Rect& r) {
    JsonWriter json;
    return json.array().value(r.x).value(r.y).value(r.w).value(r.h).end().take();
}

std::string field_json(const Program& p, const Rect& place) {
    const Trace& trace = p.now.run.trace;
    const Cell c = p.field.value_or(Cell{});
    JsonWriter json;
    json.object().member("matrix", info(c.tensor).key).member("row", c.row).member("col", c.col);
    json.member("label", text(words_of(p), "figure.field",
                              {{"name", tensor_name(words_of(p), c.tensor, c.head)},
                               {"row", row_label(trace, c.tensor, c.row)},
                               {"column", col_label(trace, c.tensor, c.col)}}));
    json.member("text", is_blank(p, c) ? std::string() : shortest(number_in_hand(p, c)));
    json.member("x", place.x).member("y", place.y).member("width", place.w).member("height", place.h);
    return json.end().take();
}

std::optional<Cell> named_cell(const Program& p, std::string_view matrix, int head, int row, int col) {
    const auto tensor = tensor_named(matrix);
    if (!tensor) return std::nullopt;
    const Cell cell{*tensor, info(*tensor).per_head ? head : 0, row, col};
    return contains(p.now.run.trace, cell) ? std::optional(cell) : std::nullopt;
}

} // namespace attn
