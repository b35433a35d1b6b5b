#include "ask.h"

#include <algorithm>
#include <cmath>

#include "control.h"
#include "engine/formats/number.h"
#include "engine/stages/describe.h"
#include "engine/words/text.h"

namespace attn {

void read_custom(const Param& p, std::string_view words, Ask& out, Notices& notices) {
    if (words.empty() || words == "none") return void(out = {});
    // matrix.row.column, as in the text of edits.
    const auto first = words.find('.'), second = words.find('.', std::min(first, words.size() - 1) + 1);
    const auto tensor = tensor_named(words.substr(0, first));
    const auto part = [&](std::size_t from, std::size_t to) {
        return from == words.npos ? std::optional<int>{} : counted(words.substr(from + 1, to - from - 1));
    };
    const auto row = part(first, second), col = part(second, words.size());
    if (!tensor || second == words.npos || !row || !col || *row < 1 || *col < 1 || *row > kMaxTokens ||
        *col > kMaxTokens)
        return notices.push_back(refused(p, "notice.not_a_cell", words));
    out.cell = Cell{*tensor, 0, *row - 1, *col - 1};
}

std::string custom_text(const Ask& ask) {
    if (!ask.cell) return "none";
    return std::string(info(ask.cell->tensor).key) + "." + std::to_string(ask.cell->row + 1) + "." +
           std::to_string(ask.cell->col + 1);
}

void read_custom(const Param& p, std::string_view words, Guess& out, Notices& notices) {
    if (words.empty() || words == "none") return void(out = {});
    const auto value = typed_number(words);
    if (!value) return notices.push_back(refused(p, "notice.not_a_guess", words));
    out.value = *value;
}

std::string custom_text(const Guess& guess) { return guess.value ? shortest(*guess.value) : "none"; }

std::optional<Cell> asked_cell(const Program& p) {
    if (!p.state.ask.cell) return std::nullopt;
    Cell cell = *p.state.ask.cell;
    if (info(cell.tensor).per_head) cell.head = p.state.head - 1;
    return contains(p.now.run.trace, cell) ? std::optional(cell) : std::nullopt;
}

bool is_blank(const Program& p, const Cell& cell) { return !p.state.guess.value && asked_cell(p) == cell; }

void guess(Program& p, float value) { p.guessing = value; }

bool answer_guess(Program& p) {
    const auto cell = asked_cell(p);
    if (!p.guessing || !cell) return p.guessing.reset(), false;
    p.state.guess.value = *p.guessing;
    p.guessing.reset();
    select(p.state, std::nullopt);
    if (p.state.view == View::words) return refresh(p), true; // where digits appear
    // The animation answers.
    p.state.stage = stage_of(cell->tensor);
    p.watched = false;
    p.state.time = reduced_motion(p) ? 1 : 0;
    p.playing = reduced_motion(p) ? Playing::no : Playing::one_stage;
    refresh(p);
    return true;
}

bool is_close(float guessed, float value) {
    return std::fabs(guessed - value) <= std::max(0.05f, 0.05f * std::fabs(value)) + 1e-6f;
}

std::optional<bool> is_right(const Program& p) {
    const auto cell = asked_cell(p);
    if (!cell || !p.state.guess.value) return std::nullopt;
    return is_close(*p.state.guess.value, explain(p.now.run.trace, *cell).result);
}

std::string asked_sentence(const Program& p) {
    const auto cell = asked_cell(p);
    if (!cell) return {};
    const Trace& t = p.now.run.trace;
    const Words& w = words_of(p);
    const std::string row = row_label(t, cell->tensor, cell->row), col = col_label(t, cell->tensor, cell->col);
    const bool tokens = info(cell->tensor).cols == Axis::key;
    if (!p.state.guess.value)
        return text(w, tokens ? "ask.token" : "ask.column",
                    {{"name", tensor_name(w, cell->tensor, cell->head)}, {"row", row}, {"col", col}});
    return text(w, *is_right(p) ? "ask.right" : "ask.wrong",
                {{"guess", fixed(*p.state.guess.value, 2)}, {"value", value_text(p.now.run, *cell)}});
}

std::string blank_text(const Program& p) { return p.guessing ? fixed(*p.guessing, 2) : "?"; }

} // namespace attn
