#include "edit.h"

#include <algorithm>
#include <cmath>

#include "ask.h"
#include "control.h"
#include "engine/words/text.h"
#include "shell/layout/layout.h"

namespace attn {

Grip grip(const Program& p, const Cell& cell) {
    if (p.state.view == View::stage && is_blank(p, cell)) return Grip::number; // to guess it
    // Elsewhere a press means something else.
    if (p.state.readonly || p.state.view != View::stage) return Grip::none;
    if (editable(cell.tensor)) return Grip::number;
    return in_grid(cell.tensor) && (p.state.stage == Stage::mask || p.state.pencil) ? Grip::paint : Grip::none;
}

void set_number(Program& p, const Cell& cell, float value) {
    if (is_blank(p, cell)) return guess(p, value);
    const auto which = editable(cell.tensor);
    if (!which || !contains(p.now.run.trace, cell)) return;
    const Edited* before = edited(p.now.run, cell);
    const float was = before ? before->was : matrix(p.now.run.trace, cell.tensor, cell.head)(cell.row, cell.col);
    Config config = p.state.config;
    // The number that would be there anyway is no edit.
    if (value == was) config.edits = without_edit(config.edits, *which, cell.row + 1, cell.col + 1);
    else if (auto more = with_edit(config.edits, {*which, cell.row + 1, cell.col + 1, value}))
        config.edits = std::move(*more);
    else return p.notices.push_back({"edits", said("notice.too_many_edits", {{"most", std::to_string(kMaxEdits)}})});
    change(p, config);
}

bool type_number(Program& p, const Cell& cell, std::string_view words) {
    const auto value = typed_number(words);
    if (value) set_number(p, cell, *value);
    else p.notices = {{"edits", said("notice.not_a_cell_number", {{"value", words.substr(0, 20)}}), true}};
    return value.has_value();
}

void paint(Program& p, const Cell& cell, bool shut) {
    Config config = p.state.config;
    if (!shut && !is_painted(p, cell)) {
        if (!p.now.run.trace.head(0).allowed(cell.row, cell.col))
            p.notices = {{"paint", said("notice.closed_otherwise")}};
        return;
    }
    const auto painted = with_cell(config.paint, cell.row + 1, cell.col + 1, shut);
    if (!painted) return p.notices.push_back({"paint", said("notice.too_many_blocks")});
    config.paint = *painted;
    change(p, config);
}

void take_back(Program& p, const Cell& cell) {
    Config config = p.state.config;
    if (const auto which = editable(cell.tensor))
        config.edits = without_edit(config.edits, *which, cell.row + 1, cell.col + 1);
    else if (in_grid(cell.tensor)) config.paint = *with_cell(config.paint, cell.row + 1, cell.col + 1, false);
    change(p, config);
}

bool is_painted(const Program& p, const Cell& cell) {
    return in_grid(cell.tensor) && is_painted(p.state.config.paint, cell.row + 1, cell.col + 1);
}

bool paint_shuts(const Program& p, const Cell& cell) {
    const bool open = p.now.run.trace.head(0).allowed(cell.row, cell.col) || p.state.config.mistakes.mask_turned_round;
    return open && !is_painted(p, cell);
}

float number_in_hand(const Program& p, const Cell& cell) {
    if (is_blank(p, cell)) return p.guessing.value_or(0.0f);
    return matrix(p.now.run.trace, cell.tensor, cell.head)(cell.row, cell.col);
}

float drag_step(float value, bool fine) {
    const float size = std::fabs(value), step = size < 2 ? 0.01f : size < 10 ? 0.05f : 0.1f;
    return fine ? step / 10 : step;
}

float drag_rounded(float value, bool fine) {
    const float unit = fine ? 1000.0f : 100.0f;
    return std::clamp(std::round(value * unit) / unit, -kMaxEditValue, kMaxEditValue) + 0.0f; // never -0
}

Cell next_cell(const Trace& t, const Cell& cell, int direction) {
    const Matrix& m = matrix(t, cell.tensor, cell.head);
    const Index place = std::clamp<Index>(cell.row * m.cols() + cell.col + direction, 0, m.size() - 1);
    return {cell.tensor, cell.head, static_cast<int>(place / m.cols()), static_cast<int>(place % m.cols())};
}

void open_field(Program& p, const Cell& cell) {
    release(p);
    p.drag.reset();
    p.field = cell;
    select(p.state, cell);
    hold(p);
}

namespace {

std::optional<Cell> held_cell(const Program& p, Grip wanted) {
    const auto cell = selection(p.state, p.now.run.trace);
    return cell && grip(p, *cell) == wanted ? cell : std::nullopt;
}

bool go(Program& p, const std::optional<Config>& to) {
    if (to) restore(p, *to);
    return to.has_value();
}

} // namespace

bool nudge(Program& p, int direction) {
    const auto cell = held_cell(p, Grip::number);
    if (!cell) return false;
    const float value = number_in_hand(p, *cell);
    const float step = 10 * drag_step(value, false);
    set_number(p, *cell, drag_rounded(value + static_cast<float>(direction) * step, false));
    return true;
}

bool paint_selected(Program& p) {
    const auto cell = held_cell(p, Grip::paint);
    if (cell) paint(p, *cell, paint_shuts(p, *cell));
    return cell.has_value();
}

bool take_back_selected(Program& p) {
    const auto cell = selection(p.state, p.now.run.trace);
    if (!cell || grip(p, *cell) == Grip::none || !(edited(p.now.run, *cell) || is_painted(p, *cell))) return false;
    take_back(p, *cell);
    return true;
}

bool undo(Program& p) {
    p.drag.reset();
    return go(p, undone(p.history, Config(p.state.config)));
}

bool redo(Program& p) {
    p.drag.reset();
    return go(p, redone(p.history, Config(p.state.config)));
}

void hold(Program& p) { hold(p.history, p.state.config); }

void release(Program& p) {
    p.field.reset();
    answer_guess(p);
    release(p.history, p.state.config);
}

void cancel(Program& p) {
    p.guessing.reset();
    if (p.history.held) change(p, Config(*p.history.held));
    release(p);
}

void forget(Program& p) { p.history = {}; }

bool toggle_pencil(Program& p) {
    if (p.state.readonly) return false;
    p.state.pencil = !p.state.pencil;
    return true;
}

bool reset_by_hand(Program& p, bool numbers, bool mask) {
    Config without = p.state.config;
    if (numbers) without.edits = {};
    if (mask) without.paint = {};
    if (without == p.state.config) return false;
    change(p, without);
    return true;
}

} // namespace attn
