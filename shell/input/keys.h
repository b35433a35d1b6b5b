// The keys of the table of commands, as ImGui and as a browser know them: what the handling, the desktop's help and the
// help of the page read.
#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shell/program/program.h"

namespace attn {

struct KeyRow {
    ImGuiKeyChord chord = 0;    // Shift counts only where a row says so, or where another row differs by it alone
    std::string dom;            // the same key as KeyboardEvent.key names it; empty: the page leaves it to the browser
    std::string shown;          // as a reader knows it; empty where the row before says it already
    std::string_view command{}; // of command()
    std::string_view says{};    // see Command
};
std::span<const KeyRow> key_table();

// Reads the keys of the current ImGui frame.
void handle_keys(Program&);

// The table as lines of help: "← → ↑ ↓" and a sentence.
struct KeyHelp {
    std::string keys;
    std::string_view says;
};
std::vector<KeyHelp> key_help(const Words&);

} // namespace attn
