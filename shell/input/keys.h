// What the keys do while the figure has the focus: one table, which the handling, the desktop's help and the help of
// the page read.
#pragma once

#include <imgui.h>

#include <span>
#include <string_view>

#include "shell/program/program.h"

namespace attn {

struct KeyRow {
    ImGuiKeyChord chord;      // Shift counts only where a row says so, or where another row differs by it alone
    std::string_view dom;     // the same key as KeyboardEvent.key names it
    std::string_view shown;   // as a reader knows it; empty where the row before says it already
    std::string_view command; // of command(); empty for what handle_edit_keys() does to the selected cell
    std::string_view says;    // text "key.<says>"; rows that follow each other with the same one are one line of help
};
std::span<const KeyRow> key_table();

// Reads the keys of the current ImGui frame.
void handle_keys(Program&);

// The table as lines of help: "← → ↑ ↓" and a sentence.
struct KeyHelp {
    std::string keys;
    std::string_view says;
};
std::vector<KeyHelp> key_help();

} // namespace attn
