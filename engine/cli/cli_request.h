// What the words of `attn run`, `attn explain`, `attn measure` and `attn export` ask for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/config.h"
#include "engine/stages/explain.h"
#include "engine/stages/stage.h"

namespace attn {

struct RunRequest {
    Config config;
    bool json = false;
    std::optional<Stage> only;
    std::string cell;
    std::string matrix, head, row, col; // the cell that is selected in a link
    KeyValues named;                    // the settings that the words name, in their order
    Notices notices;
    std::string error; // the first thing that made no sense, or empty
};

// `start` is what the words change: the defaults, or what a weights file says. Projections from a file may have another
// width than the tokens, so then misfit() says whether heads divide it (`from_file`).
RunRequest run_request(const std::vector<std::string>& words, const Config& start, bool from_file);

// "scores:1:2:3" is matrix, head, row and column, counted from 1; "x:2:3" leaves the head out.
std::optional<Cell> cell_of(const Trace&, std::string_view words);

// The cell that is selected in a link, written as --cell wants it; "" when none is. Without a matrix it lies in
// the result of the stage.
std::string linked_cell(const RunRequest&);

} // namespace attn
