// The program's state as JSON, for whoever embeds it: what can be set, what is, and the numbers of a stage.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shell/layout/layout.h"
#include "shell/program/program.h"

namespace attn {

// {params: [...], stages: [...], text: {...}, keys: [...], keyHelp: [...], widths: [...]}: everything a page needs to make its own controls, with the sentences
// that only a page has.
std::string schema_json(const Words&, const Words& page);

// {values, drafts, stage, stageIndex, title, does, position, time, playing, head, heads, tokens, selection, hover,
// notices}
// What is asked for and whether the answer is right; null where nothing is asked.
std::string ask_json(const Program&);
std::string status_json(const Program&);

// [{matrix, name, head, rows, cols, values, text, masked}] for what the current stage makes.
std::string tables_json(const Program&);

std::string notices_json(const Words&, const Notices&);
std::string cell_json(const Program&, const std::optional<Cell>&);
std::string rect_json(const Rect&);

// The cell whose number is being typed: what it is called, its number, and where it is drawn.
std::string field_json(const Program&, const Rect& place);

// Indices from 0; nothing when there is no such cell.
std::optional<Cell> named_cell(const Program&, std::string_view matrix, int head, int row, int col);

} // namespace attn
