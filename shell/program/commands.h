// Everything that a key, a button or a script can ask for by name: one table, which keys, help, the page's schema and
// the tests read.
#pragma once

#include <span>
#include <string_view>

#include "program.h"

namespace attn {

struct Command {
    std::string_view key;
    // The keys that ask for it while the figure has the focus, a space between: "ArrowLeft", "Ctrl+Shift+Z"; keys.cpp
    // says what there is. Empty: only buttons and scripts do.
    std::string_view keys;
    // Text "key.<says>"; rows that follow each other with the same one are one line of help. A row with a key
    // but without a text shares its key with a later row, which is asked where this one has nothing to do, and whose line
    // of help speaks of both.
    std::string_view says;
    bool (*run)(Program&); // false when there is nothing for it to do
};
std::span<const Command> command_table();

// Runs a command and keeps what follows from the state in step. False when there is no such command, or nothing for it
// to do.
bool command(Program&, std::string_view key);

} // namespace attn
