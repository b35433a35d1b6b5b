#include "edit.h"

#include <algorithm>
#include <cmath>

#include "engine/words/text.h"
#include "shell/layout/layout.h"

namespace attn {

Grip grip(const Program& p, const Cell& cell) {
    // Elsewhere a press means something else.
    if (p.state.readonly || p.state.view != View::stage) return Grip::none;
    if (editable(cell.tensor)) return Grip::number;
    return in_grid(cell.tensor) && (p.state.stage == Stage::mask || p.state.pencil) ? Grip::paint : Grip::none;
}

void set_number(Program& p, const Cell& cell, float value) {
    const auto which = editable(cell.tensor);
    if (!which || !contains(p.now.run.trace, cell)) return;
    const Edited* before = edited(p.now.run, cell);
    const float was = before ? before->was : matrix(p.now.run.trace, cell.tensor, cell.head)(cell.row, cell.col);
    Config config = p.state.config;
    // The number that would stand there anyway is no edit.
    if (value == was) config.edits = without_edit(config.edits, *which, cell.row + 1, cell.col + 1);
    else if (auto more = with_edit(config.edits, {*which, cell.row + 1, cell.col + 1, value}))
        config.edits = std::move(*more);
    else return p.notices.push_back({"edits", text("notice.too_many_edits", {{"most", std::to_string(kMaxEdits)}})});
    change(p, config);
}

bool type_number(Program& p, const Cell& cell, std::string_view words) {
    const auto value = typed_number(words);
    if (value) set_number(p, cell, *value);
    else p.notices = {{"edits", text("notice.not_a_cell_number", {{"value", words.substr(0, 20)}}), true}};
    return value.has_value();
}

void paint(Program& p, const Cell& cell, bool shut) {
    Config config = p.state.config;
    if (!shut && !is_painted(p, cell)) {
        if (!p.now.run.trace.head(0).allowed(cell.row, cell.col))
            p.notices = {{"paint", std::string(text("notice.closed_otherwise"))}};
        return;
    }
    const auto painted = with_cell(config.paint, cell.row + 1, cell.col + 1, shut);
    if (!painted) return p.notices.push_back({"paint", std::string(text("notice.too_many_blocks"))});
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
    command(p, "release");
    p.drag.reset();
    p.field = cell;
    select(p.state, cell);
    command(p, "hold");
}

namespace {

bool cell_command(Program& p, std::string_view name) {
    const auto cell = selection(p.state, p.now.run.trace);
    const Grip held = cell ? grip(p, *cell) : Grip::none;
    if (held == Grip::none) return false;
    if (name == "take-back") {
        const bool changed = edited(p.now.run, *cell) || is_painted(p, *cell);
        return changed && (take_back(p, *cell), true);
    }
    if (name == "paint") return held == Grip::paint && (paint(p, *cell, paint_shuts(p, *cell)), true);
    if (held != Grip::number) return false;
    const float value = matrix(p.now.run.trace, cell->tensor, cell->head)(cell->row, cell->col);
    const float step = 10 * drag_step(value, false);
    return set_number(p, *cell, drag_rounded(value + (name == "raise" ? step : -step), false)), true;
}

} // namespace

bool edit_command(Program& p, std::string_view name) {
    for (const std::string_view own : {"raise", "lower", "paint", "take-back"})
        if (name == own) return cell_command(p, name);
    const Config now = p.state.config;
    const auto go = [&](std::optional<Config> to) {
        if (to) restore(p, *to);
        return to.has_value();
    };
    if (name == "undo" || name == "redo") p.drag.reset();
    if (name == "undo") return go(undone(p.history, now));
    if (name == "redo") return go(redone(p.history, now));
    if (name == "hold") return hold(p.history, now), true;
    if (name == "release") return p.field.reset(), release(p.history, now), true;
    if (name == "cancel") {
        if (p.history.held) change(p, Config(*p.history.held));
        return edit_command(p, "release");
    }
    if (name == "forget") return p.history = {}, true;
    if (name == "pencil") return !p.state.readonly && (p.state.pencil = !p.state.pencil, true);
    Config without = now;
    if (name != "reset-mask") without.edits = {};
    if (name != "reset-edits") without.paint = {};
    if (name != "reset-edits" && name != "reset-mask" && name != "restore") return false;
    return without != now && (change(p, without), true);
}

} // namespace attn
