// The views "compare" and "scaling" as JSON: their tables, and what a screen reader is told.
#pragma once

#include <string>
#include <string_view>

#include "engine/stages/stage.h"
#include "shell/program/program.h"

namespace attn {

// What names the rows or columns of a table: "query", "key" or "column".
std::string_view axis_name(Axis);

// As tables_json() in report.h.
std::string compare_tables_json(const Program&);
std::string scaling_tables_json(const Program&);

// {findings: [{kind, text}], button: {command, label} or null}: what there is to say about what is shown, and the
// button on the canvas. "null" in other views.
std::string view_json(const Program&);

} // namespace attn
